import type { BenchmarkRow } from '@app/catalog';
import type { BenchmarkFacts } from './benchmark-facts';
import { benchmarkCase, engineSpeed, type BenchmarkCase, type BenchmarkLayout } from './benchmark-case';
import { measuredIn, type BenchmarkMetric, type MeasuredIn } from './benchmark-metric';
import { efficiencyFactors, isMeasuredFamily, type EfficiencyFactors } from './efficiency';
import type { PerformanceFactors } from './fitted-factors';
import { kvProfile } from './kv-cache';
import { BYTES_PER_WEIGHT, computePath } from './number-format';
import type { PredictedPoint } from './prediction';
import { predictTraining } from './predict-training';
import { ReplicaModel, type ReplicaSetup } from './replica-model';
import { EMBEDDING_UTILISATION } from './size-embedding';

/** Sequences that an engine runs at once at most, where a measurement only says that memory was the bound. */
const OFFLINE_BATCH_LIMIT = 3072;

/** Sequences for which those who measure clear memory where a service would have no room: what they ran had some. */
const CLEARED_BATCH = 8;

/** What the performance model says of a row in the row's unit, or the reason why it says nothing. */
export function predictPoint(
  row: BenchmarkRow,
  facts: BenchmarkFacts,
  fitted: PerformanceFactors,
): PredictedPoint | string {
  const measured = measuredIn(row);
  if (typeof measured === 'string') return measured;
  const point = row.kind.startsWith('training')
    ? predictTraining(row, measured, facts, fitted)
    : inferencePoint(row, measured, facts, fitted);
  if (typeof point === 'string') return point;
  return Number.isFinite(point.predicted) && point.predicted > 0
    ? point
    : `the model gives no positive number for ${row.unit}`;
}

function inferencePoint(
  row: BenchmarkRow,
  measured: MeasuredIn,
  facts: BenchmarkFacts,
  fitted: PerformanceFactors,
): PredictedPoint | string {
  const model = facts.model(row.modelId);
  if (typeof model === 'string') return model;
  const accelerator = facts.accelerator(row.acceleratorId);
  if (typeof accelerator === 'string') return accelerator;
  const found = benchmarkCase(row, model, accelerator);
  if (typeof found === 'string') return found;
  const fault = metricFault(row, measured.metric, found);
  if (fault !== null) return fault;
  const path = computePath(accelerator, found.format.weights);
  if (path === null) return `no dense 16-bit rate of ${accelerator.name} is in the catalog`;
  const factors = efficiencyFactors(accelerator, model, fitted);
  const engine = { ...factors.engine, value: engineSpeed(row, fitted) };
  const setup = {
    model,
    accelerator,
    bytesPerWeight: BYTES_PER_WEIGHT[found.format.weights].value,
    kv: kvProfile(model, found.format.kv),
    path,
    factors: { ...factors, engine },
    side: 'value' as const,
  };
  const runs = found.layouts.flatMap(
    (layout) => measure(row, found, { ...setup, n: layout.n, layout }, layout) ?? [],
  );
  // Of an unknown number of accelerators the fewest that hold the model; of a known one the fastest split.
  const best =
    row.acceleratorCount === null
      ? runs[0]
      : runs.sort((a, b) => b.requestsPerSecond - a.requestsPerSecond)[0];
  const holds = ({ n, stages = 1 }: BenchmarkLayout): boolean =>
    model.totalParamsB * setup.bytesPerWeight <= n * stages * accelerator.memoryGB;
  if (!found.layouts.some(holds)) return doesNotFit(found, setup.bytesPerWeight);
  if (best === undefined) return leavesNoRoom(found, setup.bytesPerWeight);
  const server = row.mlperfScenario === 'Server' && isRate(measured.metric) ? fitted.mlperfServer : 1;
  const { inputTokens, outputTokens, assumed } = found;
  return {
    predicted: inUnits(row, measured, best, found) * server,
    batch: best.batch,
    inputTokens,
    outputTokens,
    assumed,
    spread: model.experts === undefined ? 'inference' : 'mixture',
    unmeasured:
      !isMeasuredFamily(accelerator) || found.format.weights === 'int4' || model.kind === 'embedding',
  };
}

