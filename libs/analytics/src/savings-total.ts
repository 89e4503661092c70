import { AGREED_STATUSES } from '@app/synthesis';
import type { SavingStatistic } from './statistics';

/** USD a month with its range; null where no recommendation names a known saving. */
export interface SavingSum {
  readonly usdPerMonth: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Recommendations in the sum. */
  readonly recommendations: number;
}

/** What was found, what of it was agreed to, and what came of that. */
export interface SavingsTotal {
  readonly found: SavingSum;
  readonly accepted: SavingSum;
  /** Saved in fact, as people told it: those measured by actuals as well, if somebody told of them. It has no range. */
  readonly told: { readonly usdPerMonth: number | null; readonly recommendations: number };
}

/** Adds up the savings by status: found are all, accepted those that are accepted or done. */
export function savingsTotal(rows: readonly SavingStatistic[]): SavingsTotal {
  const told = rows.reduce((total, row) => total + row.withRealised, 0);
  const usdPerMonth = rows.reduce((total, row) => total + row.realisedUsdPerMonth, 0);
  return {
    found: sum(rows),
    accepted: sum(rows.filter(({ status }) => AGREED_STATUSES.includes(status))),
    told: { usdPerMonth: told === 0 ? null : usdPerMonth, recommendations: told },
  };
}

function sum(rows: readonly SavingStatistic[]): SavingSum {
  const of = (pick: (row: SavingStatistic) => number): number =>
    rows.reduce((total, row) => total + pick(row), 0);
  const recommendations = of((row) => row.withSaving);
  if (recommendations === 0) return { usdPerMonth: null, low: null, high: null, recommendations };
  return {
    usdPerMonth: of((row) => row.usdPerMonth),
    low: of((row) => row.low),
    high: of((row) => row.high),
    recommendations,
  };
}
