import type { BenchmarkRow, Catalog } from '@app/catalog';
import { type MeasurementComparisons, compareWithMeasurements } from '@app/sizing';

interface Known {
  readonly benchmarks: readonly BenchmarkRow[];
  readonly comparisons: MeasurementComparisons;
}

const known = new WeakMap<Catalog, Known>();

/**
 * The performance model beside published measurements. It depends on the catalog alone and takes a tenth of a second, so
 * the runs of one catalog share it.
 */
export function knownComparisons(
  catalog: Catalog,
  benchmarks: readonly BenchmarkRow[],
): MeasurementComparisons {
  const before = known.get(catalog);
  if (before?.benchmarks === benchmarks) return before.comparisons;
  const comparisons = compareWithMeasurements(benchmarks, catalog);
  known.set(catalog, { benchmarks, comparisons });
  return comparisons;
}
