import type { MonthlyCost } from '../agent-output';
import type { Workbench } from '../workbench';
import { priceOfPeople } from './price-people';
import type { PricedPlatform } from './price-platform';

/**
 * What the plan pays for all its workloads together, as far as its price is known: the platform around rented hardware,
 * and people where it was stated how many, how much of their time, and what they cost.
 */
export function sharedSpend(bench: Workbench, platform: PricedPlatform | null): MonthlyCost[] {
  const parts = [...(platform?.parts ?? []), { category: 'people' as const, monthly: priceOfPeople(bench) }];
  return parts
    .filter(({ monthly }) => monthly.value !== null)
    .map(({ category, monthly }) => ({ category, figureId: monthly.id }));
}
