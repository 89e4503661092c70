import type { BenchmarkRow } from '@app/catalog';
import { unitWords, type UnitWords } from './benchmark-unit';

/** What a measurement counts, told from its kind and its unit. */
export type BenchmarkMetric =
  | 'output-tokens'
  /** Of a model that answers the output tokens, of one that embeds the input tokens. */
  | 'tokens'
  | 'all-tokens'
  | 'input-tokens'
  /** Input tokens a second while prompts are computed, answers left out. */
  | 'prefill-tokens'
  | 'requests'
  /** What an embedding model reads. */
  | 'embedded-tokens'
  | 'texts'
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

const HOUR = 3600;

export interface MeasuredIn {
  readonly metric: BenchmarkMetric;
  /** A prediction in SI units (per second, seconds, FLOP/s, hours, share) times this is in the row's unit. */
  readonly scale: number;
  /** The value is per accelerator, whatever the row's scope says: shares and rates that are only stated so. */
  readonly perAccelerator: boolean;
}

/** What a row counts and in which unit, or why that is not understood. */
export function measuredIn(row: BenchmarkRow): MeasuredIn | string {
  const unit = unitWords(row.unit);
  const isTraining = row.kind.startsWith('training');
  const found = unit === null ? null : isTraining ? trainingUnit(unit, row) : inferenceUnit(unit, row);
  if (found !== null) return found;
  return `the unit ${row.unit} of ${row.kind} is not one that is predicted: expected ${isTraining ? EXPECTED.training : EXPECTED[row.kind]}`;
}

const TIMES = 'ms or s';
const EXPECTED: Readonly<Record<string, string>> = {
  training: 'tokens/s, tokens/s/GPU, sequences/s, TFLOP/s/GPU, % MFU, GPU hours or days',
  'inference-throughput': 'tokens/s, requests/s, tokens/s/GPU or tokens/s/user',
  'inference-ttft': TIMES,
  'inference-tpot': `${TIMES} per output token, or tokens/s/user`,
  'inference-latency': `${TIMES} of a request`,
};

function trainingUnit(unit: UnitWords, { value }: BenchmarkRow): MeasuredIn | null {
  const { words, thousands, perSeconds, perAccelerator } = unit;
  const of = (metric: BenchmarkMetric, scale: number, each = perAccelerator): MeasuredIn => ({
    metric,
    scale,
    perAccelerator: each,
  });
  const isRate = /tok|sample|seq/.test(words);
  if (!isRate && perSeconds === null && /\b(min|h|hr|gpuh|day|hour)/.test(words)) {
    const isOfChips = /gpus?[- ]?(hour|day|hr|h\b|min)/.test(words);
    const hours = /gpuh/.test(words) ? 1 : (unit.seconds ?? NaN) / HOUR;
    return of(isOfChips ? 'accelerator-hours' : 'duration', thousands / hours, false);
  }
  if (/\bmfu\b|\b(model|flops?) utili[sz]ation/.test(words)) {
    return of('training-mfu', words.includes('%') || value > 1 ? 100 : 1, true);
  }
  if (/pflop/.test(words)) return of('training-flops', 1e-15);
  if (/tflop/.test(words)) return of('training-flops', 1e-12);
  if (perSeconds === null) return null;
  // Only serving has prompts, answers and users.
  if (/output|generat|decod|completion|input|prompt|prefill|user|stream|req|quer/.test(words)) return null;
  const rate = thousands * perSeconds;
  if (/tok/.test(words)) return of('training-tokens', rate);
  return /sample|seq/.test(words) ? of('training-sequences', rate) : null;
}

function inferenceUnit(unit: UnitWords, { kind }: BenchmarkRow): MeasuredIn | null {
  const { words, perAccelerator, thousands, perSeconds, seconds } = unit;
  if (seconds !== null) return perAccelerator ? null : timeUnit(unit, kind);
  if (perSeconds === null) return null;
  const of = (metric: BenchmarkMetric): MeasuredIn => ({
    metric,
    scale: thousands * perSeconds,
    perAccelerator,
  });
  const isOfTokens = /tok|\btps\b/.test(words);
  if (isOfTokens && /user|stream|(\/\s?|\bper )(req|seq)/.test(words)) {
    return kind === 'inference-ttft' ? null : of('user-tokens');
  }
  // A rate is no answer to the question how long something takes.
  if (kind !== 'inference-throughput') return null;
  if (isOfTokens) {
    if (/embedding/.test(words)) return of('embedded-tokens');
    if (/total|input\s?\+|input and|in\s?\+\s?out|\ball\b|processed|combined/.test(words))
      return of('all-tokens');
    if (/prefill/.test(words)) return of('prefill-tokens');
    if (/input|prompt/.test(words)) return of('input-tokens');
    return of(/output|generat|decod|new|completion/.test(words) ? 'output-tokens' : 'tokens');
  }
  if (/text|sentence|passage|document|embedding/.test(words)) return of('texts');
  return /req|quer|sample|prompt|seq|inference|[qr]ps/.test(words) ? of('requests') : null;
}

function timeUnit({ words, seconds }: UnitWords, kind: BenchmarkRow['kind']): MeasuredIn | null {
  const of = (metric: BenchmarkMetric): MeasuredIn => ({
    metric,
    scale: 1 / (seconds ?? NaN),
    perAccelerator: false,
  });
  if (/total|input|gpu|\ball\b/.test(words)) return null;
  const isFirst = /first|ttft|prefill/.test(words);
  const isOfToken = !isFirst && /tok|tpot|itl|step|inter/.test(words);
  const isOfRequest = !isFirst && !isOfToken && /req|quer|sample|end|e2e/.test(words);
  if (kind === 'inference-ttft') return isOfToken || isOfRequest ? null : of('first-token');
  if (kind === 'inference-tpot') return isFirst || isOfRequest ? null : of('per-token');
  if (isFirst) return of('first-token');
  if (isOfToken) return of('per-token');
  if (isOfRequest || /latency/.test(words)) return of('latency');
  return kind === 'inference-latency' ? of('latency') : null;
}
