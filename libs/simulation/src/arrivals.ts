import { SeededRandom } from './seeded-random';

/** How the rate of arrivals differs over time: factors on the mean rate, one for each slot, repeated without end. */
export interface RateProfile {
  readonly slotSeconds: number;
  /** Each 0 or more. 1 is the stated rate. */
  readonly factors: readonly number[];
  /** Second of the profile at which the simulation begins. */
  readonly startSecond?: number;
}

/** When requests come. Rates are requests per second on average. */
export type ArrivalSpec =
  /** Independent of each other; with a profile the rate follows it (thinning: Lewis and Shedler, 1979). */
  | { readonly kind: 'poisson'; readonly ratePerSecond: number; readonly profile?: RateProfile }
  /** Gamma distributed gaps; `variation` is the squared coefficient of variation of a gap: 1 is Poisson. */
  | { readonly kind: 'gamma'; readonly ratePerSecond: number; readonly variation: number }
  /**
   * Bursts (a Markov-modulated Poisson process of two states): for `burstShare` of the time the rate is
   * `burstFactor` times the mean, in bursts of `burstSeconds` on average.
   */
  | {
      readonly kind: 'bursty';
      readonly ratePerSecond: number;
      readonly burstFactor: number;
      readonly burstShare: number;
      readonly burstSeconds: number;
    }
  /** As recorded: seconds from the start, ascending. */
  | { readonly kind: 'trace'; readonly seconds: readonly number[] };

/** The largest number of requests that one simulation may hold. */
export const MOST_REQUESTS = 2_000_000;

/** Arrival times in seconds, ascending, within `horizonSeconds`. */
export function arrivalTimes(spec: ArrivalSpec, horizonSeconds: number, seed: number): Float64Array {
  if (spec.kind === 'trace') {
    return Float64Array.from(spec.seconds.filter((second) => second < horizonSeconds));
  }
  const random = new SeededRandom(seed, 1);
  const times = new GrowingList(Math.ceil(spec.ratePerSecond * horizonSeconds * 1.2) + 16);
  const next = gaps(spec, random, seed);
  for (let now = next(0); now < horizonSeconds && times.length < MOST_REQUESTS; now = next(now)) {
    times.push(now);
  }
  return times.taken();
}

/** A function from an arrival to the next. */
function gaps(
  spec: Exclude<ArrivalSpec, { kind: 'trace' }>,
  random: SeededRandom,
  seed: number,
): (now: number) => number {
  const { ratePerSecond } = spec;
  switch (spec.kind) {
    case 'gamma':
      return (now) => now + random.gamma(1 / spec.variation) / ratePerSecond;
    case 'bursty':
      return bursts(spec, random);
    case 'poisson':
      return spec.profile
        ? thinned(ratePerSecond, spec.profile, random, new SeededRandom(seed, 4))
        : (now) => now + random.exponential() / ratePerSecond;
  }
}

function bursts(
  spec: Extract<ArrivalSpec, { kind: 'bursty' }>,
  random: SeededRandom,
): (now: number) => number {
  const { ratePerSecond, burstFactor, burstShare, burstSeconds } = spec;
  const high = ratePerSecond * burstFactor;
  const low = (ratePerSecond * (1 - burstShare * burstFactor)) / (1 - burstShare);
  const quietSeconds = (burstSeconds * (1 - burstShare)) / burstShare;
  let inBurst = random.uniform() < burstShare;
  let until = random.exponential() * (inBurst ? burstSeconds : quietSeconds);
  return (now) => {
    let from = now;
    for (;;) {
      // Exponential gaps forget: what is left of one after a change of state is a gap at the new rate.
      const at = from + random.exponential() / (inBurst ? high : low);
      if (at <= until) return at;
      from = until;
      inBurst = !inBurst;
      until += random.exponential() * (inBurst ? burstSeconds : quietSeconds);
    }
  };
}

function thinned(
  ratePerSecond: number,
  profile: RateProfile,
  random: SeededRandom,
  chance: SeededRandom,
): (now: number) => number {
  const highest = Math.max(...profile.factors);
  return (now) => {
    for (let at = now; ;) {
      at += random.exponential() / (ratePerSecond * highest);
      if (chance.uniform() * highest < factorAt(profile, at)) return at;
    }
  };
}

/** The factor of a profile at a second of the simulation. */
export function factorAt({ slotSeconds, factors, startSecond = 0 }: RateProfile, second: number): number {
  return factors[Math.floor((second + startSecond) / slotSeconds) % factors.length] ?? 0;
}

/** A list of numbers in one buffer, which doubles when it is full. */
class GrowingList {
  private buffer: Float64Array;
  length = 0;

  constructor(capacity: number) {
    this.buffer = new Float64Array(Math.min(capacity, MOST_REQUESTS));
  }

  push(value: number): void {
    if (this.length === this.buffer.length) {
      const larger = new Float64Array(this.buffer.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.length] = value;
    this.length += 1;
  }

  taken(): Float64Array {
    return this.buffer.slice(0, this.length);
  }
}
