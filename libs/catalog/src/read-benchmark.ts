import { z } from 'zod';
import { benchmarkRow, benchmarkRowSchema, type BenchmarkRow } from './rows/benchmark.row';

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

/** A row in the format of our own benchmarks, from a file that was read on `asOf`; words say what is wrong with it. */
export function readBenchmark(item: unknown, asOf?: string): BenchmarkRow | string {
  const row = foreignRowSchema.safeParse(item);
  return row.success
    ? benchmarkRow(row.data, { asOf: asOf ?? 'not dated', confidence: 'medium' })
    : reasonOf(row.error);
}

function reasonOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || '(row)'}: ${issue.message}`)
    .join('; ');
}
