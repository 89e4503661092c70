import type { Purchase } from '@app/catalog';
import { InvariantError, type Figure } from '@app/kernel';
import type { ServingSizing } from '@app/sizing';
import type { ApiPricing, ApiTraffic } from './api-price';
import type { PricedOption } from './serving-price';

/** How the load grows: a share a month (0.05 is 5 %), with the answer or assumption it came from. */
export interface Growth {
  readonly perMonth: number;
  readonly refs: readonly string[];
}

/** The cost over 36 months. `months` are months 1, 12, 24 and 36. */
export interface TotalCost {
  readonly total: Figure;
  readonly months: ReadonlyArray<{ readonly month: number; readonly cost: Figure }>;
  readonly figures: readonly Figure[];
}

/** 36 months of rented hardware at today's prices: the fleet is sized anew for each month's load. */
export function totalCostOfServing(
  sizing: ServingSizing,
  option: PricedOption,
  purchase: Purchase,
  growth: Growth,
): TotalCost {
  throw new InvariantError(`${sizing.workloadId} ${option.id} ${purchase} ${growth.perMonth}`);
}

/** 36 months of an API, with the price changes that its provider has announced, from the month of `asOf`. */
export function totalCostOfApi(
  api: ApiPricing,
  traffic: ApiTraffic,
  growth: Growth,
  asOf: string,
): TotalCost {
  throw new InvariantError(`${api.rowId} ${traffic.workloadId} ${growth.perMonth} ${asOf}`);
}
