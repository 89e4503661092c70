import type { BenchmarkRow } from '@app/catalog';
import {
  benchmarkCase,
  engineSpeed,
  isMlperf,
  type BenchmarkCase,
  type BenchmarkLayout,
} from './benchmark-case';
import { efficiencyFactors } from './efficiency';
import { FITTED, SPREAD, type PerformanceFactors, type PerformanceSpread } from './fitted-factors';
import { kvProfile } from './kv-cache';
import { BYTES_PER_WEIGHT, computePath } from './number-format';
import { ReplicaModel } from './replica-model';
import { runRate, stepRate } from './training-rate';

/** What the performance model says of one published measurement, in the measurement's unit. */
export interface Prediction {
  readonly predicted: number;
  /** Ends of the 80 % interval. */
  readonly low: number;
  readonly high: number;
  /** Sequences at a time, where the case has any. */
  readonly batch: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Words for what the source does not state and was assumed. */
  readonly assumed: readonly string[];
}

export interface BenchmarkFacts {
  readonly model: (id: string) => BenchmarkCase['model'] | undefined;
  readonly accelerator: (id: string) => BenchmarkCase['accelerator'] | undefined;
}

/** Sequences that an engine runs at once at most, where a measurement only says that memory was the bound. */
const OFFLINE_BATCH_LIMIT = 3072;

/** A prediction for a row, or the reason why there is none. */
export function predictBenchmark(
  row: BenchmarkRow,
  facts: BenchmarkFacts,
  fitted: PerformanceFactors = FITTED,
  spread: PerformanceSpread = SPREAD,
): Prediction | string {
  const isTraining = row.kind.startsWith('training');
  const point = isTraining ? trainingPoint(row, facts, fitted) : inferencePoint(row, facts, fitted);
  if (typeof point === 'string') return point;
  const width = Math.exp(isTraining ? spread.training : spread.inference);
  return { ...point, low: point.predicted / width, high: point.predicted * width };
}

type Point = Omit<Prediction, 'low' | 'high'>;

function inferencePoint(
  row: BenchmarkRow,
  facts: BenchmarkFacts,
  fitted: PerformanceFactors,
): Point | string {
  const found = benchmarkCase(row, facts.model(row.modelId), facts.accelerator(row.acceleratorId));
  if (typeof found === 'string') return found;
  const runs = found.layouts.flatMap((layout) => measure(row, found, layout, fitted) ?? []);
  const best = runs.sort((a, b) => b.value - a.value)[0];
  if (best === undefined)
    return `the model does not fit, or ${row.precision} has no rate on ${row.acceleratorId}`;
  const server = row.mlperfScenario === 'Server' ? fitted.mlperfServer : 1;
  const { inputTokens, outputTokens, assumed } = found;
  return {
    predicted: best.value * server,
    batch: best.batch,
    inputTokens,
    outputTokens,
    assumed: isMlperf(row) ? [...assumed, 'the split of the model over the system'] : assumed,
  };
}

/** The value of one layout in the unit of the row; null when it does not fit. */
function measure(
  row: BenchmarkRow,
  found: BenchmarkCase,
  layout: BenchmarkLayout,
  fitted: PerformanceFactors,
): { readonly batch: number; readonly value: number } | null {
  const { model, accelerator, format, inputTokens, outputTokens } = found;
  const path = computePath(accelerator, format.weights);
  if (path === null) return null;
  const factors = efficiencyFactors(accelerator, model, fitted);
  const speed = engineSpeed(row, fitted);
  const replica = new ReplicaModel({
    model,
    accelerator,
    n: layout.n,
    layout,
    bytesPerWeight: BYTES_PER_WEIGHT[format.weights].value,
    kv: kvProfile(model, format.kv),
    path,
    factors: { ...factors, engine: { ...factors.engine, value: speed } },
    side: 'value',
  });
  const shape = { inputTokens, inputTokensSquared: inputTokens ** 2, outputTokens, cachedShare: 0 };
  const limit = OFFLINE_BATCH_LIMIT * (layout.dataParallelAttention ? layout.n : 1);
  const batch = found.batch ?? Math.min(replica.concurrency(replica.meanContext(shape)), limit);
  if (batch < 1) return null;
  if (row.kind === 'inference-ttft') {
    const seconds = replica.meanPrefillSeconds(shape) + replica.hostSeconds(batch);
    return { batch, value: seconds * 1000 };
  }
  const tokens = replica.requestsPerSecond(batch, shape) * outputTokens * layout.replicas;
  return { batch, value: row.scope === 'per-gpu' ? tokens / (row.acceleratorCount ?? 1) : tokens };
}

function trainingPoint(row: BenchmarkRow, facts: BenchmarkFacts, fitted: PerformanceFactors): Point | string {
  const accelerator = facts.accelerator(row.acceleratorId);
  if (accelerator === undefined) return `accelerator ${row.acceleratorId} is not in the catalog`;
  const activeParamsB = row.activeParamsB ?? row.paramsB ?? facts.model(row.modelId)?.activeParamsB;
  if (activeParamsB === undefined)
    return `the source states no parameters and ${row.modelId} is not in the catalog`;
  const known = { batch: null, inputTokens: row.inputTokens, outputTokens: null, assumed: [] };
  if (row.kind === 'training-throughput') {
    const perSecond = stepRate(accelerator, fitted) / (6 * activeParamsB * 1e9);
    const chips = row.scope === 'per-gpu' ? 1 : (row.acceleratorCount ?? 1);
    return { predicted: perSecond * chips, ...known };
  }
  if (row.trainingTokensT === undefined) return 'the source does not state the tokens of the run';
  const flop = 6 * activeParamsB * 1e9 * row.trainingTokensT * 1e12;
  return { predicted: flop / (3600 * runRate(accelerator, activeParamsB, fitted)), ...known };
}
