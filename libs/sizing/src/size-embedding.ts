import { acceleratorFigures, modelFigures, type Catalog } from '@app/catalog';
import type { FigureText } from '@app/kernel';
import { efficiencyFactors, factorFigure, UTILISATION, type EfficiencyFactor } from './efficiency';
import type { EmbeddingFigureName, EmbeddingSizing, EmbeddingSpec } from './embedding';
import { FigureSheet } from './figure-sheet';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import { computePath } from './number-format';
import { addStartTime, lateReason } from './replica-start';
import { computeRateFigure } from './serving-context';

const GIB = 2 ** 30;

/** Share of the compute rate of a chip that an embedding model reaches. */
export const EMBEDDING_UTILISATION: EfficiencyFactor = {
  id: 'embedding-utilisation',
  label: 'share of the compute rate that embedding reaches',
  unit: '1',
  value: 0.4,
  worst: 0.3,
  best: 0.5,
  source: SOURCES.scalingBook,
  note: '0.3 to 0.5',
};

/** Throughput and accelerators for an embedding model on one accelerator: texts/s = F MFU / (2 P T). */
export function sizeEmbedding(spec: EmbeddingSpec): EmbeddingSizing {
  const { model, accelerator } = spec;
  const path = computePath(accelerator, 'bf16');
  const obstacle = obstacleOf(spec, path === null);
  if (obstacle !== null || path === null) return refused(spec, obstacle ?? 'No dense rate is sourced.');
  const rate = (share: number): number =>
    (path.flops * share) / (2 * model.totalParamsB * 1e9 * spec.tokensPerText);
  const perSecond = read((reading) => rate(EMBEDDING_UTILISATION[reading]));
  const sheet = new FigureSheet<EmbeddingFigureName>(
    `sizing.${spec.workloadId}.${model.id}.${accelerator.id}.embedding`,
  );
  const parameters = modelFigures(model).parameters;
  const computeRate = computeRateFigure(accelerator, path);
  const share = factorFigure(EMBEDDING_UTILISATION);
  sheet.addBasis(parameters, computeRate, share, acceleratorFigures(accelerator).memory);
  sheet.add({
    name: 'weights',
    label: `weights of ${model.name} in 16 bits`,
    unit: 'GiB',
    value: (model.totalParamsB * 2e9) / GIB,
    worst: (model.totalParamsB * 2e9) / GIB,
    best: (model.totalParamsB * 2e9) / GIB,
    formula: 'P x 2 B',
    inputs: [parameters.id, ...(spec.inputRefs.model ?? [])],
    sources: [SOURCES.mlEngineering],
  });
  sheet.add({
    name: 'texts-per-second',
    label: 'texts per second of one accelerator',
    unit: '1/s',
    ...perSecond,
    formula: 'F MFU / (2 P T)',
    inputs: [parameters.id, computeRate.id, share.id, ...(spec.inputRefs.tokensPerText ?? [])],
    sources: [SOURCES.kaplan, SOURCES.scalingBook],
  });
  const fleet = writeFleet(sheet, spec, perSecond);
  if (fleet === null) {
    return { ...refused(spec, lateReason(sheet.id('start-time'))), figures: sheet.all() };
  }
  return {
    ...identity(spec),
    feasible: true,
    reason: null,
    ...fleet,
    ids: sheet.ids,
    figures: sheet.all(),
  };
}

function refused(spec: EmbeddingSpec, reason: FigureText): EmbeddingSizing {
  return {
    ...identity(spec),
    feasible: false,
    reason,
    accelerators: null,
    acceleratorHours: null,
    ids: {},
    figures: [],
  };
}

function identity(spec: EmbeddingSpec) {
  return { workloadId: spec.workloadId, modelId: spec.model.id, acceleratorId: spec.accelerator.id };
}

function obstacleOf(spec: EmbeddingSpec, noRate: boolean): FigureText | null {
  const { model, accelerator } = spec;
  if (model.kind !== 'embedding') return `${model.name} is not an embedding model.`;
  if (noRate) return `No dense 16-bit rate of ${accelerator.name} is sourced.`;
  if (spec.tokensPerText > model.contextLength) {
    return `The texts are longer than the context of ${model.name}: split them into chunks.`;
  }
  const factors = efficiencyFactors(accelerator, model);
  const usable = accelerator.memoryGB * 1e9 * factors.memoryShare.value - factors.reserve.value;
  return model.totalParamsB * 2e9 > usable ? `The weights do not fit into one ${accelerator.name}.` : null;
}

type Reading = 'value' | 'worst' | 'best';

