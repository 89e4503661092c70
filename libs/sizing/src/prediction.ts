import type { PerformanceSpread } from './fitted-factors';

/** What the performance model says of one published measurement, in the measurement's unit. */
export interface Prediction {
  readonly predicted: number;
  /** Ends of the 80 % interval. */
  readonly low: number;
  readonly high: number;
  /** Sequences at a time, where the case has any. */
  readonly batch: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Words for what the source does not state and was assumed. */
  readonly assumed: readonly string[];
}

/** A point without its interval; `unmeasured` where nothing like it was in the fit. */
export interface PredictedPoint extends Omit<Prediction, 'low' | 'high'> {
  readonly unmeasured: boolean;
  readonly spread: keyof PerformanceSpread;
}
