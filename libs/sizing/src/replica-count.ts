import { UTILISATION } from './efficiency';
import type { ReplicaCapacity } from './serving';
import { meanWaitSeconds, waitTail, type Queue } from './queueing';

/** Share of a replica's throughput that the peak may use. */
export const UTILISATION_TARGET = UTILISATION.value;

/** Share of the requests whose first token has to come within the promise. */
export const FIRST_TOKEN_TARGET = 0.95;

/** Beyond this many replicas above the load's own need, waiting is not what keeps the promise from being held. */
const SEARCH_LIMIT = 200;

/** Each place in a batch is a server; requests arrive at random (Ca^2 = 1). */
function slots(capacity: ReplicaCapacity, replicas: number, requestsPerSecond: number): Queue {
  return {
    servers: replicas * capacity.batch,
    arrivalsPerSecond: requestsPerSecond,
    serviceSeconds: capacity.serviceSeconds,
    arrivalVariation: 1,
    serviceVariation: capacity.serviceVariation,
  };
}

/** Prompts of one replica are computed one after the other. */
function prompts(capacity: ReplicaCapacity, replicas: number, requestsPerSecond: number): Queue {
  return {
    servers: 1,
    arrivalsPerSecond: requestsPerSecond / replicas,
    serviceSeconds: capacity.prefillSeconds,
    arrivalVariation: 1,
    serviceVariation: capacity.promptVariation,
  };
}

/** Mean seconds before a prompt is computed: for a place in a batch, then for the prompts ahead. */
export function firstTokenWait(
  capacity: ReplicaCapacity,
  replicas: number,
  requestsPerSecond: number,
): number {
  return (
    meanWaitSeconds(slots(capacity, replicas, requestsPerSecond)) +
    meanWaitSeconds(prompts(capacity, replicas, requestsPerSecond))
  );
}

/** Whether enough first tokens come in time; true where nothing is promised. */
function keepsPromise(capacity: ReplicaCapacity, replicas: number, requestsPerSecond: number): boolean {
  if (capacity.sloTimeToFirstTokenSeconds === null) return true;
  const left =
    capacity.sloTimeToFirstTokenSeconds -
    capacity.firstTokenServiceSeconds -
    meanWaitSeconds(prompts(capacity, replicas, requestsPerSecond));
  if (left <= 0) return false;
  return waitTail(slots(capacity, replicas, requestsPerSecond), left) <= 1 - FIRST_TOKEN_TARGET;
}

/**
 * Replicas for a peak, without the spare one: the least that keep the utilisation target and the promised time to
 * first token. null when no number of replicas keeps it. Every further replica shortens the wait, so the least is
 * found by doubling and halving.
 */
export function loadReplicas(
  capacity: ReplicaCapacity,
  requestsPerSecond: number,
  utilisation: number = UTILISATION.value,
): number | null {
  const least = leastByThroughput(capacity, requestsPerSecond, utilisation);
  const keeps = (extra: number): boolean => keepsPromise(capacity, least + extra, requestsPerSecond);
  if (keeps(0)) return least;
  let fails = 0;
  let holds = 1;
  while (holds < SEARCH_LIMIT && !keeps(holds)) {
    fails = holds;
    holds *= 2;
  }
  if (holds >= SEARCH_LIMIT) {
    holds = SEARCH_LIMIT;
    if (!keeps(holds)) return null;
  }
  while (holds - fails > 1) {
    const middle = Math.floor((fails + holds) / 2);
    if (keeps(middle)) holds = middle;
    else fails = middle;
  }
  return least + holds;
}

/** Whether so many replicas keep the utilisation target and the promised time to first token at a peak. */
export function replicasHold(
  capacity: ReplicaCapacity,
  replicas: number,
  requestsPerSecond: number,
): boolean {
  return (
    replicas >= leastByThroughput(capacity, requestsPerSecond, UTILISATION.value) &&
    keepsPromise(capacity, replicas, requestsPerSecond)
  );
}

function leastByThroughput(
  capacity: ReplicaCapacity,
  requestsPerSecond: number,
  utilisation: number,
): number {
  return Math.max(1, Math.ceil(requestsPerSecond / (utilisation * capacity.requestsPerSecond) - 1e-9));
}

/** Replicas that hold a peak, with the spare one, within what was decided; null when no number keeps the promise. */
export function replicasFor(capacity: ReplicaCapacity, requestsPerSecond: number): number | null {
  const load = loadReplicas(capacity, requestsPerSecond);
  if (load === null) return null;
  const { least, most } = capacity.bounds ?? { least: null, most: null };
  return Math.min(most ?? Infinity, Math.max(least ?? 1, load + capacity.spareReplicas));
}
