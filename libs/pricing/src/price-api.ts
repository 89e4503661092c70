import type { ApiPriceRow } from '@app/catalog';
import { InvariantError } from '@app/kernel';
import type { ApiPricing, ApiTraffic } from './api-price';

/** The monthly price of a traffic on an API model, at the prices in force on `asOf` (ISO date). */
export function priceApi(traffic: ApiTraffic, row: ApiPriceRow, asOf: string): ApiPricing {
  throw new InvariantError(`${traffic.workloadId} ${row.id} ${asOf}`);
}
