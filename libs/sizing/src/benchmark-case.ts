import type { AcceleratorRow, BenchmarkRow, ModelRow } from '@app/catalog';
import { benchmarkFormat, type BenchmarkFormat } from './benchmark-format';
import { formatInName } from './model-names';
import type { Precision } from './serving';
import type { PerformanceFactors } from './fitted-factors';
import type { ReplicaLayout } from './replica-model';

/** What a measurement ran: lengths in tokens, the batch where it is stated, and the layouts it may have had. */
export interface BenchmarkCase {
  readonly model: ModelRow;
  readonly accelerator: AcceleratorRow;
  readonly format: BenchmarkFormat;
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
const GROUPS = [1, 2, 4, 8, 16] as const;

/** The case of a row, or the reason why nothing can be predicted for it. */
export function benchmarkCase(
  row: BenchmarkRow,
  model: ModelRow,
  accelerator: AcceleratorRow,
): BenchmarkCase | string {
  const format = benchmarkFormat(row.precision);
  if (format === null) {
    return `the format ${row.precision} is not one that is predicted: expected fp16, bf16, fp8, int8, int4 or fp4`;
  }
  const fault = splitFault(row, accelerator) ?? formatFault(row, format);
  if (fault !== null) return fault;
  const { layouts, assumed: split } = layoutsOf(row);
  const prompt = row.inputTokens ?? (isMlperf(row) ? MLPERF_PROMPTS[row.modelId] : undefined) ?? USUAL_PROMPT;
  // A time to first token has nothing to do with the answer.
  const answer = row.outputTokens ?? (row.kind === 'inference-ttft' ? 1 : USUAL_ANSWER);
  const assumed = [
    ...(row.inputTokens === null ? [`a prompt of ${prompt} tokens`] : []),
    ...(row.outputTokens === null && row.kind !== 'inference-ttft' ? [`an answer of ${answer} tokens`] : []),
    ...split,
    ...(row.precision.includes('not stated') ? ['weights in bf16'] : []),
    ...(row.kind === 'inference-ttft' && row.batchOrConcurrency === null ? ['one request at a time'] : []),
  ];
  return {
    model,
    accelerator,
    format,
    inputTokens: prompt,
    outputTokens: answer,
    // Where nothing is said of others, the mean prompt waits for none.
    batch: row.batchOrConcurrency ?? (row.kind === 'inference-ttft' ? 1 : null),
    layouts,
    assumed,
  };
}

/** A model split over more accelerators than there are; Neuron splits over the cores of its chips. */
function splitFault(row: BenchmarkRow, { architecture }: AcceleratorRow): string | null {
  const { tensorParallel: n, pipelineParallel: stages, acceleratorCount: count } = row;
  return n === null ||
    count === null ||
    n * stages <= count ||
    isMlperf(row) ||
    architecture.startsWith('NeuronCore')
    ? null
    : `a model split over ${n * stages} accelerators cannot run on ${count}: expected tensorParallel x pipelineParallel of at most gpuCount`;
}

/** A name that says another format than the row does: quantised files are often run in 16 bits, weights are not. */
function formatFault(row: BenchmarkRow, { weights }: BenchmarkFormat): string | null {
  const name = formatInName(row.modelId);
  const named = name === null ? null : benchmarkFormat(name)?.weights;
  return named === null || named === undefined || BITS[named] === BITS[weights]
    ? null
    : `the model ${row.modelId} has weights in ${named}, the row says ${row.precision}: expected the same`;
}

const BITS: Readonly<Record<Precision, number>> = {
  bf16: 16,
  fp16: 16,
  fp8: 8,
  int8: 8,
  int4: 4,
  fp4: 4,
};

/** The split that a row states; else all that its accelerators allow, as MLPerf's submitters choose the best. */
function layoutsOf(row: BenchmarkRow): { layouts: readonly BenchmarkLayout[]; assumed: readonly string[] } {
  const { tensorParallel: n, pipelineParallel: stages, acceleratorCount: count } = row;
  // TensorRT-LLM's tables call it DEP: data-parallel attention, expert-parallel feed-forward.
  const dataParallelAttention = /\bDEP\d*\b|data[- ]parallel attention|\battention dp\b/i.test(
    row.note ?? '',
  );
  if (count !== null && (isMlperf(row) || n === null)) {
    const layouts = GROUPS.filter((group) => count % group === 0).map((group) => ({
      n: group,
      replicas: count / group,
      dataParallelAttention,
    }));
    return { layouts, assumed: ['the split of the model over the system'] };
  }
  if (n === null) {
    const layouts = GROUPS.map((group) => ({ n: group, replicas: 1, dataParallelAttention }));
    return { layouts, assumed: ['the number of accelerators'] };
  }
  // Neuron counts cores, and some tables state the group of one replica only.
  const group = count === null ? n : Math.min(n, count);
  const depth = count === null ? stages : Math.min(stages, Math.max(1, Math.floor(count / group)));
  const replicas = count === null ? 1 : Math.max(1, Math.floor(count / (group * depth)));
  return {
    layouts: [{ n: group, stages: depth, replicas, dataParallelAttention }],
    assumed: count === null ? ['as many accelerators as one replica has'] : [],
  };
}

export function isMlperf(row: BenchmarkRow): boolean {
  return row.mlperfScenario !== undefined || /^mlperf/i.test(row.engine ?? '');
}

/** The year of the engine by which speeds of tuned engines are measured, and of rows that state none. */
const REFERENCE_YEAR = 2025.7;

/** Engines that are not tuned by the chip's vendor; they reach what vLLM does as far as anything is known. */
const GENERAL_ENGINES =
  /vllm|lmdeploy|\btgi\b|text-generation|hugging|transformers(?! neuronx)|deepspeed|mlc|llama\.cpp|ollama/i;

/** Speed of the engine of a row, relative to a tuned one of the reference year. */
export function engineSpeed(row: BenchmarkRow, fitted: PerformanceFactors): number {
  const engine = row.engine ?? '';
  const progress = Math.exp(-fitted.yearlyProgress * Math.max(0, REFERENCE_YEAR - yearOf(row)));
  if (GENERAL_ENGINES.test(engine) || row.note?.includes('RedHat')) return progress * fitted.vllm;
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
