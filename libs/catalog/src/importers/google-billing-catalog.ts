import { z } from 'zod';
import type { Catalog } from '../catalog';
import type { OwnInstancePrice } from '../overrides/instance-price.row';
import type { InstanceRow, Purchase } from '../rows/instance.row';
import { type MachinePart, partOfSku, recipeOf } from './google-machine-parts';
import { badImport } from './importers.errors';
import { ImportedInstances, type ImportSource } from './imported-instances';

const skuSchema = z.looseObject({
  skuId: z.string().default('without an id'),
  description: z.string(),
  category: z.looseObject({ usageType: z.string().default('') }).default({ usageType: '' }),
  serviceRegions: z.array(z.string()).default([]),
  pricingInfo: z.unknown(),
});
const pageSchema = z.looseObject({ skus: z.array(skuSchema), nextPageToken: z.string().nullish() });

/** Without a range of time the list names the latest price alone. */
const pricingSchema = z
  .array(
    z.looseObject({
      pricingExpression: z.looseObject({
        usageUnit: z.string(),
        tieredRates: z
          .array(
            z.looseObject({
              unitPrice: z.looseObject({
                currencyCode: z.string(),
                // A whole number of 64 bits, as text; 0 is left out.
                units: z.union([z.string(), z.number()]).default('0'),
                nanos: z.number().default(0),
              }),
            }),
          )
          .length(1),
      }),
    }),
  )
  .length(1);

type Sku = z.infer<typeof skuSchema>;

const PURCHASES: readonly Purchase[] = ['on-demand', 'commit-1y', 'commit-3y', 'spot'];
const NANO = 1e-9;

/** Prices of machines of one region, and of which machines nothing is known, with the reason. */
export interface GooglePrices {
  readonly rows: readonly OwnInstancePrice[];
  readonly unknown: readonly string[];
}

/**
 * Reads pages of the Cloud Billing Catalog API for Compute Engine
 * (https://docs.cloud.google.com/billing/v1/how-tos/catalog-api). It lists cores, memory and accelerators, no machines:
 * a machine has a price only where each of its parts has one, and the sum is
 * vCPU x core + GiB x memory + accelerators x accelerator.
 */
export class GoogleBillingCatalog {
  private readonly instances: ImportedInstances;
  /** USD of a unit of a part for an hour, or why it is not known. */
  private readonly parts = new Map<string, number | string>();

  constructor(
    catalog: Catalog,
    private readonly region: string,
  ) {
    this.instances = new ImportedInstances('gcp', catalog);
  }

  /** Takes a page and gives the token of the next one, or null. @throws import.bad-format */
  page(value: unknown): string | null {
    const parsed = pageSchema.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw badImport('a page of the Cloud Billing Catalog', `${issue?.path.join('.')}: ${issue?.message}`);
    }
    for (const sku of parsed.data.skus) this.take(sku);
    return parsed.data.nextPageToken || null;
  }

  end(source: ImportSource): GooglePrices {
    const unknown = [...this.instances.types].sort().flatMap((type) => this.assemble(type));
    return { rows: this.instances.rows(source), unknown };
  }

  private take(sku: Sku): void {
    if (!sku.serviceRegions.includes(this.region)) return;
    const found = partOfSku(sku.description, sku.category.usageType);
    if (found === null) return;
    const key = `${found.part}, ${found.purchase}`;
    const price = priceOf(sku, found.usageUnit);
    const before = this.parts.get(key);
    const isOther = before !== undefined && before !== price;
    this.parts.set(key, isOther ? `there are several prices of ${key}` : price);
  }

  /** Notes what each way of buying a machine costs, and gives those of which a part is missing. */
  private assemble(type: string): string[] {
    const row = this.instances.row(type) as InstanceRow;
    const recipe = recipeOf(type);
    if (typeof recipe === 'string') return [`${type}: ${recipe}`];
    const amounts: Readonly<Record<MachinePart, number | null>> = {
      core: row.vCPU,
      memory: row.memoryGiB,
      accelerator: row.acceleratorCount,
    };
    return PURCHASES.flatMap((purchase) => {
      let sum = 0;
      for (const [part, name] of Object.entries(recipe) as Array<[MachinePart, string]>) {
        const price = this.parts.get(`${name}, ${purchase}`) ?? `there is no price of ${name}`;
        const amount = amounts[part];
        if (typeof price === 'string') return [`${type}, ${purchase}: ${price}`];
        if (!amount) return [`${type}, ${purchase}: the catalog does not say how much of ${name} it has`];
        sum += amount * price;
      }
      this.instances.note(type, this.region, purchase, sum);
      return [];
    });
  }
}

function priceOf({ skuId, pricingInfo }: Sku, usageUnit: string): number | string {
  const parsed = pricingSchema.safeParse(pricingInfo);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `SKU ${skuId} has no single price: pricingInfo.${issue?.path.join('.')}: ${issue?.message}`;
  }
  const { pricingExpression } = parsed.data[0] as (typeof parsed.data)[number];
  const { unitPrice } = pricingExpression.tieredRates[0] as (typeof pricingExpression.tieredRates)[number];
  if (unitPrice.currencyCode !== 'USD') return `SKU ${skuId} is priced in ${unitPrice.currencyCode}`;
  if (pricingExpression.usageUnit !== usageUnit) {
    return `SKU ${skuId} is priced in ${pricingExpression.usageUnit}, expected ${usageUnit}`;
  }
  const price = Number(unitPrice.units) + unitPrice.nanos * NANO;
  return price > 0 && Number.isFinite(price) ? price : `SKU ${skuId} has the price ${price}`;
}
