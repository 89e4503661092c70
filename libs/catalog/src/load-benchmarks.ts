import benchmarkFile from '../data/benchmarks.json';
import { RowParser } from './row-parser';
import { benchmarkRow, benchmarkRowSchema, type BenchmarkRow } from './rows/benchmark.row';

let loaded: readonly BenchmarkRow[] | undefined;

/** Published measurements against which the sizing model is judged, validated once per process. @throws catalog.bad-row */
export function loadBenchmarks(): readonly BenchmarkRow[] {
  loaded ??= [
    ...new RowParser('benchmarks.json', benchmarkFile.asOf)
      .rows(benchmarkFile.items, benchmarkRowSchema, benchmarkRow, (row) => row.id)
      .values(),
  ];
  return loaded;
}
