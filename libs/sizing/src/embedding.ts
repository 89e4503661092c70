import type { AcceleratorRow, ModelRow } from '@app/catalog';
import type { Figure } from '@app/kernel';

/** A pass over many texts, or a steady stream of them, through an embedding model. */
export interface EmbeddingSpec {
  readonly workloadId: string;
  readonly model: ModelRow;
  readonly accelerator: AcceleratorRow;
  readonly tokensPerText: number;
  /** Texts of one pass; null for a stream only. */
  readonly texts: number | null;
  /** Hours in which the pass must be done. */
  readonly windowHours: number | null;
  /** Texts per second at the peak, for a stream; null for a pass only. */
  readonly textsPerSecondPeak: number | null;
  readonly inputRefs: Partial<
    Record<'model' | 'tokensPerText' | 'texts' | 'windowHours' | 'textsPerSecondPeak', readonly string[]>
  >;
}

/** Ids are `sizing.<workload>.<model>.<accelerator>.embedding.<name>`. */
export const EMBEDDING_FIGURES = [
  'weights',
  'texts-per-second',
  'start-time',
  'work-hours',
  'accelerator-hours',
  'accelerators',
  'duration',
] as const;
export type EmbeddingFigureName = (typeof EMBEDDING_FIGURES)[number];

export interface EmbeddingSizing {
  readonly workloadId: string;
  readonly modelId: string;
  readonly acceleratorId: string;
  readonly feasible: boolean;
  readonly reason: string | null;
  readonly accelerators: number | null;
  /** Of one pass, paid: work and the start of the instances; null for a stream. */
  readonly acceleratorHours: number | null;
  readonly ids: Readonly<Partial<Record<EmbeddingFigureName, string>>>;
  readonly figures: readonly Figure[];
}
