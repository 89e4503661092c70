import type { BenchmarkRow } from '@app/catalog';
import {
  type FittedRow,
  type PerformanceIntervals,
  type PerformanceSpread,
  quantile,
  reachOf,
} from '@app/sizing';

/** Share of measurements that an interval is to cover. */
const COVERED = 0.8;

/** Weights of the uncertainty of the factors among which the likeliest is taken. */
const WEIGHTS = [0, 2, 5, 10, 20, 50, 100, 200] as const;

const KINDS = ['inference', 'mixture', 'training'] as const;
type Kind = (typeof KINDS)[number];

/** The rows as one fit or another predicts them: the fit itself, and fits that had not seen them. */
export type Look = ReadonlyMap<string, FittedRow>;

export interface LookedAt {
  readonly rows: readonly BenchmarkRow[];
  readonly looks: readonly Look[];
  readonly isMixture: (row: BenchmarkRow) => boolean;
}

/** Half widths that cover 80 % of the errors, as logarithms of a ratio, over all looks: whatever the row. */
export function spreadFrom(given: LookedAt): PerformanceSpread {
  return widths(given, (errors) =>
    quantile(
      errors.map(({ size }) => size),
      COVERED,
    ),
  );
}

/**
 * Half widths and the weight of the leverage. The weight is the one under which the errors of all looks are likeliest
 * (Laplace, one scale for each kind); each width is the (n + 1) 80 % / n quantile of the errors over sqrt(1 + weight x
 * leverage), n rows of the kind: what a further row needs to be inside with 80 % (split conformal prediction).
 */
export function intervalsFrom(given: LookedAt): PerformanceIntervals {
  const likelihood = (weight: number): number => {
    const all = KINDS.map((kind) => errorsOf(given, kind));
    return all.reduce((sum, errors) => {
      const reaches = errors.map((error) => reachOf(error.leverage, { weight }));
      const scaled = errors.map(({ size }, index) => size / (reaches[index] ?? 1));
      const scale = scaled.reduce((total, size) => total + size, 0) / errors.length;
      return sum - reaches.reduce((total, reach) => total + Math.log(scale * reach), 0);
    }, 0);
  };
  const weight = WEIGHTS.reduce((best, one) => (likelihood(one) > likelihood(best) ? one : best));
  const further = (errors: readonly SizedError[]): number => {
    const rows = errors.length / given.looks.length;
    const share = Math.min(1, ((rows + 1) * COVERED) / rows);
    return quantile(
      errors.map(({ size, leverage }) => size / reachOf(leverage, { weight })),
      share,
    );
  };
  return { ...widths(given, further), weight };
}

interface SizedError {
  /** |ln(predicted / measured)| */
  readonly size: number;
  readonly leverage: number;
}

function widths(given: LookedAt, from: (errors: readonly SizedError[]) => number): PerformanceSpread {
  const entries = KINDS.map((kind) => [kind, Number(from(errorsOf(given, kind)).toPrecision(3))] as const);
  return Object.fromEntries(entries) as Record<Kind, number>;
}

function errorsOf({ rows, looks, isMixture }: LookedAt, kind: Kind): SizedError[] {
  const kindOf = (row: BenchmarkRow): Kind =>
    row.kind.startsWith('training') ? 'training' : isMixture(row) ? 'mixture' : 'inference';
  return rows
    .filter((row) => kindOf(row) === kind)
    .flatMap((row) => looks.flatMap((look) => look.get(row.id) ?? []))
    .map(({ error, leverage }) => ({ size: Math.abs(Math.log(1 + error)), leverage }));
}
