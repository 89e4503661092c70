import type { ManagedServiceRow } from '@app/catalog';

/** GB in a TB of a price list. */
const GB_PER_TB = 1000;

/**
 * USD for an amount in the unit of the row, tier by tier: each tier's price holds for the part of the amount that lies
 * in it. A row without tiers has one price.
 */
export function tieredCost(row: Pick<ManagedServiceRow, 'priceUSD' | 'tiers'>, amount: number): number {
  let from = 0;
  let cost = 0;
  let last = row.priceUSD;
  for (const tier of row.tiers ?? []) {
    const to = 'upToTB' in tier ? scaled(tier.upToTB) : (tier.upToMiB ?? Infinity);
    cost += Math.max(0, Math.min(amount, to) - from) * tier.priceUSD;
    from = Math.max(from, to);
    last = tier.priceUSD;
  }
  // Beyond the last tier that is listed its price goes on.
  return cost + (from === Infinity ? 0 : Math.max(0, amount - from) * last);
}

function scaled(upToTB: number | null): number {
  return upToTB === null ? Infinity : upToTB * GB_PER_TB;
}
