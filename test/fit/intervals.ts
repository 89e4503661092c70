import type { BenchmarkRow } from '@app/catalog';
import { quantile, type PerformanceSpread } from '@app/sizing';

/** Share of measurements that an interval is to cover. */
const COVERED = 0.8;

/**
 * Half widths of the 80 % intervals, from the errors, as logarithms of a ratio, of each of these looks at the rows: most
 * of them at rows that the fit had not seen, for those are what it is asked about.
 */
export function intervalsFrom(
  rows: readonly BenchmarkRow[],
  looks: ReadonlyArray<ReadonlyMap<string, number>>,
  isMixture: (row: BenchmarkRow) => boolean,
): PerformanceSpread {
  const widthOf = (belongs: (row: BenchmarkRow) => boolean): number => {
    const errors = rows
      .filter(belongs)
      .flatMap((row) => looks.flatMap((errorOf) => errorOf.get(row.id) ?? []))
      .map((error) => Math.abs(Math.log(1 + error)));
    return Number(quantile(errors, COVERED).toPrecision(3));
  };
  const isTraining = (row: BenchmarkRow): boolean => row.kind.startsWith('training');
  return {
    inference: widthOf((row) => !isTraining(row) && !isMixture(row)),
    mixture: widthOf((row) => !isTraining(row) && isMixture(row)),
    training: widthOf(isTraining),
  };
}
