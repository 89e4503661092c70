import type { Catalog } from '@app/catalog';
import { InvariantError } from '@app/kernel';
import type { BatchFigureName, BatchInferenceSizing, BatchInferenceSpec } from './batch-inference';
import { evaluateDegree, type DegreeResult } from './evaluate-degree';
import { FigureSheet } from './figure-sheet';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import { computePath } from './number-format';
import type { ServingSpec } from './serving';
import { ServingSheet, type DegreeReadings } from './serving-sheet';
import { degreeReadings, fitsMemory, groupableCounts, groupSizes, obstacleText } from './size-serving';

/** Hours and accelerators of a pass of a generating model over many items, on one accelerator. No latency is promised. */
export function sizeBatchInference(spec: BatchInferenceSpec): BatchInferenceSizing {
  const serving: ServingSpec = {
    ...spec,
    slo: {
      timeToFirstTokenMs: null,
      timePerOutputTokenMs: null,
      endToEndMs: null,
      availabilityPercent: null,
    },
    traffic: { ...spec.traffic, requestsPerSecondMean: 0, requestsPerSecondPeak: 0 },
  };
  const path = computePath(spec.accelerator, spec.precision);
  if (path === null) return refused(spec, `No dense 16-bit rate of ${spec.accelerator.name} is sourced.`);
  const { inputTokens, outputTokens } = spec.traffic;
  if (inputTokens.p95 + outputTokens.p95 > spec.model.contextLength) {
    return refused(spec, `Long items do not fit into the context of ${spec.model.name}.`);
  }
  const results = groupSizes(serving).map((n) => evaluateDegree(serving, path, n, 'value'));
  const chosen = mostPerAccelerator(results);
  const shown = chosen ?? results.at(-1);
  if (shown === undefined) {
    return refused(spec, `No group of ${spec.accelerator.name} divides the attention heads of the model.`);
  }
  const writer = new ServingSheet(serving, path);
  const readings = degreeReadings(serving, path, shown);
  writer.memory(readings, results.find(fitsMemory)?.n ?? null);
  if (chosen === null) {
    const reason = obstacleText(shown.obstacle, serving, writer.sheet.ids);
    return { ...refused(spec, reason), figures: writer.sheet.all() };
  }
  writer.rates(readings);
  return pass(spec, readings, writer);
}

function mostPerAccelerator(results: readonly DegreeResult[]): DegreeResult | null {
  const rate = (result: DegreeResult): number => (result.service?.capacity.requestsPerSecond ?? 0) / result.n;
  let best: DegreeResult | null = null;
  for (const result of results) {
    if (result.service !== null && (best === null || rate(result) > rate(best))) best = result;
  }
  return best;
}

/** The numbers of a pass by the requests per second of a replica of `n` chips. */
function passNumbers(spec: BatchInferenceSpec, n: number) {
  const hours = (rate: number): number => (spec.items / rate / 3600) * n;
  const replicas = (rate: number): number =>
    spec.windowHours === null ? 1 : Math.max(1, Math.ceil(hours(rate) / n / spec.windowHours));
  return { hours, replicas, duration: (rate: number): number => hours(rate) / (replicas(rate) * n) };
}

function pass(
  spec: BatchInferenceSpec,
  readings: DegreeReadings,
  writer: ServingSheet,
): BatchInferenceSizing {
  const { n, service } = readings.value;
  if (service === null) throw new InvariantError('a group without service was chosen');
  const sheet = new FigureSheet<BatchFigureName>(`${writer.sheet.id('batch')}-pass`);
  sheet.addBasis(...writer.sheet.all());
  const numbers = passNumbers(spec, n);
  for (const { from, ...rest } of passDefinitions(spec, n, sheet, writer)) {
    const of = (result: DegreeResult): number | null =>
      result.service === null ? null : from(result.service.capacity.requestsPerSecond);
    sheet.add({
      ...rest,
      sources: [SOURCES.scalingBook],
      value: from(service.capacity.requestsPerSecond),
      worst: of(readings.worst),
      best: of(readings.best),
    });
  }
  const replicas = numbers.replicas(service.capacity.requestsPerSecond);
  return {
    ...identity(spec),
    feasible: true,
    reason: null,
    tensorParallel: n,
    replicas,
    accelerators: replicas * n,
    acceleratorHours: numbers.hours(service.capacity.requestsPerSecond),
    ids: sheet.ids,
    figures: sheet.all(),
  };
}

