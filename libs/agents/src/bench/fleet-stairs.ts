import { FleetSteps } from '@app/pricing';
import type { ServingSizing } from '@app/sizing';

/** Machines up to which a fleet's steps are written down. */
const MOST_STEPS = 256;

/** A fleet of machines, whatever each of them is: how many replicas one carries, and how many there are today. */
export interface StairsFleet {
  readonly replicasPerInstance: number;
  readonly instances: number;
}

/** Ascending multiples of today's load, and the machines that are enough up to each. */
export interface FleetStairs {
  readonly loads: readonly number[];
  readonly counts: readonly number[];
}

/** How a fleet climbs with its load; null where nothing is known of what a replica carries. */
export function fleetStairs(sizing: ServingSizing, fleet: StairsFleet): FleetStairs | null {
  const { capacity } = sizing;
  if (!capacity) return null;
  const steps = new FleetSteps(sizing, capacity, fleet);
  const today = sizing.traffic.requestsPerSecondPeak;
  const loads: number[] = [];
  const counts: number[] = [];
  for (let count = steps.fewest(); count <= MOST_STEPS; count = Math.ceil(count * 1.02 + 0.5)) {
    // Sizing rounds up for today's load: the step that it chose holds that load, whatever bisection says of it.
    const holds = count >= fleet.instances ? 1 : 0;
    // A fleet whose size was decided grows no further, whatever comes.
    const isMost = count * fleet.replicasPerInstance >= (capacity.bounds?.most ?? Infinity);
    const load = isMost ? Infinity : today > 0 ? steps.peakOf(count) / today : 1;
    loads.push(Math.max(load, holds, loads.at(-1) ?? 0));
    counts.push(count);
    if (load > 64) break;
  }
  return loads.length === 0 ? null : { loads, counts };
}
