import type { Catalog } from '@app/catalog';
import { InvariantError } from '@app/kernel';
import type { TrainingSizing, TrainingSpec } from './training';

/** Memory, accelerator-hours and duration of a training or fine-tuning run on one accelerator. */
export function sizeTraining(spec: TrainingSpec): TrainingSizing {
  throw new InvariantError(`sizing of ${spec.workloadId} is not built yet`);
}

export interface TrainingOptions {
  /** Fewest accelerator-hours first, then by id. */
  readonly feasible: readonly TrainingSizing[];
  readonly infeasible: readonly TrainingSizing[];
}

/** The same on every accelerator that the instance catalog offers. */
export function sizeTrainingOptions(
  spec: Omit<TrainingSpec, 'accelerator'>,
  catalog: Catalog,
): TrainingOptions {
  throw new InvariantError(`sizing of ${spec.workloadId} is not built yet ${catalog.asOf}`);
}
