import { z } from 'zod';
import type { Catalog } from '../catalog';
import type { OwnInstancePrice } from '../overrides/instance-price.row';
import type { Purchase } from '../rows/instance.row';
import { badImport } from './importers.errors';
import { ImportedInstances } from './imported-instances';

const itemSchema = z.looseObject({
  currencyCode: z.string(),
  retailPrice: z.number(),
  armRegionName: z.string().default(''),
  armSkuName: z.string().default(''),
  productName: z.string().default(''),
  skuName: z.string().default(''),
  meterName: z.string().default(''),
  unitOfMeasure: z.string().default(''),
  type: z.string().default(''),
  reservationTerm: z.string().optional(),
});
const pageSchema = z.looseObject({
  Items: z.array(itemSchema),
  NextPageLink: z.string().nullish(),
});

type Item = z.infer<typeof itemSchema>;

/** A reservation is priced for its whole term; hours of a year as the price calculator counts them. */
const HOURS_OF_TERM: Readonly<Record<string, { readonly purchase: Purchase; readonly hours: number }>> = {
  '1 Year': { purchase: 'commit-1y', hours: 8_760 },
  '3 Years': { purchase: 'commit-3y', hours: 26_280 },
};

/**
 * Reads pages of the Azure Retail Prices API
 * (https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices). Taken are virtual machines
 * without Windows, on demand, spot and reserved, of instance types that the catalog knows.
 */
export class AzureRetailPrices {
  private readonly instances: ImportedInstances;

  constructor(catalog: Catalog) {
    this.instances = new ImportedInstances('azure', catalog);
  }

  /** Takes a page and gives the address of the next one, or null. @throws import.bad-format */
  page(value: unknown): string | null {
    const parsed = pageSchema.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw badImport('a page of Azure retail prices', `${issue?.path.join('.')}: ${issue?.message}`);
    }
    for (const item of parsed.data.Items) this.take(item);
    return parsed.data.NextPageLink || null;
  }

  /** The rows of an `instance-prices` file. */
  end(url: string, today: string): OwnInstancePrice[] {
    return this.instances.rows({ url, date: today });
  }

  private take(item: Item): void {
    const isOther = /windows|cloud ?services|dedicated host/i.test(item.productName);
    const isLowPriority = /low priority/i.test(`${item.skuName} ${item.meterName}`);
    if (item.currencyCode !== 'USD' || isOther || isLowPriority) return;
    const price = priceOf(item);
    if (price !== null) this.instances.note(item.armSkuName, item.armRegionName, price.purchase, price.usd);
  }
}

function priceOf(item: Item): { readonly purchase: Purchase; readonly usd: number } | null {
  if (item.type === 'Reservation') {
    const term = HOURS_OF_TERM[item.reservationTerm ?? ''];
    return term ? { purchase: term.purchase, usd: item.retailPrice / term.hours } : null;
  }
  if (item.type !== 'Consumption' || item.unitOfMeasure !== '1 Hour') return null;
  const isSpot = /spot/i.test(`${item.skuName} ${item.meterName}`);
  return { purchase: isSpot ? 'spot' : 'on-demand', usd: item.retailPrice };
}
