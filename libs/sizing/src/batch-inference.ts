import type { Figure } from '@app/kernel';
import type { ServingNeed } from './serving';
import type { AcceleratorRow } from '@app/catalog';

/** A pass of a generating model over many items in a window. */
export interface BatchInferenceSpec extends Omit<ServingNeed, 'slo'> {
  readonly accelerator: AcceleratorRow;
  /** Accelerators that one instance may hold; those of the instance catalog unless given. */
  readonly instanceCounts?: readonly number[];
  readonly items: number;
  readonly windowHours: number | null;
  readonly passesPerMonth: number;
  readonly batchRefs: Partial<Record<'items' | 'windowHours' | 'passesPerMonth', readonly string[]>>;
}

/** Ids are `sizing.<workload>.<model>.<accelerator>.<precision>.batch-pass.<name>`. */
export const BATCH_FIGURES = [
  'items-per-second',
  'start-time',
  'work-hours',
  'accelerator-hours',
  'replicas',
  'accelerators',
  'duration',
] as const;
export type BatchFigureName = (typeof BATCH_FIGURES)[number];

export interface BatchInferenceSizing {
  readonly workloadId: string;
  readonly modelId: string;
  readonly acceleratorId: string;
  readonly feasible: boolean;
  readonly reason: string | null;
  readonly tensorParallel: number | null;
  readonly replicas: number | null;
  readonly accelerators: number | null;
  /** Of one pass, paid: work and the start of the instances. */
  readonly acceleratorHours: number | null;
  readonly passesPerMonth: number;
  readonly ids: Readonly<Partial<Record<BatchFigureName, string>>>;
  readonly figures: readonly Figure[];
}
