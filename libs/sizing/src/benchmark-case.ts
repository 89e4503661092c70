import type { AcceleratorRow, BenchmarkRow, ModelRow } from '@app/catalog';
import type { PerformanceFactors } from './fitted-factors';
import type { ReplicaLayout } from './replica-model';
import type { KvPrecision, Precision } from './serving';

/** What a measurement ran: lengths in tokens, the batch where it is stated, and the layouts it may have had. */
export interface BenchmarkCase {
  readonly model: ModelRow;
  readonly accelerator: AcceleratorRow;
  readonly format: { readonly weights: Precision; readonly kv: KvPrecision };
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly batch: number | null;
  readonly layouts: readonly BenchmarkLayout[];
  /** Words for what the source does not state and was assumed. */
  readonly assumed: readonly string[];
}

export interface BenchmarkLayout extends ReplicaLayout {
  readonly n: number;
  readonly replicas: number;
}

/** How the engines of the measurements stored weights and cache. */
const FORMATS: Readonly<Record<string, { weights: Precision; kv: KvPrecision }>> = {
  fp16: { weights: 'fp16', kv: 'fp16' },
  bf16: { weights: 'bf16', kv: 'fp16' },
  fp8: { weights: 'fp8', kv: 'fp8' },
  fp4: { weights: 'fp4', kv: 'fp8' },
  'mxfp4 weights/fp8': { weights: 'fp4', kv: 'fp8' },
  'int8 weights': { weights: 'int8', kv: 'fp16' },
};

/**
 * Mean prompts of the data sets that MLPerf Inference prescribes for a model, tokens: their result files state the
 * answers only. From the public descriptions of the data sets, which were not opened for this product.
 */
const MLPERF_PROMPTS: Readonly<Record<string, number>> = {
  'llama-2-70b': 294,
  'mixtral-8x7b': 147,
  'llama-3.1-405b': 9428,
  'llama-3.1-8b': 778,
  'deepseek-r1': 821,
};

/** Where a source states no lengths at all. */
const USUAL_PROMPT = 500;
const USUAL_ANSWER = 250;

/** Chips of one replica that a submission may have chosen. */
const GROUPS = [1, 2, 4, 8] as const;

/** The case of a row, or the reason why nothing can be predicted for it. */
export function benchmarkCase(
  row: BenchmarkRow,
  model: ModelRow | undefined,
  accelerator: AcceleratorRow | undefined,
): BenchmarkCase | string {
  if (model === undefined) return `model ${row.modelId} is not in the catalog`;
  if (accelerator === undefined) return `accelerator ${row.acceleratorId} is not in the catalog`;
  const format = FORMATS[row.precision];
  if (format === undefined)
    return `the format ${row.precision} is not one of ${Object.keys(FORMATS).join(', ')}`;
  if (row.acceleratorCount === null) return 'the source does not state the number of accelerators';
  const layouts = layoutsOf(row, row.acceleratorCount);
  if (layouts === null) return 'the source does not state how the model was split';
  const prompt = row.inputTokens ?? (isMlperf(row) ? MLPERF_PROMPTS[row.modelId] : undefined);
  const assumed = [
    ...(row.inputTokens === null ? [`a prompt of ${prompt ?? USUAL_PROMPT} tokens`] : []),
    ...(row.outputTokens === null ? [`an answer of ${USUAL_ANSWER} tokens`] : []),
  ];
  return {
    model,
    accelerator,
    format,
    inputTokens: prompt ?? USUAL_PROMPT,
    outputTokens: row.outputTokens ?? USUAL_ANSWER,
    batch: row.batchOrConcurrency,
    layouts,
    assumed,
  };
}

/** A whole system of MLPerf was split as its submitter found best; other rows state it. */
function layoutsOf(row: BenchmarkRow, count: number): readonly BenchmarkLayout[] | null {
  if (isMlperf(row)) {
    return GROUPS.filter((n) => count % n === 0).map((n) => ({ n, replicas: count / n }));
  }
  const { tensorParallel: n, pipelineParallel: stages } = row;
  if (n === null) return null;
  // TensorRT-LLM's tables call it DEP: data-parallel attention, expert-parallel feed-forward.
  const dataParallelAttention = row.note?.startsWith('DEP') ?? false;
  return [{ n, stages, replicas: count / (n * stages), dataParallelAttention }];
}

export function isMlperf(row: BenchmarkRow): boolean {
  return row.mlperfScenario !== undefined || (row.engine?.startsWith('MLPerf') ?? false);
}

/** The year of the engine by which speeds of tuned engines are measured, and of rows that state none. */
const REFERENCE_YEAR = 2025.7;

/** Speed of the engine of a row, relative to a tuned one of the reference year. */
export function engineSpeed(row: BenchmarkRow, fitted: PerformanceFactors): number {
  const engine = row.engine ?? '';
  const progress = Math.exp(-fitted.yearlyProgress * Math.max(0, REFERENCE_YEAR - yearOf(row)));
  if (engine.includes('vLLM') || row.note?.includes('RedHat')) return progress * fitted.vllm;
  return progress * (isMlperf(row) ? fitted.mlperfTuning : 1);
}

function yearOf(row: BenchmarkRow): number {
  // The factor of Neuron chips holds the engine that they were measured with.
  if (row.engine?.includes('Neuron')) return REFERENCE_YEAR;
  const [year = NaN, month] = row.source.asOf.split('-').map(Number);
  // Without a date it counts as of today's engines.
  if (Number.isNaN(year)) return REFERENCE_YEAR;
  return year + (month === undefined ? 0.5 : month / 12);
}
