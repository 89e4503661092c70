import { AGREED_STATUSES } from '@app/synthesis';
import type { SavingStatistic } from './statistics';

/** USD a month with its range. */
export interface SavingSum {
  readonly usdPerMonth: number;
  readonly low: number;
  readonly high: number;
  /** Recommendations in the sum. */
  readonly recommendations: number;
}

/** What was found, what of it was agreed to, and what came of that. */
export interface SavingsTotal {
  readonly found: SavingSum;
  readonly accepted: SavingSum;
  /** As people told it; it has no range. */
  readonly realised: { readonly usdPerMonth: number; readonly recommendations: number };
}

/** Adds up the savings by status: found are all, accepted those that are accepted or done. */
export function savingsTotal(rows: readonly SavingStatistic[]): SavingsTotal {
  return {
    found: sum(rows),
    accepted: sum(rows.filter(({ status }) => AGREED_STATUSES.includes(status))),
    realised: {
      usdPerMonth: rows.reduce((total, row) => total + row.realisedUsdPerMonth, 0),
      recommendations: rows.reduce((total, row) => total + row.withRealised, 0),
    },
  };
}

function sum(rows: readonly SavingStatistic[]): SavingSum {
  const of = (pick: (row: SavingStatistic) => number): number =>
    rows.reduce((total, row) => total + pick(row), 0);
  return {
    usdPerMonth: of((row) => row.usdPerMonth),
    low: of((row) => row.low),
    high: of((row) => row.high),
    recommendations: of((row) => row.withSaving),
  };
}
