import type { RateProfile } from './arrivals';
import type { Episodes, FleetSpec } from './fleet-spec';
import { COUNTED_REQUESTS, LONGEST_SIMULATED_SECONDS, MOST_IN_TROUBLE } from './simulated-span';

/** A launch or a failure. Seconds. */
export interface Trouble {
  /** How long it lasts, whatever the load. */
  readonly lengthSeconds: number;
  readonly ratePerSecond: number;
  /** Load meanwhile over that before and after. */
  readonly loadFactor: number;
  /** From the place of a request to its last token, about. */
  readonly latencySeconds: number;
}

/** When the trouble comes in a simulation. */
export interface TroublePlan {
  readonly episodes: Episodes;
  readonly horizonSeconds: number;
}

/** Pieces of the trouble by which the time around it is measured, so that a profile of equal slots describes all of it. */
const SLOTS = 8;
/** Time in which a fleet settles after a change, at the least and in answers. */
const LEAST_SETTLING_SECONDS = 60;
const ANSWERS_TO_SETTLE = 5;

/**
 * A trouble at its own length, between the time in which a fleet settles and the time in which it recovers. Where few
 * requests meet it, it comes again and again, until 6,000 have met it or a month is over; where so many do that they
 * cannot be simulated, its beginning is, for at least twice the patience of those who wait.
 */
export function troublePlan(
  { coldStartSeconds, limits }: Pick<FleetSpec, 'coldStartSeconds' | 'limits'>,
  { lengthSeconds, ratePerSecond, loadFactor, latencySeconds }: Trouble,
): TroublePlan {
  const patience = limits.timeoutSeconds ?? 0;
  const settling = Math.max(LEAST_SETTLING_SECONDS, ANSWERS_TO_SETTLE * latencySeconds);
  const recovering = coldStartSeconds + patience + settling;
  const bearable = MOST_IN_TROUBLE / ratePerSecond;
  const long = Math.max(2 * patience + settling, (bearable - settling - recovering) / loadFactor);
  const length = Math.min(lengthSeconds, long);
  const slot = length / SLOTS;
  const before = Math.ceil(settling / slot);
  const left = bearable - before * slot - length * loadFactor;
  const after = Math.max(1, Math.ceil(Math.min(recovering, left) / slot));
  const everySeconds = (before + SLOTS + after) * slot;
  const often = Math.ceil(COUNTED_REQUESTS / (ratePerSecond * loadFactor * length));
  const count = Math.max(1, Math.min(often, Math.floor(LONGEST_SIMULATED_SECONDS / everySeconds)));
  return {
    episodes: { fromSeconds: before * slot, everySeconds, lengthSeconds: length, count },
    horizonSeconds: count * everySeconds,
  };
}

/** The load of a plan: `factor` times as high in each episode. */
export function loadProfile({ episodes }: TroublePlan, factor: number): RateProfile {
  const slotSeconds = episodes.lengthSeconds / SLOTS;
  const before = Math.round(episodes.fromSeconds / slotSeconds);
  const slots = Math.round(episodes.everySeconds / slotSeconds);
  return {
    slotSeconds,
    factors: Array.from({ length: slots }, (_, slot) =>
      slot >= before && slot < before + SLOTS ? factor : 1,
    ),
  };
}