function passDefinitions(
  spec: BatchInferenceSpec,
  n: number,
  sheet: FigureSheet<BatchFigureName>,
  writer: ServingSheet,
) {
  const numbers = passNumbers(spec, n);
  const rate = writer.sheet.id('requests-per-second');
  const group = writer.sheet.id('tensor-parallel');
  const { items = [], windowHours = [] } = spec.batchRefs;
  const define = (
    name: BatchFigureName,
    unit: string,
    from: (rate: number) => number,
    words: { readonly label: string; readonly formula: string },
    inputs: readonly string[],
  ) => ({ name, unit, from, ...words, inputs });
  return [
    define('items-per-second', '1/s', (value) => value, ITEMS, [rate]),
    define('accelerator-hours', 'h', numbers.hours, HOURS, [rate, group, ...items]),
    define('replicas', '1', numbers.replicas, REPLICAS, [rate, ...items, ...windowHours]),
    define('accelerators', '1', (value) => numbers.replicas(value) * n, CHIPS, [sheet.id('replicas'), group]),
    define('duration', 'h', numbers.duration, DURATION, [
      sheet.id('accelerator-hours'),
      sheet.id('accelerators'),
    ]),
  ];
}

const ITEMS = { label: 'items per second of a replica', formula: 'requests per second, one per item' };
const HOURS = {
  label: 'accelerator-hours of one pass',
  formula: 'items / items per second / 3600 x accelerators per replica',
};
const REPLICAS = {
  label: 'replicas for the window',
  formula: 'ceil(items / items per second / 3600 / window hours)',
};
const CHIPS = { label: 'accelerators at the same time', formula: 'replicas x accelerators per replica' };
const DURATION = { label: 'duration of one pass', formula: 'accelerator-hours / accelerators' };

function identity(spec: BatchInferenceSpec) {
  return {
    workloadId: spec.workloadId,
    modelId: spec.model.id,
    acceleratorId: spec.accelerator.id,
    passesPerMonth: spec.passesPerMonth,
  };
}

function refused(spec: BatchInferenceSpec, reason: string): BatchInferenceSizing {
  return {
    ...identity(spec),
    feasible: false,
    reason,
    tensorParallel: null,
    replicas: null,
    accelerators: null,
    acceleratorHours: null,
    ids: {},
    figures: [],
  };
}

/** Sizings of every accelerator on offer, fewest accelerator-hours first. */
export interface BatchInferenceOptions {
  readonly feasible: readonly BatchInferenceSizing[];
  readonly infeasible: readonly BatchInferenceSizing[];
}

/** The same on every accelerator that the instance catalog offers. */
export function sizeBatchInferenceOptions(
  spec: Omit<BatchInferenceSpec, 'accelerator'>,
  catalog: Catalog,
): BatchInferenceOptions {
  const sizings = catalog.rentableAccelerators().map(({ accelerator, counts }) =>
    sizeBatchInference({
      ...spec,
      accelerator,
      instanceCounts: groupableCounts(catalog, accelerator, counts),
    }),
  );
  const order = (a: BatchInferenceSizing, b: BatchInferenceSizing): number =>
    (a.acceleratorHours ?? 0) - (b.acceleratorHours ?? 0) || (a.acceleratorId < b.acceleratorId ? -1 : 1);
  return {
    feasible: sizings.filter((sizing) => sizing.feasible).sort(order),
    infeasible: sizings.filter((sizing) => !sizing.feasible).sort(order),
  };
}
