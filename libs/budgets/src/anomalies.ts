import type { CostCategory } from '@app/pricing';
import type { ActualAmount } from './budget';

/** An amount that does not fit what came before it. */
export interface Anomaly {
  readonly date: string;
  readonly category: CostCategory;
  readonly usd: number;
  /** Median of the amounts that it was held against, USD. */
  readonly expectedUsd: number;
  /** Distance from the median in robust standard deviations. */
  readonly score: number;
  readonly direction: 'above' | 'below';
  /** One sentence: what was expected, from which days, and how far off it is. */
  readonly reason: string;
}

/** Beyond this distance an amount counts as an outlier (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993). */
const OUTLIER = 3.5;
/** A median absolute deviation times this is the standard deviation of a normal distribution. */
const NORMAL = 1.4826;
/** Steady costs hardly vary: below this share of the median a departure is not worth a look. */
const LEAST_SPREAD_SHARE = 0.05;
const LEAST_SPREAD_USD = 1;
const SAME_WEEKDAYS = 8;
const DAYS_BEFORE = 28;
const FEWEST_WEEKDAYS = 4;
/** Amounts before one that are looked at: eight weeks of days, with room for days without any. */
const LOOKED_BACK = 70;
const MONTHS_BEFORE = 12;
const FEWEST_MONTHS = 4;

/**
 * Amounts that depart from what came before: a day is held against the same weekday of up to eight weeks before or,
 * where there are fewer than four of these, against the working days (or days at weekends) of the 28 days before; a
 * month against up to twelve months before. The measure is robust: |x - median| / (1.4826 x MAD), so that earlier
 * outliers do not hide later ones. Nothing is drawn at random; the same amounts give the same anomalies.
 */
export function anomaliesOf(amounts: readonly ActualAmount[]): Anomaly[] {
  const series = new Map<string, ActualAmount[]>();
  for (const amount of amounts) {
    const key = `${amount.category}|${amount.date.length}`;
    const entries = series.get(key);
    if (entries) entries.push(amount);
    else series.set(key, [amount]);
  }
  const found = [...series.values()].flatMap((entries) => {
    const sorted = [...entries].sort((a, b) => (a.date < b.date ? -1 : 1));
    return sorted.flatMap(
      (amount, index) => judged(amount, sorted.slice(Math.max(0, index - LOOKED_BACK), index)) ?? [],
    );
  });
  return found.sort((a, b) =>
    a.date === b.date ? (a.category < b.category ? -1 : 1) : a.date < b.date ? 1 : -1,
  );
}

function judged(amount: ActualAmount, before: readonly ActualAmount[]): Anomaly | null {
  const basis = amount.date.length === 7 ? monthBasis(before) : dayBasis(amount, before);
  if (!basis) return null;
  const expectedUsd = median(basis.usd);
  const deviation = median(basis.usd.map((usd) => Math.abs(usd - expectedUsd))) * NORMAL;
  const spread = Math.max(deviation, Math.abs(expectedUsd) * LEAST_SPREAD_SHARE, LEAST_SPREAD_USD);
  const score = Math.abs(amount.usd - expectedUsd) / spread;
  if (score <= OUTLIER) return null;
  const direction = amount.usd > expectedUsd ? 'above' : 'below';
  const rounded = (usd: number): string => usd.toFixed(2);
  return {
    ...amount,
    expectedUsd,
    score: Math.round(score * 100) / 100,
    direction,
    reason: `${rounded(amount.usd)} USD is ${direction} the ${rounded(expectedUsd)} USD that ${basis.words} came to at the median, by ${score.toFixed(1)} robust standard deviations (limit ${OUTLIER}).`,
  };
}

interface Basis {
  readonly usd: readonly number[];
  readonly words: string;
}

function dayBasis({ date }: ActualAmount, before: readonly ActualAmount[]): Basis | null {
  const weekday = weekdayOf(date);
  const same = before.filter((other) => weekdayOf(other.date) === weekday).slice(-SAME_WEEKDAYS);
  if (same.length >= FEWEST_WEEKDAYS)
    return { usd: same.map(({ usd }) => usd), words: `the same weekday of the ${same.length} weeks before` };
  const kind = isWeekend(weekday);
  const recent = before.slice(-DAYS_BEFORE).filter((other) => isWeekend(weekdayOf(other.date)) === kind);
  if (recent.length < FEWEST_WEEKDAYS) return null;
  const words = `the ${recent.length} ${kind ? 'days at weekends' : 'working days'} before`;
  return { usd: recent.map(({ usd }) => usd), words };
}

function monthBasis(before: readonly ActualAmount[]): Basis | null {
  const recent = before.slice(-MONTHS_BEFORE);
  if (recent.length < FEWEST_MONTHS) return null;
  return { usd: recent.map(({ usd }) => usd), words: `the ${recent.length} months before` };
}

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

function isWeekend(weekday: number): boolean {
  return weekday === 0 || weekday === 6;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
