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
/** Days back in which the same weekday is looked for, and in which days of its kind are. */
const WEEKDAYS_WITHIN = 56;
const DAYS_WITHIN = 28;
const MONTHS_WITHIN = 12;
const FEWEST = 4;

/** An amount with its place in time, counted in days or, of whole months, in months. */
interface Placed {
  readonly amount: ActualAmount;
  readonly place: number;
  /** 0 is Sunday; of a whole month 0. */
  readonly weekday: number;
}

/**
 * Amounts that depart from what came before: a day is held against the same weekday of up to eight weeks before or,
 * where there are fewer than four of these, against the working days (or days at weekends) of the 28 days before; a
 * month against up to twelve months before. The measure is robust: |x - median| / (1.4826 x MAD), so that earlier
 * outliers do not hide later ones. Nothing is drawn at random; the same amounts give the same anomalies. Newest first.
 */
export function anomaliesOf(amounts: readonly ActualAmount[]): Anomaly[] {
  return newestFirst(seriesOf(amounts).flatMap((series) => anomaliesIn(series)));
}

/** The amounts of each category, days apart from whole months: what is judged by itself. */
export function seriesOf(amounts: readonly ActualAmount[]): ActualAmount[][] {
  const series = new Map<string, ActualAmount[]>();
  for (const amount of amounts) {
    const key = `${amount.category}|${amount.date.length}`;
    const entries = series.get(key);
    if (entries) entries.push(amount);
    else series.set(key, [amount]);
  }
  return [...series.values()];
}

export function anomaliesIn(series: readonly ActualAmount[]): Anomaly[] {
  const placed = series.map(placedIn).sort((a, b) => a.place - b.place);
  return placed.flatMap((_, index) => judged(placed, index) ?? []);
}

export function newestFirst(anomalies: readonly Anomaly[]): Anomaly[] {
  return [...anomalies].sort((a, b) =>
    a.date === b.date ? (a.category < b.category ? -1 : 1) : a.date < b.date ? 1 : -1,
  );
}

const MS_PER_DAY = 86_400_000;

function placedIn(amount: ActualAmount): Placed {
  const [year = 0, month = 1, day] = amount.date.split('-').map(Number);
  if (day === undefined) return { amount, place: year * 12 + month, weekday: 0 };
  const place = Date.UTC(year, month - 1, day) / MS_PER_DAY;
  // The first day of 1970 was a Thursday.
  return { amount, place, weekday: (((place + 4) % 7) + 7) % 7 };
}

function judged(series: readonly Placed[], index: number): Anomaly | null {
  const { amount } = series[index] as Placed;
  const basis = amount.date.length === 7 ? monthBasis(series, index) : dayBasis(series, index);
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

/** The amounts before one that lie within so many days or months of it and are like it. */
function before(
  series: readonly Placed[],
  index: number,
  within: number,
  like: (other: Placed, one: Placed) => boolean,
): number[] {
  const one = series[index] as Placed;
  const found: number[] = [];
  for (let i = index - 1; i >= 0; i--) {
    const other = series[i] as Placed;
    if (one.place - other.place > within) break;
    if (like(other, one)) found.push(other.amount.usd);
  }
  return found;
}

function dayBasis(series: readonly Placed[], index: number): Basis | null {
  const same = before(series, index, WEEKDAYS_WITHIN, (other, one) => other.weekday === one.weekday);
  if (same.length >= FEWEST)
    return { usd: same, words: `the same weekday of the ${same.length} weeks before` };
  const kind = isWeekend((series[index] as Placed).weekday);
  const recent = before(series, index, DAYS_WITHIN, (other) => isWeekend(other.weekday) === kind);
  if (recent.length < FEWEST) return null;
  return { usd: recent, words: `the ${recent.length} ${kind ? 'days at weekends' : 'working days'} before` };
}

function monthBasis(series: readonly Placed[], index: number): Basis | null {
  const recent = before(series, index, MONTHS_WITHIN, () => true);
  if (recent.length < FEWEST) return null;
  return { usd: recent, words: `the ${recent.length} months before` };
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
