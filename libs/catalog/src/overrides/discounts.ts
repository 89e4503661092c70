import type { Source } from '@app/kernel';
import type { ApiPriceRow } from '../rows/api-price.row';
import { PURCHASES, type InstanceRow, type Purchase } from '../rows/instance.row';
import type { ManagedServiceRow } from '../rows/managed-service.row';
import { COMPUTE, MODEL_API, type Discount } from './discount.row';
import type { OverrideFile } from './override-file';
import { ownSource } from './own-source';
import { PRICE_FIELDS } from './own-rows';

/** A discount with the file it stands in. */
export interface GivenDiscount {
  readonly discount: Discount;
  readonly file: Pick<OverrideFile, 'name' | 'asOf' | 'confidence'>;
}

const WITHOUT_SPOT: readonly Purchase[] = ['on-demand', 'commit-1y', 'commit-3y'];

/** Whether a discount is on this instance, whatever way of buying. */
export function coversInstance({ provider, service, instanceFamily, regions }: Discount, row: InstanceRow) {
  return (
    sameName(provider, row.provider) &&
    (service === undefined || sameName(service, COMPUTE)) &&
    (instanceFamily === undefined || isOfFamily(row.instanceType, instanceFamily)) &&
    (regions === undefined || regions.includes(row.region))
  );
}

export function coversApi({ provider, service, instanceFamily }: Discount, row: ApiPriceRow): boolean {
  return (
    sameName(provider, row.provider) &&
    instanceFamily === undefined &&
    (service === undefined || sameName(service, MODEL_API))
  );
}

export function coversService(discount: Discount, row: ManagedServiceRow): boolean {
  const { provider, service, instanceFamily, regions } = discount;
  return (
    sameName(provider, row.provider) &&
    instanceFamily === undefined &&
    (service === undefined || sameName(service, row.service) || sameName(service, row.category)) &&
    (regions === undefined || regions.includes(row.region))
  );
}

/**
 * The list prices of an instance less the discount on each. The most specific discount stands, alone: one on a family
 * before one on a service before one on a provider, one for regions before one for all, the later before the earlier.
 */
export function discountedInstance(row: InstanceRow, discounts: readonly GivenDiscount[]): InstanceRow {
  const covering = discounts.filter(({ discount }) => coversInstance(discount, row));
  const changes = PURCHASES.flatMap((purchase) => {
    const field = PRICE_FIELDS[purchase];
    const list = row[field];
    const given = mostSpecific(
      covering.filter(({ discount }) => (discount.purchases ?? WITHOUT_SPOT).includes(purchase)),
    );
    if (list === null || given === null) return [];
    const { percent } = given.discount;
    const listSource = purchase === 'commit-3y' ? (row.commit3ySource ?? row.source) : row.source;
    const term = {
      sources: [listSource, discountSource(given)],
      formula: `list price ${list} USD/h x (1 - ${percent} / 100)${untilOf(given)}`,
    };
    return [{ purchase, field, value: less(list, percent), term }];
  });
  if (changes.length === 0) return row;
  const { usdPerAcceleratorHour: _, ...rest } = row;
  return {
    ...rest,
    ...Object.fromEntries(changes.map(({ field, value }) => [field, value])),
    ownPrices: {
      ...row.ownPrices,
      ...Object.fromEntries(changes.map(({ purchase, term }) => [purchase, term])),
    },
  };
}

export function discountedApi(row: ApiPriceRow, discounts: readonly GivenDiscount[]): ApiPriceRow {
  const given = mostSpecific(discounts.filter(({ discount }) => coversApi(discount, row)));
  if (given === null) return row;
  const cut = <Value extends number | null>(value: Value): Value =>
    (value === null ? null : less(value, given.discount.percent)) as Value;
  const tier = (steps: ReadonlyArray<{ aboveTokens: number; usdPerMTok: number }>) =>
    steps.map((step) => ({ ...step, usdPerMTok: cut(step.usdPerMTok) }));
  const { longContextTiers: tiers } = row;
  return {
    ...row,
    inputUSDPerMTok: cut(row.inputUSDPerMTok),
    outputUSDPerMTok: cut(row.outputUSDPerMTok),
    cachedInputUSDPerMTok: cut(row.cachedInputUSDPerMTok),
    cacheWriteUSDPerMTok: cut(row.cacheWriteUSDPerMTok),
    longContextTiers: tiers && {
      input_mtok: tier(tiers.input_mtok),
      output_mtok: tier(tiers.output_mtok),
      cache_read_mtok: tier(tiers.cache_read_mtok),
      cache_write_mtok: tiers.cache_write_mtok && tier(tiers.cache_write_mtok),
    },
    priceSchedule: row.priceSchedule?.map((step) => ({
      ...step,
      inputUSDPerMTok: cut(step.inputUSDPerMTok),
      outputUSDPerMTok: cut(step.outputUSDPerMTok),
    })),
    source: reduced(row.source, given),
  };
}

export function discountedService(
  row: ManagedServiceRow,
  discounts: readonly GivenDiscount[],
): ManagedServiceRow {
  const given = mostSpecific(discounts.filter(({ discount }) => coversService(discount, row)));
  if (given === null) return row;
  const { percent } = given.discount;
  return {
    ...row,
    priceUSD: less(row.priceUSD, percent),
    tiers: row.tiers?.map((tier) => ({
      ...tier,
      priceUSD: less(tier.priceUSD, percent),
    })),
    source: reduced(row.source, given),
  };
}

/** `p5` begins `p5.48xlarge` and not `p5e.48xlarge`; `Standard_ND` begins `Standard_ND96isr_H100_v5`. */
function isOfFamily(instanceType: string, family: string): boolean {
  if (!instanceType.startsWith(family)) return false;
  const next = instanceType.slice(family.length, family.length + 1);
  if (next === '' || /[^a-zA-Z0-9]/.test(next)) return true;
  const last = family.slice(-1);
  return /[a-zA-Z]/.test(last) ? /\d/.test(next) : !/[a-zA-Z0-9]/.test(last);
}

function mostSpecific(discounts: readonly GivenDiscount[]): GivenDiscount | null {
  return discounts.reduce<GivenDiscount | null>(
    (best, one) => (best !== null && weight(best.discount) > weight(one.discount) ? best : one),
    null,
  );
}

function weight({ instanceFamily, service, regions }: Discount): number {
  return (
    (instanceFamily === undefined ? 0 : 4) + (service === undefined ? 0 : 2) + (regions === undefined ? 0 : 1)
  );
}

function discountSource({ discount, file }: GivenDiscount): Source {
  const what = `${discount.percent} % discount of ${discount.provider}`;
  return ownSource(`${what}${untilOf({ discount })}`, discount, file);
}

/** The day after which the list price stands again: costs of months beyond it are too low. */
function untilOf({ discount: { validTo } }: Pick<GivenDiscount, 'discount'>): string {
  return validTo === undefined ? '' : ` until ${validTo}`;
}

/** The citation of a list price that was reduced: the day and the address are the list's. */
function reduced(source: Source, { discount, file }: GivenDiscount): Source {
  return {
    ...source,
    title: `${source.title}, less ${discount.percent} %${untilOf({ discount })} by your own file "${file.name}" of ${file.asOf}`,
  };
}

/** Rounded to a billionth of a dollar, so that no digits of binary arithmetic show. */
function less(list: number, percent: number): number {
  return Number((list * (1 - percent / 100)).toFixed(9));
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
