import {
  efficiencyFactors,
  ENGINE_CONCURRENCY,
  UTILISATION,
  type EfficiencyFactors,
  type FactorSide,
} from './efficiency';
import { decidedFleet } from './decided-fleet';
import { kvProfile } from './kv-cache';
import { BYTES_PER_WEIGHT, type ComputePath } from './number-format';
import { firstTokenWait, loadReplicas } from './replica-count';
import { type ReplicaLayout, ReplicaModel, type RequestShape } from './replica-model';
import type { ReplicaCapacity, ServingSpec } from './serving';
import { meanOf, meanSquareOf, variationOf } from './token-spread';

/** Availability promises from this on get a spare replica: the loss of one must not break the promise. */
const SPARE_FROM_PERCENT = 99.9;

/** Why a group of chips cannot serve a workload. */
export type Obstacle =
  | 'weights'
  | 'sequence'
  | 'time-per-output-token'
  | 'time-to-first-token'
  | 'end-to-end'
  | 'queue'
  | 'decided-fleet';

/** The numbers of one group size under one reading of the factors. Times in seconds, memory in bytes. */
export interface DegreeResult {
  readonly n: number;
  /** Stages of a pipeline, each on a group of that size; 1 without one. */
  readonly stages: number;
  readonly weights: number;
  readonly workingPerChip: number;
  readonly cache: number;
  readonly perSequence: number;
  readonly concurrency: number;
  readonly obstacle: Obstacle | null;
  readonly service: DegreeService | null;
}

/** What a group that can serve gives. */
export interface DegreeService {
  readonly capacity: ReplicaCapacity;
  readonly prefillP95: number;
  readonly step: number;
  readonly communication: number;
  readonly timePerOutputToken: number;
  readonly timeToFirstToken: number;
  readonly endToEnd: number;
  readonly tokensPerSecond: number;
  readonly loadReplicas: number;
  readonly replicas: number;
  readonly peakUtilisation: number;
  readonly meanUtilisation: number;
}

export function requestShape(spec: Pick<ServingSpec, 'traffic'>): RequestShape {
  const { inputTokens, outputTokens, cachedShare } = spec.traffic;
  return {
    inputTokens: meanOf(inputTokens),
    inputTokensSquared: meanSquareOf(inputTokens),
    outputTokens: meanOf(outputTokens),
    cachedShare,
  };
}

/** Evaluates a group of `n` chips: memory first, then the largest batch that keeps every promise, then replicas. */
export function evaluateDegree(
  spec: ServingSpec,
  path: ComputePath,
  n: number,
  side: FactorSide,
  layout: ReplicaLayout = {},
): DegreeResult {
  const factors: EfficiencyFactors = efficiencyFactors(spec.accelerator, spec.model);
  const bytes = BYTES_PER_WEIGHT[spec.precision];
  const replica = new ReplicaModel({
    model: spec.model,
    accelerator: spec.accelerator,
    n,
    layout,
    bytesPerWeight: side === 'value' ? bytes.value : side === 'worst' ? bytes.high : bytes.low,
    kv: kvProfile(spec.model, spec.kvPrecision ?? 'fp16'),
    path,
    factors,
    side,
  });
  const shape = requestShape(spec);
  const { inputTokens, outputTokens } = spec.traffic;
  const cache = replica.cacheBytes();
  const memory = {
    n,
    stages: layout.stages ?? 1,
    weights: replica.weightBytes(),
    workingPerChip: replica.workingBytesPerChip(),
    cache,
    perSequence: replica.sequenceBytes(replica.meanContext(shape)),
    concurrency: replica.concurrency(replica.meanContext(shape)),
  };
  if (cache <= 0) return { ...memory, obstacle: 'weights', service: null };
  if (memory.concurrency < 1 || replica.concurrency(inputTokens.p95 + outputTokens.p95) < 1) {
    return { ...memory, obstacle: 'sequence', service: null };
  }
  const promises = new Promises(spec, replica, shape);
  const obstacle = promises.brokenBy(1);
  if (obstacle !== null) return { ...memory, obstacle, service: null };
  const limit = Math.min(memory.concurrency, ENGINE_CONCURRENCY[side]);
  const service = serve(spec, replica, shape, promises.largestBatch(limit), side);
  return typeof service === 'string'
    ? { ...memory, obstacle: service, service: null }
    : { ...memory, obstacle: null, service };
}

/** The promises of a service, as bounds on the batch: each of them gets harder to keep as the batch grows. */
class Promises {
  constructor(
    private readonly spec: ServingSpec,
    private readonly replica: ReplicaModel,
    private readonly shape: RequestShape,
  ) {}