/** Each reading of what is assumed gives a number of its own. */
function read(from: (reading: Reading) => number): Record<Reading, number> {
  return { value: from('value'), worst: from('worst'), best: from('best') };
}

/** Accelerators for the stream or the pass, whichever asks for more, and the hours of a pass. */
function writeFleet(
  sheet: FigureSheet<EmbeddingFigureName>,
  spec: EmbeddingSpec,
  perSecond: Record<Reading, number>,
) {
  const { texts, windowHours, textsPerSecondPeak, inputRefs } = spec;
  const utilisation = factorFigure(UTILISATION);
  sheet.addBasis(utilisation);
  const weights = { id: sheet.id('weights'), gib: (spec.model.totalParamsB * 2e9) / GIB };
  const start = texts === null ? null : addStartTime(sheet, weights);
  const work = read((reading) => (texts ?? 0) / perSecond[reading] / 3600);
  const accelerators = read((reading) => {
    const stream = (textsPerSecondPeak ?? 0) / (UTILISATION[reading] * perSecond[reading]);
    const room = (windowHours ?? Infinity) - (start?.[reading] ?? 0);
    return Math.max(1, Math.ceil(stream), room > 0 ? Math.ceil(work[reading] / room) : Infinity);
  });
  if (!Number.isFinite(accelerators.value)) return null;
  sheet.add({
    name: 'accelerators',
    label: `${spec.accelerator.name} for embedding`,
    unit: '1',
    ...accelerators,
    formula:
      'max(ceil(peak / (utilisation x texts/s)), ceil(hours of work / (window - start time))), at least 1',
    inputs: [
      sheet.id('texts-per-second'),
      utilisation.id,
      ...(start === null ? [] : [sheet.id('start-time')]),
      ...(inputRefs.textsPerSecondPeak ?? []),
      ...(inputRefs.windowHours ?? []),
    ],
    sources: [SOURCES.little],
  });
  if (start === null) return { accelerators: accelerators.value, acceleratorHours: null };
  const hours = read((reading) => work[reading] + accelerators[reading] * start[reading]);
  writeHours(sheet, spec, { work, hours, duration: read((one) => hours[one] / accelerators[one]) });
  return { accelerators: accelerators.value, acceleratorHours: hours.value };
}

function writeHours(
  sheet: FigureSheet<EmbeddingFigureName>,
  spec: EmbeddingSpec,
  of: Record<'work' | 'hours' | 'duration', Record<Reading, number>>,
): void {
  sheet.add({
    name: 'work-hours',
    label: 'accelerator-hours of work in one pass',
    unit: 'h',
    ...of.work,
    formula: 'texts / texts per second / 3600',
    inputs: [sheet.id('texts-per-second'), ...(spec.inputRefs.texts ?? [])],
    sources: [SOURCES.scalingBook],
  });
  sheet.add({
    name: 'accelerator-hours',
    label: 'accelerator-hours of one pass, start of the instances included',
    unit: 'h',
    ...of.hours,
    formula: 'hours of work + accelerators x start time',
    inputs: [sheet.id('work-hours'), sheet.id('accelerators'), sheet.id('start-time')],
    sources: [],
  });
  sheet.add({
    name: 'duration',
    label: 'duration of one pass',
    unit: 'h',
    ...of.duration,
    formula: 'accelerator-hours / accelerators',
    inputs: [sheet.id('accelerator-hours'), sheet.id('accelerators')],
    sources: [],
  });
}

/** Sizings of every accelerator on offer: fewest accelerators first, then by memory and id. */
export interface EmbeddingOptions {
  readonly feasible: readonly EmbeddingSizing[];
  readonly infeasible: readonly EmbeddingSizing[];
}

/** The same on every accelerator that the instance catalog offers. */
export function sizeEmbeddingOptions(
  spec: Omit<EmbeddingSpec, 'accelerator'>,
  catalog: Catalog,
): EmbeddingOptions {
  const sizings = catalog
    .rentableAccelerators()
    .map(({ accelerator }) => sizeEmbedding({ ...spec, accelerator }));
  const order = (a: EmbeddingSizing, b: EmbeddingSizing): number =>
    (a.accelerators ?? 0) - (b.accelerators ?? 0) ||
    (a.acceleratorHours ?? 0) - (b.acceleratorHours ?? 0) ||
    (a.acceleratorId < b.acceleratorId ? -1 : 1);
  return {
    feasible: sizings.filter((sizing) => sizing.feasible).sort(order),
    infeasible: sizings.filter((sizing) => !sizing.feasible).sort(order),
  };
}
