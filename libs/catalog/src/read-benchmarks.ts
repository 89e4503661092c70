import { z } from 'zod';
import { benchmarkRow, benchmarkRowSchema, type BenchmarkRow } from './rows/benchmark.row';

/** Rows of a file of measurements: those that can be used, and for each other one why not. */
export interface ReadBenchmarks {
  readonly rows: readonly BenchmarkRow[];
  readonly rejected: ReadonlyArray<{ readonly id: string; readonly reason: string }>;
}

/** A file of measurements from outside: rows alone, or under `items` beside the file's own facts. */
const fileSchema = z.union([
  z.array(z.unknown()),
  z.looseObject({ asOf: z.string().optional(), items: z.array(z.unknown()) }),
]);

/** Rows of others may hold more than ours do, and may leave out what they do not know. */
const foreignRowSchema = z.looseObject({
  ...benchmarkRowSchema.shape,
  gpuCount: benchmarkRowSchema.shape.gpuCount.default(null),
  tensorParallel: benchmarkRowSchema.shape.tensorParallel.default(null),
  pipelineParallel: benchmarkRowSchema.shape.pipelineParallel.nullish().transform((given) => given ?? 1),
  inputTokens: benchmarkRowSchema.shape.inputTokens.default(null),
  outputTokens: benchmarkRowSchema.shape.outputTokens.default(null),
  batchOrConcurrency: benchmarkRowSchema.shape.batchOrConcurrency.default(null),
  engine: benchmarkRowSchema.shape.engine.default(null),
  source: z.string().default('not stated'),
  sourceDate: benchmarkRowSchema.shape.sourceDate.default(null),
});

/** The rows of a parsed JSON file in the format of our own benchmarks; null when it is no such file at all. */
export function readBenchmarks(file: unknown): ReadBenchmarks | null {
  const parsed = fileSchema.safeParse(file);
  if (!parsed.success) return null;
  const items = Array.isArray(parsed.data) ? parsed.data : parsed.data.items;
  const asOf = Array.isArray(parsed.data) ? undefined : parsed.data.asOf;
  const rows: BenchmarkRow[] = [];
  const rejected: Array<{ id: string; reason: string }> = [];
  items.forEach((item, index) => {
    const row = foreignRowSchema.safeParse(item);
    if (row.success) rows.push(benchmarkRow(row.data, { asOf: asOf ?? 'not dated', confidence: 'medium' }));
    else rejected.push({ id: idOf(item, index), reason: reasonOf(row.error) });
  });
  return { rows, rejected };
}

function idOf(item: unknown, index: number): string {
  const id = (item as { id?: unknown } | null)?.id;
  return typeof id === 'string' && id !== '' ? id : `#${index + 1}`;
}

function reasonOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || '(row)'}: ${issue.message}`)
    .join('; ');
}
