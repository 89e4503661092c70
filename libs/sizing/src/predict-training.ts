import type { AcceleratorRow, BenchmarkRow, ModelRow } from '@app/catalog';
import type { BenchmarkFacts } from './benchmark-facts';
import type { MeasuredIn } from './benchmark-metric';
import type { PerformanceFactors } from './fitted-factors';
import type { PredictedPoint } from './prediction';
import { isMeasuredInTraining } from './training-efficiency';
import { runRate, stepRate, type TrainingFormat } from './training-rate';
import { checkpointBytes, trainingPeak } from './training-model';
import { lostOn } from './training-reliability';

const GIGA = 1e9;
const USUAL_SEQUENCE = 2048;
/** Hidden units a layer of usual decoders: 4,096 over 32 layers, 16,384 over 128. */
const USUAL_WIDTH_PER_LAYER = 128;
/**
 * Hours that a run is taken to last whose source states accelerator-hours and not the number of accelerators: those of
 * the one published run of which both are known, Llama 3.1 405B with 30,840,000 h on 16,384 accelerators.
 */
const USUAL_RUN_HOURS = 1882;

/** What the performance model says of a measurement of training, or why it says nothing. */
export function predictTraining(
  row: BenchmarkRow,
  measured: MeasuredIn,
  facts: BenchmarkFacts,
  fitted: PerformanceFactors,
): PredictedPoint | string {
  const format = trainingFormat(row);
  if (format === null) return `training in ${row.precision} is not predicted: expected bf16, fp16 or fp8`;
  if (FROZEN_BASE.test([row.modelId, row.engine, row.note, row.precision].join(' '))) {
    return 'training of adapters on a frozen base is not predicted: nothing of it was measured';
  }
  const accelerator = facts.accelerator(row.acceleratorId);
  if (typeof accelerator === 'string') return accelerator;
  const peak = trainingPeak(accelerator);
  if (peak === null) return `no dense 16-bit rate of ${accelerator.name} is in the catalog`;
  const model = facts.model(row.modelId);
  const known = parametersOf(row, typeof model === 'string' ? null : model);
  const value = trainingValue(row, measured, {
    accelerator,
    peak,
    activeParamsB: known?.activeParamsB ?? null,
    totalParamsB: known?.totalParamsB ?? 0,
    model: typeof model === 'string' ? null : model,
    format,
    fitted,
  });
  if (typeof value === 'string') return value;
  return {
    predicted: value * measured.scale,
    batch: null,
    inputTokens: row.inputTokens,
    outputTokens: null,
    assumed: [...(known?.assumed ?? []), ...assumedOfRun(row, measured)],
    spread: 'training',
    unmeasured: !isMeasuredInTraining(accelerator),
  };
}

const FROZEN_BASE = /\bq?lora\b|\bpeft\b|\badapters?\b/i;

/** The format of the multiplications; null for one in which nothing was measured. Mixed precision is that of 16 bits. */
function trainingFormat({ precision }: BenchmarkRow): TrainingFormat | null {
  if (/fp-?8|float8/i.test(precision)) return 'fp8';
  return /bf-?16|fp-?16|float16|\b(half|mixed|amp)\b|\b16-?bit/i.test(precision) ? '16-bit' : null;
}

interface TrainingCase {
  readonly accelerator: AcceleratorRow;
  readonly peak: number;
  readonly activeParamsB: number | null;
  readonly totalParamsB: number;
  readonly model: ModelRow | null;
  readonly format: TrainingFormat;
  readonly fitted: PerformanceFactors;
}

