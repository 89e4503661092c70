import type { Catalog } from '../catalog';
import type { OwnInstancePrice } from '../overrides/instance-price.row';
import type { CloudProvider, InstanceRow, Purchase } from '../rows/instance.row';
import { PRICE_FIELDS } from '../overrides/own-rows';

/** Where imported prices come from. */
export interface ImportSource {
  readonly url: string;
  /** ISO date: of the list where it says one, else of the day it was read. */
  readonly date: string;
}

/** The prices found for instance types that the catalog knows, in one region or several. */
export class ImportedInstances {
  private readonly known: ReadonlyMap<string, InstanceRow>;
  private readonly found = new Map<string, Map<string, Map<Purchase, number>>>();

  constructor(
    private readonly provider: CloudProvider,
    catalog: Catalog,
  ) {
    const rows = catalog.instances.filter(
      (row) => row.provider === provider && row.category !== 'capacity-block',
    );
    this.known = new Map(rows.map((row) => [row.instanceType, row]));
  }

  /** Instance types whose prices are wanted. */
  get types(): ReadonlySet<string> {
    return new Set(this.known.keys());
  }

  /** What the catalog says of a type, in whichever region. */
  row(instanceType: string): InstanceRow | undefined {
    return this.known.get(instanceType);
  }

  /** Notes a price in USD per instance-hour; of several of the same kind the lowest stands. */
  note(instanceType: string, region: string, purchase: Purchase, usdPerHour: number): void {
    if (!this.known.has(instanceType) || !(usdPerHour > 0) || !Number.isFinite(usdPerHour)) return;
    const regions = this.found.get(instanceType) ?? new Map<string, Map<Purchase, number>>();
    const prices = regions.get(region) ?? new Map<Purchase, number>();
    prices.set(purchase, Math.min(usdPerHour, prices.get(purchase) ?? Infinity));
    regions.set(region, prices);
    this.found.set(instanceType, regions);
  }

  /** The rows of an `instance-prices` file, by region and type. */
  rows(source: ImportSource): OwnInstancePrice[] {
    const rows = [...this.found].flatMap(([instanceType, regions]) =>
      [...regions].map(([region, prices]) => this.toRow(instanceType, region, prices, source)),
    );
    const key = (row: OwnInstancePrice): string => `${row.region} ${row.instanceType}`;
    return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  private toRow(
    instanceType: string,
    region: string,
    prices: ReadonlyMap<Purchase, number>,
    source: ImportSource,
  ): OwnInstancePrice {
    const row = this.known.get(instanceType) as InstanceRow;
    const named = [...prices].map(([purchase, usd]) => [PRICE_FIELDS[purchase], Number(usd.toFixed(6))]);
    return {
      provider: this.provider,
      instanceType,
      region,
      ...(Object.fromEntries(named) as Partial<OwnInstancePrice>),
      category: row.category as OwnInstancePrice['category'],
      ...(row.vCPU === null ? {} : { vCPU: row.vCPU }),
      ...(row.memoryGiB === null ? {} : { memoryGiB: row.memoryGiB }),
      ...(row.acceleratorId === null
        ? {}
        : { acceleratorId: row.acceleratorId, acceleratorCount: row.acceleratorCount }),
      source: source.url,
      sourceDate: source.date,
      confidence: 'high',
    };
  }
}
