import { type GrowthModel, type GrowthPoint, growthPath } from '@app/simulation';
import type { GrowthInput } from '../growth-input';

/**
 * The stated growth as the simulation reads it, from a checked input. `startMonth` is the month of the assessment, 1 for
 * January: only a season hangs on it.
 */
export function growthModelOf(growth: GrowthInput, startMonth: number): GrowthModel {
  const { kind, perMonth = 0, ceiling = 1, factors = [], steps = [], monthly = [] } = growth;
  switch (kind) {
    case 'exponential':
    case 'linear':
      return { kind, perMonth };
    case 'logistic':
      return { kind, perMonth, ceiling };
    case 'seasonal':
      return { kind, perMonth, factors, startMonth };
    case 'step':
      return { kind, steps };
    case 'actuals':
      return { kind, monthly };
  }
}

/** The same growth a month, as a share, that leads to where the stated one leads after so many months. */
export function meanGrowth(
  growth: GrowthInput,
  months: number,
): Pick<GrowthPoint, 'low' | 'high'> & { value: number } {
  // After whole years every season is back where it was: any start gives the same.
  const { factor, low, high } = growthPath(growthModelOf(growth, 1), months).at(-1) as GrowthPoint;
  const monthly = (over: number): number => over ** (1 / months) - 1;
  return {
    value: monthly(factor),
    low: low === null ? null : monthly(low),
    high: high === null ? null : monthly(high),
  };
}
