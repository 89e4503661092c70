import type { FactorSide } from './efficiency';
import { evaluateDegree, type Obstacle } from './evaluate-degree';
import { computePath } from './number-format';
import { firstTokenWait } from './replica-count';
import { layoutOf } from './replica-shape';
import type { ServingSpec } from './serving';

/** Why a group cannot serve: an obstacle of its evaluation, or one that shows before it. */
export type GroupObstacle = Obstacle | 'rate' | 'context' | 'heads' | 'layers';

/** One group size as numbers alone, for whoever compares many thousands of them. */
export type GroupSizing =
  | { readonly obstacle: GroupObstacle; readonly service: null }
  | { readonly obstacle: null; readonly service: GroupService };

/** What so many groups of a size give. Times in seconds. */
export interface GroupService {
  /** Groups for the peak, with the spare one where availability asks for it. */
  readonly replicas: number;
  readonly spareReplicas: number;
  /** End to end at the 95th percentile of prompt and answer, with the mean wait at the peak. */
  readonly endToEnd: number;
  readonly timeToFirstToken: number;
  readonly timePerOutputToken: number;
  /** Share of the throughput of all groups in use at the mean load. */
  readonly meanUtilisation: number;
  /** Mean of the groups over the hours / those at the peak; 1 where none comes and goes. */
  readonly rentedShare: number;
}

/** What a group is beside its size. */
export interface GroupChoice {
  /** Replicas on top of what the load needs: they shorten the wait and lower the utilisation. */
  readonly extra?: number;
  /** Stages of a pipeline, each on a group of its own; 1 unless given. */
  readonly stages?: number;
}

/** Sizes replicas of groups of `n` chips as `sizeServing` does, without writing figures. */
export function sizeGroup(
  spec: ServingSpec,
  n: number,
  { extra = 0, stages = 1 }: GroupChoice = {},
  side: FactorSide = 'value',
): GroupSizing {
  const path = computePath(spec.accelerator, spec.precision);
  if (path === null) return { obstacle: 'rate', service: null };
  const { inputTokens, outputTokens } = spec.traffic;
  if (inputTokens.p95 + outputTokens.p95 > spec.model.contextLength) {
    return { obstacle: 'context', service: null };
  }
  if (spec.model.attentionHeads % n !== 0) return { obstacle: 'heads', service: null };
  if (spec.model.layers < stages) return { obstacle: 'layers', service: null };
  const { obstacle, service } = evaluateDegree(spec, path, n, side, layoutOf({ stages }));
  if (service === null) return { obstacle: obstacle ?? 'queue', service: null };
  const { capacity, loadReplicas, replicas } = service;
  const peak = spec.traffic.requestsPerSecondPeak;
  const saved =
    extra === 0
      ? 0
      : firstTokenWait(capacity, loadReplicas, peak) - firstTokenWait(capacity, loadReplicas + extra, peak);
  return {
    obstacle: null,
    service: {
      replicas: replicas + extra,
      spareReplicas: capacity.spareReplicas,
      endToEnd: service.endToEnd - saved,
      timeToFirstToken: service.timeToFirstToken - saved,
      timePerOutputToken: service.timePerOutputToken,
      meanUtilisation: (service.meanUtilisation * replicas) / (replicas + extra),
      rentedShare: capacity.rentedShare ?? 1,
    },
  };
}