/** Metrics that a model of the kind does not have, and those that what the row leaves out decides. */
function metricFault(row: BenchmarkRow, metric: BenchmarkMetric, { model }: BenchmarkCase): string | null {
  const isEmbedding = model.kind === 'embedding';
  const foreign = isEmbedding ? ANSWER_METRICS : EMBEDDING_METRICS;
  if (foreign.includes(metric)) {
    return `${model.name} ${isEmbedding ? 'embeds texts and writes none' : 'writes texts and embeds none'}: ${row.unit} of ${row.kind} cannot be predicted`;
  }
  if (metric === 'requests' || metric === 'texts' || metric === 'latency') {
    const missing = isEmbedding ? row.inputTokens === null : row.outputTokens === null;
    if (missing)
      return `the row does not state ${isEmbedding ? 'inputTokens' : 'outputTokens'}, on which ${row.unit} depends`;
  }
  const isOfOne = metric === 'per-token' || metric === 'latency' || metric === 'user-tokens';
  return isOfOne && row.batchOrConcurrency === null
    ? `the row does not state batchOrConcurrency, on which ${row.unit} depends`
    : null;
}

const ANSWER_METRICS: readonly BenchmarkMetric[] = [
  'output-tokens',
  'user-tokens',
  'per-token',
  'first-token',
];
const EMBEDDING_METRICS: readonly BenchmarkMetric[] = ['texts', 'embedded-tokens'];

function doesNotFit(found: BenchmarkCase, bytesPerWeight: number): string {
  return `the weights of ${weightWords(found, bytesPerWeight)} do not fit into ${memoryWords(found)}`;
}

function leavesNoRoom(found: BenchmarkCase, bytesPerWeight: number): string {
  const tokens = found.inputTokens + found.outputTokens;
  return `beside the weights of ${weightWords(found, bytesPerWeight)} no sequence of ${tokens} tokens has room in ${memoryWords(found)}`;
}

function weightWords({ model }: BenchmarkCase, bytesPerWeight: number): string {
  return `${(model.totalParamsB * bytesPerWeight).toFixed(0)} GB`;
}

function memoryWords({ accelerator, layouts }: BenchmarkCase): string {
  return `${Math.max(...layouts.map(chipsOf))} x ${accelerator.memoryGB} GB`;
}

/** Accelerators of one replica. */
function chipsOf(layout: BenchmarkLayout): number {
  return layout.n * (layout.stages ?? 1);
}

/** One layout at work: times in seconds, rates per second over all its replicas. */
interface Run {
  readonly batch: number;
  readonly chips: number;
  readonly requestsPerSecond: number;
  /** For the prompt of one request, where nothing else is computed. */
  readonly prefill: number;
  readonly firstToken: number;
  readonly perToken: number;
}

/** What one layout does; null when the model does not fit. */
function measure(
  row: BenchmarkRow,
  found: BenchmarkCase,
  setup: ReplicaSetup,
  layout: BenchmarkLayout,
): Run | null {
  const { inputTokens, outputTokens, model } = found;
  if (model.kind === 'embedding') return embeddingRun(setup, found, layout);
  const replica = new ReplicaModel(setup);
  const shape = { inputTokens, inputTokensSquared: inputTokens ** 2, outputTokens, cachedShare: 0 };
  const limit = OFFLINE_BATCH_LIMIT * (layout.dataParallelAttention ? layout.n : 1);
  const batch =
    found.batch === null
      ? Math.min(roomFor(setup, replica.meanContext(shape)), limit)
      : heldOf(found.batch, setup, layout, replica.meanContext(shape));
  if (batch < 1) return null;
  const prefill = replica.meanPrefillSeconds(shape);
  // Where one prompt after the other comes, the mean one waits for none; a given batch is computed together.
  const together = row.kind === 'inference-ttft' ? batch : 1;
  return {
    batch,
    chips: chipsOf(layout),
    requestsPerSecond: replica.requestsPerSecond(batch, shape) * layout.replicas,
    prefill: prefill / layout.replicas,
    firstToken: prefill * together + replica.latencySeconds() + replica.hostSeconds(batch),
    perToken: replica.timePerOutputToken(batch, shape),
  };
}

