import type { BenchmarkRow } from '@app/catalog';
import { quantile, type PerformanceSpread } from '@app/sizing';

/** Share of measurements that an interval is to cover. */
const COVERED = 0.8;

/** Half widths of the 80 % intervals: the errors, as logarithms of a ratio, on models that the fit had not seen. */
export function intervalsFrom(
  rows: readonly BenchmarkRow[],
  leftOut: ReadonlyMap<string, number>,
): PerformanceSpread {
  const widthOf = (kind: string): number => {
    const errors = rows
      .filter((row) => row.kind.startsWith(kind))
      .flatMap((row) => leftOut.get(row.id) ?? [])
      .map((error) => Math.abs(Math.log(1 + error)));
    return Number(quantile(errors, COVERED).toPrecision(3));
  };
  return { inference: widthOf('inference'), training: widthOf('training') };
}
