import type { Source } from '@app/kernel';
import { z } from 'zod';
import { citation, type FileFacts, count, dateField, quantity, urlField } from './row-fields';

export const benchmarkRowSchema = z.strictObject({
  id: z.string().min(1),
  kind: z.enum([
    'inference-throughput',
    'inference-ttft',
    'inference-tpot',
    'inference-latency',
    'training-throughput',
    'training-cost',
  ]),
  modelId: z.string().min(1),
  gpuId: z.string().min(1),
  gpuCount: count.nullable(),
  precision: z.string().min(1),
  tensorParallel: count.nullable(),
  pipelineParallel: count,
  inputTokens: count.nullable(),
  outputTokens: count.nullable(),
  batchOrConcurrency: count.nullable(),
  engine: z.string().nullable(),
  value: quantity,
  unit: z.string().min(1),
  scope: z.enum(['total', 'per-gpu']),
  instanceType: z.string().optional(),
  mlperfScenario: z.enum(['Offline', 'Server']).optional(),
  ttftP50ms: quantity.optional(),
  tpotP50ms: quantity.optional(),
  paramsB: quantity.optional(),
  activeParamsB: quantity.optional(),
  mfuPercent: quantity.optional(),
  trainingTokensT: quantity.optional(),
  impliedTFLOPSperGPU: quantity.optional(),
  source: urlField,
  sourceDate: dateField.nullable(),
  note: z.string().optional(),
});

type RawBenchmark = z.infer<typeof benchmarkRowSchema>;

/** A published measurement: `value` in `unit`, over the whole group of accelerators or per accelerator (`scope`). */
export type BenchmarkRow = Readonly<Omit<RawBenchmark, 'source' | 'sourceDate' | 'gpuId' | 'gpuCount'>> & {
  readonly acceleratorId: string;
  readonly acceleratorCount: number | null;
  readonly source: Source;
};

export function benchmarkRow(raw: RawBenchmark, file: FileFacts): BenchmarkRow {
  const { source, sourceDate, gpuId, gpuCount, ...rest } = raw;
  const title = `${raw.engine ?? raw.kind} measurement of ${raw.modelId} on ${gpuId}`;
  return {
    ...rest,
    acceleratorId: gpuId,
    acceleratorCount: gpuCount,
    source: citation({ title, url: source, sourceDate, file }),
  };
}
