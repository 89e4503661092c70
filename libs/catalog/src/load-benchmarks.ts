import benchmarkFile from '../data/benchmarks.json';
import { badRows } from './catalog.errors';
import { fileFacts } from './data-file';
import { RowParser } from './row-parser';
import type { RowProblem } from './row-problem';
import { benchmarkRow, benchmarkRowSchema, type BenchmarkRow } from './rows/benchmark.row';

let loaded: readonly BenchmarkRow[] | undefined;

/** Published measurements against which the sizing model is judged, validated once per process. @throws catalog.bad-row */
export function loadBenchmarks(): readonly BenchmarkRow[] {
  loaded ??= readFile();
  return loaded;
}

function readFile(): readonly BenchmarkRow[] {
  const problems: RowProblem[] = [];
  const { asOf, confidence } = fileFacts('benchmarks.json', benchmarkFile, problems);
  const rows = new RowParser('benchmarks.json', { asOf, confidence }, problems).rows(benchmarkFile.items, {
    schema: benchmarkRowSchema,
    shape: benchmarkRow,
    idOf: (row) => row.id,
  });
  if (problems.length > 0) throw badRows(problems);
  return [...rows.values()];
}
