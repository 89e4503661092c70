import type { Figure } from '@app/kernel';

/** Factors that make an amount per unit of time one per month of 730 hours; other units are no such amounts. */
const MONTHS: Readonly<Record<string, number>> = {
  'USD/h': 730,
  'USD/hour': 730,
  'USD/day': 730 / 24,
  'USD/month': 1,
  'USD/year': 1 / 12,
};

/** An amount in USD a month; `low` and `high` are the value where the figure has no range. */
export interface MonthlyAmount {
  readonly usdPerMonth: number;
  readonly low: number;
  readonly high: number;
}

/** A figure in USD a month; null where it is unknown, or no amount of money per time. */
export function monthlyAmount(entry: Figure | undefined): MonthlyAmount | null {
  const factor = entry && MONTHS[entry.unit];
  if (entry?.value == null || factor === undefined) return null;
  const { value } = entry;
  const times = (amount: number | null): number => (amount ?? value) * factor;
  return { usdPerMonth: value * factor, low: times(entry.low), high: times(entry.high) };
}
