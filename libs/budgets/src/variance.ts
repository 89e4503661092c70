import type { CostCategory } from '@app/pricing';
import type { ActualAmount, Budget } from './budget';
import { withoutDust } from './read-actuals';

/** One month and category: planned, spent, and how far apart. null is not known. */
export interface VarianceRow {
  readonly month: string;
  readonly category: CostCategory;
  readonly budgetUsd: number | null;
  /** null where no file says anything of that month and category. */
  readonly actualUsd: number | null;
  /** Spent over planned, USD. */
  readonly varianceUsd: number | null;
  readonly variancePercent: number | null;
}

/** A month over all categories, with what the attached forecast expected of it. */
export interface VarianceMonth {
  readonly month: string;
  readonly budgetUsd: number | null;
  readonly actualUsd: number | null;
  readonly varianceUsd: number | null;
  readonly variancePercent: number | null;
  readonly forecastP50Usd: number | null;
  readonly forecastP90Usd: number | null;
}

export interface Variance {
  readonly rows: readonly VarianceRow[];
  readonly months: readonly VarianceMonth[];
  /** Of the months that have both: a month without amounts is in neither sum. Null where there is no such month. */
  readonly toDate: Pick<VarianceMonth, 'budgetUsd' | 'actualUsd' | 'varianceUsd'>;
}

/** Planned against spent, by month and category and by month. */
export function varianceOf(
  budget: Pick<Budget, 'lines' | 'forecast'>,
  actuals: readonly ActualAmount[],
): Variance {
  const planned = sumsOf(budget.lines.map((line) => ({ date: line.month, ...line })));
  const spent = sumsOf(actuals);
  const keys = [...new Set([...planned.keys(), ...spent.keys()])].sort();
  const rows = keys.map((key): VarianceRow => {
    const [month = '', category] = key.split('|') as [string, CostCategory];
    return { month, category, ...compared(planned.get(key) ?? null, spent.get(key) ?? null) };
  });
  const months = monthsOf(rows, budget.forecast);
  const both = months.filter(({ budgetUsd, actualUsd }) => budgetUsd !== null && actualUsd !== null);
  const { variancePercent: _percent, ...toDate } = compared(
    total(both.map(({ budgetUsd }) => budgetUsd)),
    total(both.map(({ actualUsd }) => actualUsd)),
  );
  return { rows, months, toDate };
}

function monthsOf(rows: readonly VarianceRow[], forecast: Budget['forecast']): VarianceMonth[] {
  const expected = new Map((forecast?.months ?? []).map((month) => [month.month, month]));
  const names = [...new Set([...rows.map(({ month }) => month), ...expected.keys()])].sort();
  return names.map((month) => {
    const own = rows.filter((row) => row.month === month);
    return {
      month,
      ...compared(total(own.map(({ budgetUsd }) => budgetUsd)), total(own.map(({ actualUsd }) => actualUsd))),
      forecastP50Usd: expected.get(month)?.p50 ?? null,
      forecastP90Usd: expected.get(month)?.p90 ?? null,
    };
  });
}

function compared(budgetUsd: number | null, actualUsd: number | null) {
  const varianceUsd = budgetUsd === null || actualUsd === null ? null : withoutDust(actualUsd - budgetUsd);
  const variancePercent =
    varianceUsd === null || !budgetUsd ? null : Math.round((varianceUsd / budgetUsd) * 1e4) / 100;
  return { budgetUsd, actualUsd, varianceUsd, variancePercent };
}

/** The sum of what is known; null where nothing is. */
function total(values: ReadonlyArray<number | null>): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : withoutDust(known.reduce((sum, value) => sum + value, 0));
}

function sumsOf(
  amounts: ReadonlyArray<Pick<ActualAmount, 'date' | 'category' | 'usd'>>,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { date, category, usd } of amounts) {
    const key = `${date.slice(0, 7)}|${category}`;
    sums.set(key, withoutDust((sums.get(key) ?? 0) + usd));
  }
  return sums;
}
