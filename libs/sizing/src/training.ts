import type { AcceleratorRow, ModelRow } from '@app/catalog';
import type { Figure } from '@app/kernel';
import type { TrainingReliability } from './training-reliability';

export const TRAINING_METHODS = ['full', 'lora', 'qlora', 'pretraining'] as const;
export type TrainingMethod = (typeof TRAINING_METHODS)[number];

/** Formats in which a training computes. fp16 needs loss scaling, so that neither stands in for the other unasked. */
export type TrainingPrecision = 'bf16' | 'fp16';

export type TrainingInputField =
  'model' | 'precision' | 'tokens' | 'epochs' | 'sequenceLength' | 'loraRank' | 'deadlineHours';

export interface TrainingSpec {
  readonly workloadId: string;
  readonly model: ModelRow;
  readonly accelerator: AcceleratorRow;
  readonly method: TrainingMethod;
  /** bf16 unless given. */
  readonly precision?: TrainingPrecision;
  /** Tokens of one pass over the data. */
  readonly tokens: number;
  readonly epochs: number;
  readonly sequenceLength: number;
  readonly loraRank: number;
  readonly deadlineHours: number | null;
  readonly inputRefs: Partial<Record<TrainingInputField, readonly string[]>>;
}

/** Ids are `sizing.<workload>.<model>.<accelerator>.<method>.<name>`. */
export const TRAINING_FIGURES = [
  'trainable-parameters',
  'state-memory',
  'activation-memory',
  'smallest-group',
  'compute',
  'work-hours',
  'start-time',
  'accelerator-hours',
  'accelerators',
  'duration',
  'spot-hours',
  'checkpoint',
] as const;
export type TrainingFigureName = (typeof TRAINING_FIGURES)[number];

export interface TrainingSizing {
  readonly workloadId: string;
  readonly modelId: string;
  readonly acceleratorId: string;
  readonly method: TrainingMethod;
  readonly feasible: boolean;
  readonly reason: string | null;
  /** Accelerators that hold the state, and that meet the deadline where there is one. */
  readonly accelerators: number | null;
  /** Of one run, the start of its instances, checkpoints and failures included. */
  readonly acceleratorHours: number | null;
  /** null where it is not feasible. Its figures are among `figures`. */
  readonly reliability: TrainingReliability | null;
  readonly ids: Readonly<Partial<Record<TrainingFigureName, string>>>;
  readonly figures: readonly Figure[];
}