/** In SI units: per second, FLOP/s, share, hours. */
function trainingValue(row: BenchmarkRow, measured: MeasuredIn, found: TrainingCase): number | string {
  const { accelerator, fitted, format, activeParamsB, totalParamsB, peak } = found;
  const isEach = row.scope === 'per-gpu' || measured.perAccelerator;
  const count = row.acceleratorCount;
  if (!isEach && count === null && measured.metric !== 'accelerator-hours') {
    return 'the source does not state the number of accelerators';
  }
  const chips = isEach ? 1 : (count ?? 1);
  // A step keeps its FLOP/s, those of attention counted: in longer sequences less of them is left for the parameters.
  const attention = 1 + attentionShare(row.inputTokens ?? USUAL_SEQUENCE, found);
  const usual = 1 + attentionShare(USUAL_SEQUENCE, found);
  const step = stepRate(accelerator, fitted, format);
  if (measured.metric === 'training-mfu') return (step * usual) / peakOf(accelerator, format, peak);
  if (measured.metric === 'training-flops') return step * usual * chips;
  if (activeParamsB === null) {
    return `the source states no parameters, ${row.modelId} is not in the catalog and its name tells none`;
  }
  const flop = (6 * activeParamsB * GIGA * attention) / usual;
  if (measured.metric === 'training-tokens') return (step / flop) * chips;
  if (measured.metric === 'training-sequences') {
    if (row.inputTokens === null) return `the row does not state inputTokens, on which ${row.unit} depends`;
    return (step / flop / row.inputTokens) * chips;
  }
  if (row.trainingTokensT === undefined) return 'the source does not state the tokens of the run';
  const work =
    (flop * row.trainingTokensT * 1e12) / (3600 * runRate(accelerator, activeParamsB, fitted, format));
  // Hours of whole runs hold what checkpoints, failures and restarts took; rates of steps, above, do not.
  const hours =
    work / (1 - lostOn(count ?? work / USUAL_RUN_HOURS, checkpointBytes(totalParamsB * GIGA) / GIGA));
  return measured.metric === 'duration' ? hours / (count ?? 1) : hours;
}

/** What is taken for the number of accelerators where only their hours are stated: failures hang on it. */
function assumedOfRun({ acceleratorCount }: BenchmarkRow, { metric }: MeasuredIn): string[] {
  if (metric !== 'accelerator-hours' || acceleratorCount !== null) return [];
  return [
    `${USUAL_RUN_HOURS.toLocaleString('en-US')} h of work on each accelerator, whose number is not stated`,
  ];
}

/** Utilisation in 8 bits is stated against the peak of 8 bits. */
function peakOf(accelerator: AcceleratorRow, format: TrainingFormat, sixteenBit: number): number {
  const narrow = accelerator.denseTFLOPS.fp8;
  return format === 'fp8' && narrow !== null ? narrow * 1e12 : sixteenBit;
}

/** Active and all parameters as stated, as catalogued, or as the name of the model tells. */
function parametersOf(row: BenchmarkRow, model: ModelRow | null) {
  const stated = row.activeParamsB ?? row.paramsB ?? model?.activeParamsB;
  if (stated !== undefined) {
    return { activeParamsB: stated, totalParamsB: row.paramsB ?? model?.totalParamsB ?? stated, assumed: [] };
  }
  const active = /(?:^|[-_ ])a(\d+(?:\.\d+)?)b/i.exec(row.modelId)?.[1];
  const total = /(\d+(?:\.\d+)?)\s?b(?![a-z0-9])/i.exec(row.modelId)?.[1];
  const named = Number(active ?? total);
  return named > 0
    ? {
        activeParamsB: named,
        totalParamsB: Number(total),
        assumed: [`${named} x 10^9 parameters, as its name says`],
      }
    : null;
}

/**
 * FLOP of attention for each of the 6 P that are counted: 12 L A d S / (6 P) (the definition of utilisation of PaLM).
 * Of a model without known structure the width is taken as 128 a layer: P = 12 L H^2 gives L.
 */
function attentionShare(sequence: number, { model, activeParamsB }: TrainingCase): number {
  const parameters = (activeParamsB ?? 0) * GIGA;
  if (parameters === 0) return 0;
  const layers = Math.cbrt(parameters / (12 * USUAL_WIDTH_PER_LAYER ** 2));
  const width =
    model === null
      ? layers * layers * USUAL_WIDTH_PER_LAYER
      : model.layers * model.attentionHeads * model.headDim;
  return (12 * width * sequence) / (6 * parameters);
}