  brokenBy(batch: number): Obstacle | null {
    const { slo, traffic } = this.spec;
    const perToken = this.replica.timePerOutputToken(batch, this.shape);
    const first = firstTokenService(this.spec, this.replica, batch, this.shape);
    if (exceeds(perToken, slo.timePerOutputTokenMs)) return 'time-per-output-token';
    if (exceeds(first, slo.timeToFirstTokenMs)) return 'time-to-first-token';
    if (exceeds(first + (traffic.outputTokens.p95 - 1) * perToken, slo.endToEndMs)) return 'end-to-end';
    return null;
  }

  /** The largest batch up to `limit` that breaks no promise, given that a batch of one breaks none. */
  largestBatch(limit: number): number {
    let keeps = 1;
    let breaks = limit + 1;
    while (breaks - keeps > 1) {
      const middle = Math.floor((keeps + breaks) / 2);
      if (this.brokenBy(middle) === null) keeps = middle;
      else breaks = middle;
    }
    return keeps;
  }
}

function exceeds(seconds: number, limitMs: number | null): boolean {
  return limitMs !== null && seconds * 1000 > limitMs;
}

/** Time to first token without waiting, for the 95th percentile of the prompt: its prefill and one step. */
function firstTokenService(
  spec: ServingSpec,
  replica: ReplicaModel,
  batch: number,
  shape: RequestShape,
): number {
  const { inputTokens, cachedShare } = spec.traffic;
  return (
    replica.prefillSeconds(inputTokens.p95, inputTokens.p95 ** 2, cachedShare) +
    replica.decodeStepSeconds(batch, replica.meanContext(shape))
  );
}

/** Throughput and latency at a batch, and the replicas for the peak, or why no number of them is enough. */
function serve(
  spec: ServingSpec,
  replica: ReplicaModel,
  shape: RequestShape,
  batch: number,
  side: FactorSide,
): DegreeService | 'queue' | 'decided-fleet' {
  const { traffic, slo, fleet: wish } = spec;
  const perToken = replica.timePerOutputToken(batch, shape);
  const prefill = replica.meanPrefillSeconds(shape);
  const firstToken = firstTokenService(spec, replica, batch, shape);
  const alone: ReplicaCapacity = {
    batch,
    requestsPerSecond: replica.requestsPerSecond(batch, shape),
    // A request holds its place from its prefill to its last token; prefills of others are in the time per token.
    serviceSeconds: shape.outputTokens * perToken,
    serviceVariation: variationOf(traffic.outputTokens),
    promptVariation: variationOf(traffic.inputTokens),
    timeToFirstTokenSeconds: firstToken,
    firstTokenServiceSeconds: firstToken,
    prefillSeconds: prefill,
    sloTimeToFirstTokenSeconds: slo.timeToFirstTokenMs === null ? null : slo.timeToFirstTokenMs / 1000,
    spareReplicas: (slo.availabilityPercent ?? 0) >= SPARE_FROM_PERCENT ? 1 : 0,
  };
  const needed = loadReplicas(alone, traffic.requestsPerSecondPeak, UTILISATION[side]);
  if (needed === null) return 'queue';
  const { spareReplicas } = alone;
  const asked = needed + spareReplicas;
  const weightBytes = replica.weightBytes();
  const fleet = decidedFleet(wish, { capacity: alone, traffic, asked, weightBytes });
  const { replicas, rentedShare } = fleet;
  // At the ends of the range a decided fleet stays as it was decided, whatever becomes of its times.
  if (replicas < asked && side === 'value') return 'decided-fleet';
  const forLoad = Math.max(1, replicas - spareReplicas);
  const capacity = wish === undefined ? alone : { ...alone, bounds: wish, rentedShare };
  const waited = firstToken + firstTokenWait(capacity, forLoad, traffic.requestsPerSecondPeak);
  return {
    capacity: { ...capacity, timeToFirstTokenSeconds: waited },
    prefillP95: replica.prefillSeconds(
      traffic.inputTokens.p95,
      traffic.inputTokens.p95 ** 2,
      traffic.cachedShare,
    ),
    step: replica.decodeStepSeconds(batch, replica.meanContext(shape)),
    communication: replica.communicationSeconds(batch),
    timePerOutputToken: perToken,
    timeToFirstToken: waited,
    endToEnd: waited + (traffic.outputTokens.p95 - 1) * perToken,
    tokensPerSecond: capacity.requestsPerSecond * shape.outputTokens,
    loadReplicas: needed,
    replicas,
    peakUtilisation: traffic.requestsPerSecondPeak / (forLoad * capacity.requestsPerSecond),
    meanUtilisation: traffic.requestsPerSecondMean / (replicas * rentedShare * capacity.requestsPerSecond),
  };
}
