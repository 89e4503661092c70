import type { Catalog } from '@app/catalog';
import { InvariantError } from '@app/kernel';
import type { BatchInferenceSizing, BatchInferenceSpec } from './batch-inference';

/** Hours and accelerators of a pass of a generating model over many items, on one accelerator. */
export function sizeBatchInference(spec: BatchInferenceSpec): BatchInferenceSizing {
  throw new InvariantError(`sizing of ${spec.workloadId} is not built yet`);
}

export interface BatchInferenceOptions {
  readonly feasible: readonly BatchInferenceSizing[];
  readonly infeasible: readonly BatchInferenceSizing[];
}

/** The same on every accelerator that the instance catalog offers. */
export function sizeBatchInferenceOptions(
  spec: Omit<BatchInferenceSpec, 'accelerator'>,
  catalog: Catalog,
): BatchInferenceOptions {
  throw new InvariantError(`sizing of ${spec.workloadId} is not built yet ${catalog.asOf}`);
}
