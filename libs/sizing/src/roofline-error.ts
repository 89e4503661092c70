import type { AcceleratorRow, BenchmarkRow, Catalog, ModelRow } from '@app/catalog';
import type { Source } from '@app/kernel';
import { efficiencyFactors, type FactorSide } from './efficiency';
import { kvProfile } from './kv-cache';
import { BYTES_PER_WEIGHT, computePath } from './number-format';
import { ReplicaModel } from './replica-model';
import type { KvPrecision, Precision } from './serving';

/** One published measurement against what the roofline says: error = predicted / measured - 1. */
export interface RooflineComparison {
  readonly id: string;
  readonly kind: BenchmarkRow['kind'];
  readonly modelId: string;
  readonly acceleratorId: string;
  readonly precision: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly batch: number;
  readonly measured: number;
  readonly predicted: number;
  /** The prediction under the ends of the assumptions. */
  readonly low: number;
  readonly high: number;
  readonly error: number;
  readonly source: Source;
}

export interface RooflineErrors {
  readonly rows: readonly RooflineComparison[];
  readonly skipped: ReadonlyArray<{ readonly id: string; readonly reason: string }>;
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

/** Sequences that an engine runs at once at most, where a measurement only says that memory was the bound. */
const OFFLINE_BATCH_LIMIT = 4096;

/** The roofline with its starting values against published inference measurements. */
export function rooflineErrors(benchmarks: readonly BenchmarkRow[], catalog: Catalog): RooflineErrors {
  const models = new Map(catalog.models.map((row) => [row.id, row]));
  const accelerators = new Map(catalog.accelerators.map((row) => [row.id, row]));
  const rows: RooflineComparison[] = [];
  const skipped: Array<{ id: string; reason: string }> = [];
  for (const row of benchmarks) {
    if (!row.kind.startsWith('inference')) continue;
    const outcome = compare(row, models.get(row.modelId), accelerators.get(row.acceleratorId));
    if (typeof outcome === 'string') skipped.push({ id: row.id, reason: outcome });
    else rows.push(outcome);
  }
  return { rows, skipped };
}

/** A comparison, or the reason why there is none. */
function compare(
  row: BenchmarkRow,
  model: ModelRow | undefined,
  accelerator: AcceleratorRow | undefined,
): RooflineComparison | string {
  if (model === undefined) return `model ${row.modelId} is not in the catalog`;
  if (accelerator === undefined) return `accelerator ${row.acceleratorId} is not in the catalog`;
  if (row.pipelineParallel !== 1) return 'pipeline parallelism is not modelled';
  const { inputTokens, outputTokens, tensorParallel: n } = row;
  if (inputTokens === null || outputTokens === null || n === null)
    return 'the source does not state the token lengths';
  const format = FORMATS[row.precision];
  const path = format === undefined ? null : computePath(accelerator, format.weights);
  if (format === undefined || path === null) return `no rate for ${row.precision} on ${accelerator.id}`;
  const shape = { inputTokens, inputTokensSquared: inputTokens ** 2, outputTokens, cachedShare: 0 };
  const predict = (side: FactorSide): { readonly batch: number; readonly value: number } => {
    const replica = new ReplicaModel({
      model,
      accelerator,
      n,
      bytesPerWeight: BYTES_PER_WEIGHT[format.weights].value,
      kv: kvProfile(model, format.kv),
      path,
      factors: efficiencyFactors(accelerator, model),
      side,
    });
    const byMemory = replica.concurrency(replica.meanContext(shape));
    const batch = row.batchOrConcurrency ?? Math.min(byMemory, OFFLINE_BATCH_LIMIT);
    const value =
      row.kind === 'inference-ttft'
        ? (replica.meanPrefillSeconds(shape) + replica.decodeStepSeconds(batch, inputTokens)) * 1000
        : (replica.requestsPerSecond(batch, shape) * outputTokens) / (row.scope === 'per-gpu' ? n : 1);
    return { batch, value };
  };
  const { batch, value: predicted } = predict('value');
  if (batch < 1) return 'the model does not fit by our account of memory';
  const ends = [predicted, predict('worst').value, predict('best').value];
  return {
    id: row.id,
    kind: row.kind,
    modelId: model.id,
    acceleratorId: accelerator.id,
    precision: row.precision,
    inputTokens,
    outputTokens,
    batch,
    measured: row.value,
    predicted,
    low: Math.min(...ends),
    high: Math.max(...ends),
    error: predicted / row.value - 1,
    source: row.source,
  };
}
