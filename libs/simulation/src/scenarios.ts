import type { ArrivalSpec } from './arrivals';
import type { FleetSpec } from './fleet-spec';

/** The cases that every fleet is put through. */
export const SCENARIOS = [
  'baseline',
  'launch-spike',
  'steady-growth',
  'zone-loss',
  'provider-outage',
  'budget-cut',
] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

/** What a scenario needs to know beside the fleet. */
export interface ScenarioSetting {
  /** Requests per second that all of them start from. */
  readonly ratePerSecond: number;
  /** Load of the launch over that of the baseline. */
  readonly spikeFactor: number;
  /** Load after the growth over that of the baseline; null where no growth is known. */
  readonly growthFactor: number | null;
  /** Replicas that a cut budget pays for; null where no budget or no price is known. */
  readonly replicasAfterCut: number | null;
}

/** Requests that a scenario counts at the least, and simulates at the most: enough for a 95th percentile, in a moment. */
export const COUNTED_REQUESTS = 6_000;
export const MOST_SIMULATED = 40_000;
/** A month: an autoscaler looks at its fleet every few seconds of it, also where a request comes once a day. */
export const LONGEST_SIMULATED_SECONDS = 30 * 86_400;
/** Of the simulated time, what passes before anything counts. */
const WARM_UP = 0.1;
/** The part of the simulated time in which the spike, the loss or the outage lasts. */
export const TROUBLE = { from: 0.3, share: 0.3 } as const;

/**
 * Seconds that a scenario simulates: until 6,000 requests have been counted; at least ten times as long as a
 * replica needs to start, so that one can be seen to help; and no more than 40,000 requests or 30 days,
 * in which fewer requests count where they are rare.
 */
export function simulatedSeconds(
  ratePerSecond: number,
  coldStartSeconds: number,
  latencySeconds: number,
): number {
  const enough = COUNTED_REQUESTS / ratePerSecond / (1 - WARM_UP);
  const long = Math.max(enough, unstretchedSeconds(coldStartSeconds, latencySeconds));
  return Math.min(long, MOST_SIMULATED / ratePerSecond, LONGEST_SIMULATED_SECONDS);
}

/** Seconds of a scenario to which requests come often enough: what is simulated beyond them only gathers more requests. */
export function unstretchedSeconds(coldStartSeconds: number, latencySeconds: number): number {
  return Math.max(10 * coldStartSeconds, 50 * latencySeconds);
}

/** A fleet under a scenario; null where the setting does not allow it. `base` has the span and the fleet of today. */
export function scenarioSpec(
  name: ScenarioName,
  base: Omit<FleetSpec, 'arrivals' | 'warmUpSeconds'>,
  setting: ScenarioSetting,
): FleetSpec | null {
  const { ratePerSecond } = setting;
  const { horizonSeconds } = base;
  const at = (rate: number, profile?: Extract<ArrivalSpec, { kind: 'poisson' }>['profile']): FleetSpec => ({
    ...base,
    warmUpSeconds: horizonSeconds * WARM_UP,
    arrivals: { kind: 'poisson', ratePerSecond: rate, ...(profile ? { profile } : {}) },
  });
  const trouble = {
    atSeconds: horizonSeconds * TROUBLE.from,
    durationSeconds: horizonSeconds * TROUBLE.share,
  };
  switch (name) {
    case 'baseline':
      return at(ratePerSecond);
    case 'launch-spike':
      return at(ratePerSecond, spikeProfile(horizonSeconds, setting.spikeFactor));
    case 'steady-growth':
      return setting.growthFactor === null ? null : at(ratePerSecond * setting.growthFactor);
    case 'zone-loss':
      return { ...at(ratePerSecond), plannedFailures: [{ scope: 'zone', index: 0, ...trouble }] };
    case 'provider-outage':
      return { ...at(ratePerSecond), plannedFailures: [{ scope: 'region', index: 0, ...trouble }] };
    case 'budget-cut': {
      const replicas = setting.replicasAfterCut;
      if (replicas === null || replicas < 1) return null;
      return { ...at(ratePerSecond), fleet: { ...base.fleet, replicas } };
    }
  }
}

/** Twice the load, say, for the time of the trouble. */
function spikeProfile(horizonSeconds: number, factor: number) {
  const slots = 10;
  const factors = Array.from({ length: slots }, (_, slot) =>
    slot >= slots * TROUBLE.from && slot < slots * (TROUBLE.from + TROUBLE.share) - 1e-9 ? factor : 1,
  );
  return { slotSeconds: horizonSeconds / slots, factors };
}
