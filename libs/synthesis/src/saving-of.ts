import type { MonthlyAmount } from './money-per-month';
import { monthlyAmount } from './money-per-month';
import type { Recommendation } from './synthesis-result';

/**
 * What a recommendation saves in USD a month: the sum of its saving figures that are known, ends of their ranges added
 * up likewise. Null where none is known.
 */
export function savingOf({ cost, figures }: Pick<Recommendation, 'cost' | 'figures'>): MonthlyAmount | null {
  const amounts = cost.savingIds.flatMap(
    (id) => monthlyAmount(figures.find((entry) => entry.id === id)) ?? [],
  );
  if (amounts.length === 0) return null;
  const sum = (pick: (amount: MonthlyAmount) => number): number =>
    amounts.reduce((total, amount) => total + pick(amount), 0);
  return {
    usdPerMonth: sum((amount) => amount.usdPerMonth),
    low: sum((amount) => amount.low),
    high: sum((amount) => amount.high),
  };
}
