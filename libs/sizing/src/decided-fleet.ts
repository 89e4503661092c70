import { replicasFor } from './replica-count';
import { readySecondsOf } from './scaling-headroom';
import type { FleetWish, ReplicaCapacity, ServingTraffic } from './serving';

/** A fleet under what was decided on its size. */
export interface DecidedFleet {
  readonly replicas: number;
  /** Mean of the replicas over the hours, as a share of those at the peak: 1 for a fleet of fixed size. */
  readonly rentedShare: number;
}

/** What the fleet hangs on beside the wish. */
export interface FleetGround {
  readonly capacity: ReplicaCapacity;
  readonly traffic: ServingTraffic;
  /** Replicas that load and promises ask for at the peak, with the spare. */
  readonly asked: number;
  readonly weightBytes: number;
}

/** The replicas at the peak and on average, kept within what was decided. */
export function decidedFleet(wish: FleetWish | undefined, ground: FleetGround): DecidedFleet {
  const { capacity, traffic, asked, weightBytes } = ground;
  if (wish === undefined) return { replicas: asked, rentedShare: 1 };
  const { curve } = wish;
  const replicas = Math.min(wish.most ?? Infinity, Math.max(wish.least ?? 1, asked));
  if (curve === null) return { replicas, rentedShare: 1 };
  const ahead = headroom(capacity, traffic, weightBytes);
  const least = Math.min(replicas, wish.least ?? 1 + capacity.spareReplicas);
  const at = (share: number): number => {
    const needed = replicasFor(capacity, traffic.requestsPerSecondPeak * share) ?? replicas;
    return Math.min(replicas, Math.max(least, needed + ahead));
  };
  const total = sumOver(
    [...curve].sort((a, b) => b - a),
    at,
  );
  return { replicas, rentedShare: curve.length === 0 ? 1 : total / curve.length / replicas };
}

/** The sum of a function that falls as its falling arguments do: where both ends of a stretch agree, so does all between. */
function sumOver(shares: readonly number[], at: (share: number) => number): number {
  const sum = (from: number, to: number, first: number, last: number): number => {
    if (first === last) return (to - from + 1) * first;
    if (to - from === 1) return first + last;
    const middle = (from + to) >> 1;
    const between = at(shares[middle] as number);
    return sum(from, middle, first, between) + sum(middle, to, between, last) - between;
  };
  const [first, last] = [shares[0], shares.at(-1)];
  if (first === undefined || last === undefined) return 0;
  return sum(0, shares.length - 1, at(first), at(last));
}

/** Replicas to keep ahead while another one starts, as `scalingHeadroom` reckons them. */
function headroom(capacity: ReplicaCapacity, traffic: ServingTraffic, weightBytes: number): number {
  const { seconds, ramp } = readySecondsOf(weightBytes);
  const rise = Math.max(0, traffic.requestsPerSecondPeak - traffic.requestsPerSecondMean) / ramp;
  return Math.max(0, Math.ceil((rise * seconds) / capacity.requestsPerSecond - 1e-9));
}
