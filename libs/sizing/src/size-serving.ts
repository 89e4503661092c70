import type { AcceleratorRow, Catalog } from '@app/catalog';
import { InvariantError, type Figure } from '@app/kernel';
import type { ReplicaCapacity, ServingFigureName, ServingNeed, ServingSizing, ServingSpec } from './serving';

/** Sizes one workload on one accelerator. Pure: equal specs give equal results. */
export function sizeServing(spec: ServingSpec): ServingSizing {
  throw new InvariantError(`sizing of ${spec.workloadId} is not built yet`);
}

/** A sizing of every accelerator that the instance catalog offers. */
export interface ServingOptions {
  /** Fewest accelerators first, then by memory in total, then by id. */
  readonly feasible: readonly ServingSizing[];
  /** Those that cannot serve the workload, each with its reason, by id. */
  readonly infeasible: readonly ServingSizing[];
}

export function sizeServingOptions(need: ServingNeed, catalog: Catalog): ServingOptions {
  throw new InvariantError(`sizing of ${need.workloadId} is not built yet ${catalog.asOf}`);
}

/** Accelerators that some instance of the catalog offers. */
export function candidateAccelerators(catalog: Catalog): readonly AcceleratorRow[] {
  return catalog.rentableAccelerators().map((entry) => entry.accelerator);
}

/** The figure of a sizing by name. @throws invariant-broken when the sizing holds none (an infeasible one). */
export function servingFigure(sizing: ServingSizing, name: ServingFigureName): Figure {
  throw new InvariantError(`${sizing.workloadId} ${name} is not built yet`);
}

/** Replicas that hold a peak of `requestsPerSecond`, with the spare one. */
export function replicasFor(capacity: ReplicaCapacity, requestsPerSecond: number): number {
  throw new InvariantError(`not built yet ${capacity.batch} ${requestsPerSecond}`);
}
