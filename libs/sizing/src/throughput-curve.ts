import type { Figure } from '@app/kernel';
import { efficiencyFactors, type FactorSide } from './efficiency';
import { requestShape } from './evaluate-degree';
import { FigureList } from './figure-list';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import { kvProfile } from './kv-cache';
import { BYTES_PER_WEIGHT, computePath } from './number-format';
import { ReplicaModel, type ReplicaLayout } from './replica-model';
import { layoutOf } from './replica-shape';
import type { ServingSizing, ServingSpec } from './serving';

/** What one replica does with so many sequences at a time. Ids of figures. */
export interface CurvePoint {
  readonly batch: number;
  readonly sequences: Figure;
  readonly tokensPerSecond: Figure;
  readonly timePerOutputToken: Figure;
  readonly firstToken: Figure;
  /** Whether every promise is kept without waiting. */
  readonly keepsPromises: boolean;
}

type CurveFigureName = 'sequences' | 'tokens-per-second' | 'time-per-output-token' | 'time-to-first-token';

/** Batches that a curve shows at most. */
const MOST_POINTS = 10;

/** A replica of a spec under one reading of the factors; null where the chip has no rate for the format. */
export function replicaOf(
  spec: ServingSpec,
  n: number,
  side: FactorSide,
  layout: ReplicaLayout = {},
): ReplicaModel | null {
  const path = computePath(spec.accelerator, spec.precision);
  if (path === null) return null;
  const bytes = BYTES_PER_WEIGHT[spec.precision];
  return new ReplicaModel({
    model: spec.model,
    accelerator: spec.accelerator,
    n,
    layout,
    bytesPerWeight: side === 'value' ? bytes.value : side === 'worst' ? bytes.high : bytes.low,
    kv: kvProfile(spec.model, spec.kvPrecision ?? 'fp16'),
    path,
    factors: efficiencyFactors(spec.accelerator, spec.model),
    side,
  });
}

/**
 * Throughput, time per output token and time to first token of one replica at each batch: 1, 2, 4 ... up to what
 * memory holds, and the batch that the sizing chose. Times without waiting for a place.
 */
export function throughputCurve(spec: ServingSpec, sizing: ServingSizing): readonly CurvePoint[] {
  const n = sizing.tensorParallel;
  if (n === null || sizing.capacity === null) return [];
  const sides = (['value', 'worst', 'best'] as const).map((side) =>
    replicaOf(spec, n, side, layoutOf(sizing)),
  );
  const [value] = sides;
  if (value === undefined || value === null) return [];
  const shape = requestShape(spec);
  const most = value.concurrency(value.meanContext(shape));
  const prefix = `${(sizing.ids.batch ?? '').replace(/\.batch$/, '')}.curve`;
  return batches(most, sizing.capacity.batch).map((batch) => point(spec, sides, batch, prefix));
}

function batches(most: number, chosen: number): number[] {
  const powers = Array.from({ length: MOST_POINTS }, (_, power) => 2 ** power).filter((size) => size <= most);
  return [...new Set([...powers, Math.min(chosen, most)])].sort((a, b) => a - b);
}

function point(
  spec: ServingSpec,
  sides: ReadonlyArray<ReplicaModel | null>,
  batch: number,
  prefix: string,
): CurvePoint {
  const shape = requestShape(spec);
  const { inputTokens, cachedShare } = spec.traffic;
  const list = new FigureList<CurveFigureName>(`${prefix}.b${batch}`);
  const read = (from: (replica: ReplicaModel) => number): { value: number; ends: number[] } => {
    const [value = NaN, ...ends] = sides.flatMap((replica) => (replica === null ? [] : from(replica)));
    return { value, ends };
  };
  const base = prefix.replace(/\.curve$/, '');
  const inputs = [`${base}.prefill-time`, `${base}.tensor-parallel`];
  const perToken = (replica: ReplicaModel): number => replica.timePerOutputToken(batch, shape) * 1000;
  const first = (replica: ReplicaModel): number =>
    (replica.prefillSeconds(inputTokens.p95, inputTokens.p95 ** 2, cachedShare) +
      replica.decodeStepSeconds(batch, replica.meanContext(shape))) *
    1000;
  const words = `with ${batch} sequences at a time`;
  const timePerOutputToken = list.add({
    name: 'time-per-output-token',
    label: `time per output token ${words}`,
    unit: 'ms',
    ...read(perToken),
    formula: 't_step(B) + (B / Tout) t_pre',
    inputs,
    sources: [SOURCES.sarathi],
  });
  const firstToken = list.add({
    name: 'time-to-first-token',
    label: `time to first token ${words}, without waiting`,
    unit: 'ms',
    ...read(first),
    formula: 't_pre(95th percentile of the prompt) + t_step(B)',
    inputs,
    sources: [SOURCES.sarathi],
  });
  return {
    batch,
    sequences: sequencesOf(list, batch, base),
    tokensPerSecond: list.add({
      name: 'tokens-per-second',
      label: `output tokens per second of a replica ${words}`,
      unit: 'tokens/s',
      ...read((replica) => replica.requestsPerSecond(batch, shape) * shape.outputTokens),
      formula: 'Tout / (t_pre + Tout t_step(B) / B)',
      inputs,
      sources: [SOURCES.scalingBook],
    }),
    timePerOutputToken,
    firstToken,
    keepsPromises: keeps(spec, firstToken.value ?? Infinity, timePerOutputToken.value ?? Infinity),
  };
}

function sequencesOf(list: FigureList<CurveFigureName>, batch: number, base: string): Figure {
  return list.add({
    name: 'sequences',
    label: 'sequences at a time',
    unit: '1',
    value: batch,
    ends: [],
    formula: 'powers of two up to what memory holds, and the batch of the sizing',
    inputs: [`${base}.concurrency-by-memory`],
  });
}

/** Whether the promised times are kept, all in ms, without waiting for a place. */
function keeps({ slo, traffic }: ServingSpec, firstToken: number, perToken: number): boolean {
  const within = (ms: number, limit: number | null): boolean => limit === null || ms <= limit;
  return (
    within(perToken, slo.timePerOutputTokenMs) &&
    within(firstToken, slo.timeToFirstTokenMs) &&
    within(firstToken + (traffic.outputTokens.p95 - 1) * perToken, slo.endToEndMs)
  );
}
