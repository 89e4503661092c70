import type { BenchmarkRow } from '@app/catalog';

/** What a measurement counts, told from its kind and its unit. */
export type BenchmarkMetric =
  | 'output-tokens'
  | 'all-tokens'
  | 'input-tokens'
  | 'requests'
  | 'user-tokens'
  | 'first-token'
  | 'per-token'
  | 'latency'
  | 'training-tokens'
  | 'training-sequences'
  | 'training-flops'
  | 'training-mfu'
  | 'accelerator-hours'
  | 'duration';

export interface MeasuredIn {
  readonly metric: BenchmarkMetric;
  /** A prediction in SI units (per second, seconds, FLOP/s, hours, share) times this is in the row's unit. */
  readonly scale: number;
  /** The value is per accelerator, whatever the row's scope says: shares and rates that are only stated so. */
  readonly perAccelerator: boolean;
}

const THOUSANDS: ReadonlyArray<readonly [RegExp, number]> = [
  [/\b(k|thousand)\b|\bk(?=\s?(gpu|tok|sam))/i, 1e-3],
  [/\b(m|million)\b|\bm(?=gpu)/i, 1e-6],
];

/** Rates per something that is not a time or a chip: energy, money, area. */
const OTHER_SHARES = /(\/|\bper\b)\s*(k?wh?|watts?|j|joules?|cores?|mm2)\b|usd|dollar|[$\u20ac]/i;

/** Seconds of the time that a rate is stated for; 1 unless said. */
const PER_TIME: ReadonlyArray<readonly [RegExp, number]> = [
  [/\/\s?min|per min/, 60],
  [/\/\s?(h\b|hour)|per hour/, 3600],
  [/\/\s?day|per day/, 86_400],
];

function secondsOf(words: string): number {
  return PER_TIME.find(([pattern]) => pattern.test(words))?.[1] ?? 1;
}

/** What a row counts and in which unit, or why that is not understood. */
export function measuredIn(row: BenchmarkRow): MeasuredIn | string {
  const found = OTHER_SHARES.test(row.unit)
    ? null
    : row.kind.startsWith('training')
      ? trainingUnit(row)
      : inferenceUnit(row);
  if (found !== null) return found;
  return `the unit ${row.unit} of ${row.kind} is not one that is predicted: expected tokens/s, requests/s, ms, tokens/s/GPU, TFLOP/s/GPU, % MFU or GPU hours`;
}

function trainingUnit({ unit, value }: BenchmarkRow): MeasuredIn | null {
  const words = unit.toLowerCase();
  const perAccelerator = /\/\s?(gpu|chip|device)|per (gpu|chip|device)/.test(words);
  const of = (metric: BenchmarkMetric, scale: number, each = perAccelerator): MeasuredIn => ({
    metric,
    scale,
    perAccelerator: each,
  });
  const thousands = THOUSANDS.find(([pattern]) => pattern.test(unit))?.[1] ?? 1;
  const isOfChips = /(gpu|chip|tpu|accelerator|device|\b[a-z]{1,3}\d{1,4}[a-z]?)s?[- ]?(hour|day|h\b)/.test(
    words,
  );
  const isRate = /tok|sample|seq/.test(words);
  if (/\bdays?\b/.test(words) && !isRate)
    return of(isOfChips ? 'accelerator-hours' : 'duration', thousands / 24, false);
  if (/hours?\b|\bh\b/.test(words) && !isRate)
    return of(isOfChips ? 'accelerator-hours' : 'duration', thousands, false);
  if (/mfu|utili[sz]ation|^\s?%/.test(words)) {
    return of('training-mfu', words.includes('%') || value > 1 ? 100 : 1, true);
  }
  if (/pflop/.test(words)) return of('training-flops', 1e-15);
  // A rate of teraflops is a chip's unless it is too large for one.
  if (/tflop/.test(words)) return of('training-flops', 1e-12, perAccelerator || value < 5000);
  const rate = thousands * secondsOf(words);
  if (/tok/.test(words)) return of('training-tokens', rate);
  return /sample|sequence|seq\b/.test(words) ? of('training-sequences', rate) : null;
}

function inferenceUnit({ kind, unit }: BenchmarkRow): MeasuredIn | null {
  const words = unit.toLowerCase();
  const perAccelerator = /\/\s?(gpu|chip|device)|per (gpu|chip|device)/.test(words);
  const of = (metric: BenchmarkMetric, scale: number): MeasuredIn => ({ metric, scale, perAccelerator });
  const seconds = /\bms\b|millisecond/.test(words)
    ? 1e3
    : /\bus\b|µs|microsecond/.test(words)
      ? 1e6
      : /^s\b|^seconds?\b|^sec\b/.test(words)
        ? 1
        : null;
  if (seconds !== null) {
    if (kind === 'inference-ttft' || /first|ttft|prefill|prompt/.test(words))
      return of('first-token', seconds);
    if (kind === 'inference-tpot' || /tok|tpot|itl|step/.test(words)) return of('per-token', seconds);
    return of('latency', seconds);
  }
  const rate = (THOUSANDS.find(([pattern]) => pattern.test(unit))?.[1] ?? 1) * secondsOf(words);
  if (/tok|\btps\b/.test(words)) {
    if (/user|\/req|stream|per sequence/.test(words)) return of('user-tokens', rate);
    if (/total|input\s?\+|in\+out|all tok|processed/.test(words)) return of('all-tokens', rate);
    if (/input|prompt|prefill/.test(words)) return of('input-tokens', rate);
    return of('output-tokens', rate);
  }
  return /req|quer|sample|text|sentence|prompt|sequence|inference|qps|image/.test(words)
    ? of('requests', rate)
    : null;
}
