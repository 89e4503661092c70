import { type Catalog, type InstanceRow, type Purchase, PURCHASES, staleness } from '@app/catalog';
import { type ChipPower, chipPower } from '@app/carbon';
import type { Precision } from '@app/sizing';
import type { SearchLimits } from './search-need';

/** Facts of the catalog that many options share, each looked up once. */
export class CatalogFacts {
  private readonly sites = new Map<string, number>();
  private readonly power = new Map<string, ChipPower | null>();
  private readonly regionsOfType = new Map<string, Set<string>>();
  private readonly placesOfChip = new Map<string, Set<string>>();
  private readonly sellersOfChip = new Map<string, Set<string>>();

  constructor(
    readonly catalog: Catalog,
    readonly rows: readonly InstanceRow[],
    limits: SearchLimits,
    private readonly asOf: string,
  ) {
    for (const row of rows) {
      const chip = row.acceleratorId ?? '';
      addTo(this.sellersOfChip, chip, row.provider);
      if (placeObstacle(row, limits) !== null) continue;
      addTo(this.regionsOfType, `${row.provider}/${row.instanceType}`, row.region);
      addTo(this.placesOfChip, chip, `${row.provider}/${row.region}`);
    }
  }

  /** Other regions within the limits that list the same instance type. */
  otherRegions(row: InstanceRow): number {
    return Math.max(0, (this.regionsOfType.get(`${row.provider}/${row.instanceType}`)?.size ?? 0) - 1);
  }

  places(row: InstanceRow): number {
    return this.placesOfChip.get(row.acceleratorId ?? '')?.size ?? 0;
  }

  sellers(row: InstanceRow): number {
    return this.sellersOfChip.get(row.acceleratorId ?? '')?.size ?? 0;
  }

  /** PUE x gCO2e/kWh of the region; NaN where nobody sourced them. */
  grid(row: InstanceRow): number {
    const key = `${row.provider}/${row.region}`;
    let known = this.sites.get(key);
    if (known === undefined) {
      const site = this.catalog.findGridCarbon(row.provider, row.region);
      known = site === undefined ? NaN : site.pue * site.intensityGPerKWh;
      this.sites.set(key, known);
    }
    return known;
  }

  chipPower(acceleratorId: string): ChipPower | null {
    let known = this.power.get(acceleratorId);
    if (known === undefined) {
      known = chipPower(this.catalog.accelerator(acceleratorId), this.catalog);
      this.power.set(acceleratorId, known);
    }
    return known;
  }

  isStale(row: InstanceRow, purchase: Purchase): boolean {
    return staleness(row.source, this.asOf, STALENESS_KIND[purchase]).stale;
  }
}

const STALENESS_KIND = {
  'on-demand': 'on-demand-price',
  'commit-1y': 'commitment-price',
  'commit-3y': 'commitment-price',
  spot: 'spot-price',
} as const satisfies Record<Purchase, Parameters<typeof staleness>[2]>;

/** Why no option of an instance is within the limits on place, or null. The order is that of the counts. */
export function placeObstacle(row: InstanceRow, limits: SearchLimits): string | null {
  if (limits.providers !== undefined && !limits.providers.includes(row.provider)) return 'provider';
  if (limits.outsideRegions.has(row.region)) return 'region';
  if (limits.outsideResidency.has(row.region)) return 'residency';
  return null;
}

/** USD per instance-hour in the order of `PURCHASES`; null is not sourced. */
export function pricesOf(row: InstanceRow): ReadonlyArray<number | null> {
  return PURCHASES.map((purchase) => priceOf(row, purchase));
}

/** USD per instance-hour by one way of buying; null is not sourced. */
export function priceOf(row: InstanceRow, purchase: Purchase): number | null {
  switch (purchase) {
    case 'on-demand':
      return row.onDemandUSDPerHour;
    case 'commit-1y':
      return row.commit1yUSDPerHour;
    case 'commit-3y':
      return row.commit3yUSDPerHour;
    case 'spot':
      return row.spotUSDPerHour;
  }
}

const BITS: Readonly<Record<Precision, number>> = { fp16: 16, bf16: 16, fp8: 8, int8: 8, int4: 4, fp4: 4 };

export function bitsOf(precision: Precision): number {
  return BITS[precision];
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key);
  if (known) known.add(value);
  else map.set(key, new Set([value]));
}
