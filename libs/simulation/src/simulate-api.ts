import { arrivalTimes } from './arrivals';
import type { ApiLimits, ApiResult, ApiSpec } from './api-spec';
import { quantileOf } from './duration-summary';
import { EventHeap } from './event-heap';
import { SeededRandom } from './seeded-random';
import { tokenLengths } from './token-lengths';

const MINUTE = 60;

/** A bucket that fills evenly and holds a minute's worth. */
class TokenBucket {
  private level: number;
  private since = 0;

  constructor(private readonly perMinute: number) {
    this.level = perMinute;
  }

  /** Whether it holds so much. More than a whole bucket is asked for in vain. */
  holds(amount: number, now: number): boolean {
    this.level = Math.min(this.perMinute, this.level + ((now - this.since) * this.perMinute) / MINUTE);
    this.since = now;
    return this.level >= amount;
  }

  take(amount: number): void {
    this.level -= amount;
  }
}

/** The two buckets of a provider: a call is taken when both let it through. */
class Gate {
  private readonly requests: TokenBucket | null;
  private readonly tokens: TokenBucket | null;

  constructor({ requestsPerMinute, tokensPerMinute }: ApiLimits) {
    this.requests = requestsPerMinute === null ? null : new TokenBucket(requestsPerMinute);
    this.tokens = tokensPerMinute === null ? null : new TokenBucket(tokensPerMinute);
  }

  lets(tokens: number, now: number): boolean {
    const request = this.requests?.holds(1, now) ?? true;
    const amount = this.tokens?.holds(tokens, now) ?? true;
    if (!request || !amount) return false;
    this.requests?.take(1);
    this.tokens?.take(tokens);
    return true;
  }
}

/**
 * Simulates calls to a provider that limits requests and tokens a minute (token buckets) and may be down for a while;
 * what is refused is tried again with growing waits. How fast it answers is not part of it: providers do not say.
 * Pure: the specification, seed included, fixes the result.
 */
export function simulateApi(spec: ApiSpec): ApiResult {
  const arrival = arrivalTimes(spec.arrivals, spec.horizonSeconds, spec.seed);
  const input = tokenLengths(spec.inputTokens, arrival.length, spec.seed, 2);
  const output = tokenLengths(spec.outputTokens, arrival.length, spec.seed, 3);
  const jitter = new SeededRandom(spec.seed, 5);
  const gate = new Gate(spec.limits);
  const again = new EventHeap();
  const attempts = new Int32Array(arrival.length);
  const taken = new Float64Array(arrival.length).fill(Infinity);
  const isDown = (now: number): boolean =>
    (spec.outages ?? []).some((span) => now >= span.atSeconds && now < span.atSeconds + span.durationSeconds);
  const call = (request: number, now: number): void => {
    const tried = attempts[request] as number;
    attempts[request] = tried + 1;
    if (!isDown(now) && gate.lets((input[request] as number) + (output[request] as number), now)) {
      taken[request] = now;
    } else if (tried < spec.retries.most) {
      const { firstWaitSeconds, longestWaitSeconds } = spec.retries;
      const longest = Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** tried);
      again.push(now + longest * jitter.uniform(), request, 0);
    }
  };
  for (let next = 0; next < arrival.length || again.length > 0;) {
    const arrives = next < arrival.length ? (arrival[next] as number) : Infinity;
    if (arrives <= again.nextTime) {
      call(next, arrives);
      next += 1;
    } else {
      const { nextCode, nextTime } = again;
      again.drop();
      call(nextCode, nextTime);
    }
  }
  const busiestMinute = busiestMinuteOf(
    arrival,
    (request) => (input[request] as number) + (output[request] as number),
  );
  const failedInOutage = failedAmong(arrival, taken, isDown);
  return { ...summaryOf(spec, { arrival, attempts, taken }), failedInOutage, busiestMinute };
}

interface Calls {
  readonly arrival: Float64Array;
  readonly attempts: Int32Array;
  readonly taken: Float64Array;
}

/** Share given up of the requests that came while the provider was down; null where none came. */
function failedAmong(
  arrival: Float64Array,
  taken: Float64Array,
  isDown: (at: number) => boolean,
): number | null {
  let [met, failed] = [0, 0];
  arrival.forEach((at, request) => {
    if (!isDown(at)) return;
    met += 1;
    if (taken[request] === Infinity) failed += 1;
  });
  return met === 0 ? null : failed / met;
}

function busiestMinuteOf(
  arrival: Float64Array,
  tokensOf: (request: number) => number,
): ApiResult['busiestMinute'] {
  let [requests, tokens, minute, inMinute, tokensInMinute] = [0, 0, -1, 0, 0];
  for (let request = 0; request < arrival.length; request += 1) {
    const at = Math.floor((arrival[request] as number) / MINUTE);
    if (at !== minute) [minute, inMinute, tokensInMinute] = [at, 0, 0];
    inMinute += 1;
    tokensInMinute += tokensOf(request);
    requests = Math.max(requests, inMinute);
    tokens = Math.max(tokens, tokensInMinute);
  }
  return { requests, tokens };
}

function summaryOf(
  spec: ApiSpec,
  { arrival, attempts, taken }: Calls,
): Omit<ApiResult, 'busiestMinute' | 'failedInOutage'> {
  const first = arrival.findIndex((at) => at >= spec.warmUpSeconds);
  const from = first === -1 ? arrival.length : first;
  const counted = arrival.length - from;
  let retried = 0;
  let made = 0;
  const delays: number[] = [];
  for (let request = from; request < arrival.length; request += 1) {
    made += attempts[request] as number;
    if ((attempts[request] as number) > 1) retried += 1;
    const delay = (taken[request] as number) - (arrival[request] as number);
    if (delay !== Infinity) delays.push(delay);
  }
  const sorted = Float64Array.from(delays).sort();
  const share = (part: number): number => (counted === 0 ? 0 : part / counted);
  return {
    seed: spec.seed,
    countedSeconds: spec.horizonSeconds - spec.warmUpSeconds,
    arrived: counted,
    answered: delays.length,
    givenUp: counted - delays.length,
    failedShare: share(counted - delays.length),
    retriedShare: share(retried),
    attempts: made,
    delay:
      sorted.length === 0
        ? null
        : {
            mean: delays.reduce((sum, delay) => sum + delay, 0) / delays.length,
            p95: quantileOf(sorted, 0.95),
            p99: quantileOf(sorted, 0.99),
          },
  };
}