/** Of a stated concurrency, that of the whole system, the share of a replica; those that memory cannot hold wait. */
function heldOf(stated: number, setup: ReplicaSetup, { replicas }: BenchmarkLayout, tokens: number): number {
  const share = Math.round(stated / Math.max(1, replicas));
  return Math.max(1, Math.min(share, Math.max(CLEARED_BATCH, clearedRoom(setup, tokens))));
}

/** Sequences that memory holds; engines of benchmarks leave less free than a service does when they must. */
function roomFor(setup: ReplicaSetup, tokens: number): number {
  const usual = new ReplicaModel(setup).concurrency(tokens);
  return usual >= CLEARED_BATCH
    ? usual
    : Math.max(usual, Math.min(CLEARED_BATCH, clearedRoom(setup, tokens)));
}

/** Sequences that memory holds where as little as possible is kept for anything else. */
function clearedRoom(setup: ReplicaSetup, tokens: number): number {
  const { memoryShare, reserve } = setup.factors;
  const tight: EfficiencyFactors = {
    ...setup.factors,
    memoryShare: { ...memoryShare, best: 0.97 },
    reserve: { ...reserve, best: reserve.value / 4 },
    engine: { ...setup.factors.engine, best: setup.factors.engine.value },
  };
  return new ReplicaModel({ ...setup, factors: tight, side: 'best' }).concurrency(tokens);
}

/** Texts per second of an embedding model: F MFU / (2 P T). */
function embeddingRun(setup: ReplicaSetup, found: BenchmarkCase, layout: BenchmarkLayout): Run {
  const rate = setup.path.flops * EMBEDDING_UTILISATION.value * layout.n * layout.replicas;
  const requestsPerSecond = rate / (2 * setup.model.totalParamsB * 1e9 * found.inputTokens);
  const batch = found.batch ?? 1;
  const seconds = (batch * layout.replicas) / requestsPerSecond;
  return {
    batch,
    chips: chipsOf(layout),
    requestsPerSecond,
    prefill: 1 / requestsPerSecond,
    firstToken: seconds,
    perToken: seconds,
  };
}

function isRate(metric: BenchmarkMetric): boolean {
  return metric !== 'first-token' && metric !== 'per-token' && metric !== 'latency';
}

/** A run in the unit of its row. */
function inUnits(row: BenchmarkRow, measured: MeasuredIn, run: Run, found: BenchmarkCase): number {
  const { inputTokens, outputTokens, model } = found;
  const share =
    row.scope === 'per-gpu' || measured.perAccelerator ? 1 / (row.acceleratorCount ?? run.chips) : 1;
  const answer = model.kind === 'embedding' ? 0 : outputTokens;
  const perSecond: Partial<Record<BenchmarkMetric, number>> = {
    'output-tokens': run.requestsPerSecond * outputTokens * share,
    tokens: run.requestsPerSecond * (answer === 0 ? inputTokens : outputTokens) * share,
    'embedded-tokens': run.requestsPerSecond * inputTokens * share,
    'all-tokens': run.requestsPerSecond * (inputTokens + answer) * share,
    'prefill-tokens': (inputTokens / run.prefill) * share,
    'input-tokens': run.requestsPerSecond * inputTokens * share,
    requests: run.requestsPerSecond * share,
    texts: run.requestsPerSecond * share,
    'user-tokens': 1 / run.perToken,
    'first-token': run.firstToken,
    'per-token': run.perToken,
    latency: run.firstToken + Math.max(0, answer - 1) * run.perToken,
  };
  return (perSecond[measured.metric] ?? NaN) * measured.scale;
}
