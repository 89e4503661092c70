import type { BenchmarkRow } from '@app/catalog';
import { quantile, type PerformanceSpread } from '@app/sizing';

/** Share of measurements that an interval is to cover. */
const COVERED = 0.8;

/** Half widths of the 80 % intervals: the errors, as logarithms of a ratio, on rows that the fit had not seen. */
export function intervalsFrom(
  rows: readonly BenchmarkRow[],
  leftOut: ReadonlyArray<ReadonlyMap<string, number>>,
  isMixture: (row: BenchmarkRow) => boolean,
): PerformanceSpread {
  const widthOf = (belongs: (row: BenchmarkRow) => boolean): number => {
    const errors = rows
      .filter(belongs)
      .flatMap((row) => leftOut.flatMap((errorOf) => errorOf.get(row.id) ?? []))
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
