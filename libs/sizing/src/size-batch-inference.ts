import type { Catalog } from '@app/catalog';
import { InvariantError } from '@app/kernel';
import type { BatchFigureName, BatchInferenceSizing, BatchInferenceSpec } from './batch-inference';
import { evaluateDegree, type DegreeResult } from './evaluate-degree';
import { FigureSheet } from './figure-sheet';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import { computePath } from './number-format';
import { addStartTime, lateReason } from './replica-start';
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

/** One reading of what is assumed: requests per second of a replica, hours until one works. */
interface PassReading {
  readonly rate: number;
  readonly start: number;
}

/** The numbers of a pass on replicas of `n` chips. Not finite where the window ends before an instance works. */
function passNumbers(spec: BatchInferenceSpec, n: number) {
  const work = ({ rate }: PassReading): number => (spec.items / rate / 3600) * n;
  const replicas = (one: PassReading): number => {
    const room = (spec.windowHours ?? Infinity) - one.start;
    return room > 0 ? Math.max(1, Math.ceil(work(one) / n / room)) : Infinity;
  };
  const hours = (one: PassReading): number => work(one) + replicas(one) * n * one.start;
  return { work, replicas, hours, duration: (one: PassReading) => hours(one) / (replicas(one) * n) };
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
  const weights = writer.sheet.id('weights');
  const start = addStartTime(sheet, {
    id: weights,
    gib: writer.sheet.all().find(({ id }) => id === weights)?.value ?? 0,
  });
  const numbers = passNumbers(spec, n);
  const value: PassReading = { rate: service.capacity.requestsPerSecond, start: start.value };
  const replicas = numbers.replicas(value);
  if (!Number.isFinite(replicas)) {
    return { ...refused(spec, lateReason(sheet.id('start-time'))), figures: sheet.all() };
  }
  for (const { from, ...rest } of passDefinitions(spec, n, sheet, writer)) {
    const of = (result: DegreeResult, hours: number): number | null =>
      result.service === null
        ? null
        : from({ rate: result.service.capacity.requestsPerSecond, start: hours });
    sheet.add({
      ...rest,
      sources: [SOURCES.scalingBook],
      value: from(value),
      worst: of(readings.worst, start.worst),
      best: of(readings.best, start.best),
    });
  }
  return {
    ...identity(spec),
    feasible: true,
    reason: null,
    tensorParallel: n,
    replicas,
    accelerators: replicas * n,
    acceleratorHours: numbers.hours(value),
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
    from: (one: PassReading) => number,
    words: { readonly label: string; readonly formula: string },
    inputs: readonly string[],
  ) => ({ name, unit, from, ...words, inputs });
  const id = (name: BatchFigureName): string => sheet.id(name);
  return [
    define('items-per-second', '1/s', (one) => one.rate, ITEMS, [rate]),
    define('work-hours', 'h', numbers.work, WORK, [rate, group, ...items]),
    define('replicas', '1', numbers.replicas, REPLICAS, [
      ...[rate, id('start-time')],
      ...items,
      ...windowHours,
    ]),
    define('accelerators', '1', (one) => numbers.replicas(one) * n, CHIPS, [id('replicas'), group]),
    define('accelerator-hours', 'h', numbers.hours, HOURS, [
      id('work-hours'),
      id('accelerators'),
      id('start-time'),
    ]),
    define('duration', 'h', numbers.duration, DURATION, [id('accelerator-hours'), id('accelerators')]),
  ];
}

const ITEMS = { label: 'items per second of a replica', formula: 'requests per second, one per item' };
const WORK = {
  label: 'accelerator-hours of work in one pass',
  formula: 'items / items per second / 3600 x accelerators per replica',
};
const HOURS = {
  label: 'accelerator-hours of one pass, start of the instances included',
  formula: 'hours of work + accelerators x start time',
};
const REPLICAS = {
  label: 'replicas for the window',
  formula: 'ceil(items / items per second / 3600 / (window hours - start time))',
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
