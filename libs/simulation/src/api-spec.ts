import type { ArrivalSpec } from './arrivals';
import type { LengthSpec } from './token-lengths';

/** What a provider lets through in a minute; null where nothing is known to bound it. */
export interface ApiLimits {
  readonly requestsPerMinute: number | null;
  /** Tokens of prompts and answers together. */
  readonly tokensPerMinute: number | null;
}

/** How a client tries again: waits of first x 2^n with full jitter, as providers ask for. */
export interface RetryPolicy {
  readonly most: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
}

/** Requests to the API of a provider, as plain data. */
export interface ApiSpec {
  readonly seed: number;
  readonly horizonSeconds: number;
  readonly warmUpSeconds: number;
  readonly arrivals: ArrivalSpec;
  readonly inputTokens: LengthSpec;
  readonly outputTokens: LengthSpec;
  readonly limits: ApiLimits;
  readonly retries: RetryPolicy;
  /** Spans in which every call fails. */
  readonly outages?: ReadonlyArray<{ readonly atSeconds: number; readonly durationSeconds: number }>;
}

/** What a simulation of an API found. */
export interface ApiResult {
  readonly seed: number;
  readonly countedSeconds: number;
  readonly arrived: number;
  readonly answered: number;
  /** Requests that were given up after their last attempt. */
  readonly givenUp: number;
  readonly failedShare: number;
  /** Of those that arrived in an outage, the share that was given up; null where none did. */
  readonly failedInOutage: number | null;
  /** Share of the requests that needed more than one attempt. */
  readonly retriedShare: number;
  readonly attempts: number;
  /** The most that arrived in a minute of the clock: what limits have to let through for nobody to wait. */
  readonly busiestMinute: { readonly requests: number; readonly tokens: number };
  /** From the first attempt to the one that was taken; seconds, over answered requests. */
  readonly delay: { readonly mean: number; readonly p95: number; readonly p99: number } | null;
}
