import type { Catalog } from '@app/catalog';
import { loadBenchmarks, loadCatalog } from '@app/catalog';
import { compareWithMeasurements } from '@app/sizing';
import { knownComparisons } from './known-comparisons';

describe('the performance model beside measurements', () => {
  const catalog = loadCatalog();
  const benchmarks = loadBenchmarks().slice(0, 3);

  it('is compared once for a catalog and its measurements', () => {
    const first = knownComparisons(catalog, benchmarks);
    expect(first).toEqual(compareWithMeasurements(benchmarks, catalog));
    expect(knownComparisons(catalog, benchmarks)).toBe(first);
  });

  it('is compared anew for other measurements and for another catalog', () => {
    const other = Object.create(catalog, { models: { value: [] } }) as Catalog;
    expect(knownComparisons(catalog, benchmarks).rows).toHaveLength(3);
    expect(knownComparisons(catalog, benchmarks.slice(0, 1)).rows).toHaveLength(1);
    expect(knownComparisons(other, benchmarks).rows).toHaveLength(0);
  });
});
