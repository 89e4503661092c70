import { median, quantile } from './accuracy-figures';
import type { MeasurementComparison } from './measurement-comparison';

/** How well predictions meet measurements. Errors and shares as fractions, not percent. */
export interface AccuracySummary {
  readonly rows: number;
  readonly medianAbsoluteError: number;
  /** By nearest rank: the smallest error that nine rows of ten do not exceed. */
  readonly p90AbsoluteError: number;
  /** Above zero where the model promises more than was measured. */
  readonly medianError: number;
  readonly withinQuarter: number;
  /** Share of the measurements inside the stated 80 % interval. */
  readonly insideInterval: number;
}

type Judged = Pick<MeasurementComparison, 'error' | 'low' | 'high' | 'measured'>;

/** A summary of comparisons; null for none. */
export function accuracySummary(rows: readonly Judged[]): AccuracySummary | null {
  if (rows.length === 0) return null;
  const errors = rows.map((row) => row.error);
  const absolute = errors.map(Math.abs);
  return {
    rows: rows.length,
    medianAbsoluteError: median(absolute),
    p90AbsoluteError: quantile(absolute, 0.9),
    medianError: median(errors),
    withinQuarter: shareOf(absolute, (error) => error <= 0.25),
    insideInterval: shareOf(rows, (row) => row.measured >= row.low && row.measured <= row.high),
  };
}

function shareOf<T>(all: readonly T[], holds: (one: T) => boolean): number {
  return all.filter(holds).length / all.length;
}
