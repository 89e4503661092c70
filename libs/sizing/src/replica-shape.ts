import type { ReplicaLayout } from './replica-model';
import type { ServingNeed } from './serving';

/** How one replica lies over accelerators: groups that share an instance, one for each stage of a pipeline. */
export interface ReplicaShape {
  /** Accelerators of a group (tensor parallelism). */
  readonly group: number;
  /** 1 without a pipeline. */
  readonly stages: number;
}

/**
 * Pipelines that are considered wherever a replica is placed: stages of whole machines of eight. Smaller machines are
 * sold without a network on which stages could meet.
 */
export const PIPELINES: readonly ReplicaShape[] = [
  { group: 8, stages: 2 },
  { group: 8, stages: 4 },
];

/** The pipelines over instances of up to `largest` accelerators that a model can be cut into. */
export function pipelinesOf({ model }: Pick<ServingNeed, 'model'>, largest: number): readonly ReplicaShape[] {
  return PIPELINES.filter(
    ({ group, stages }) => group <= largest && model.attentionHeads % group === 0 && model.layers >= stages,
  );
}

/** The layout of a replica: that of a sizing without stages is a plain group; each stage is a machine of its own. */
export function layoutOf({ stages = 1 }: { readonly stages?: number }): ReplicaLayout {
  return stages > 1 ? { stages, acrossMachines: true } : {};
}
