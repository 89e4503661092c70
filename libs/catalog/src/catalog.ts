import type { Source } from '@app/kernel';
import { unknownRow } from './catalog.errors';
import type { AcceleratorRow } from './rows/accelerator.row';
import type { ApiPriceRow } from './rows/api-price.row';
import type { AcceleratorPowerRow, CountryCarbonRow, GenericPueRow, GridCarbonRow } from './rows/carbon.row';
import type { FrameworkRow, ThemeRow } from './rows/framework.row';
import type { InstanceRow } from './rows/instance.row';
import type { ManagedServiceRow } from './rows/managed-service.row';
import type { ModelRow } from './rows/model.row';

/** The rows that a catalog holds, by id, in file order. */
export interface CatalogRows {
  /** The newest read date of any file (ISO date). */
  readonly asOf: string;
  readonly accelerators: ReadonlyMap<string, AcceleratorRow>;
  readonly instances: ReadonlyMap<string, InstanceRow>;
  readonly models: ReadonlyMap<string, ModelRow>;
  readonly apiPrices: ReadonlyMap<string, ApiPriceRow>;
  readonly managedServices: ReadonlyMap<string, ManagedServiceRow>;
  readonly gridCarbon: ReadonlyMap<string, GridCarbonRow>;
  readonly countryCarbon: ReadonlyMap<string, CountryCarbonRow>;
  readonly genericPue: GenericPueRow;
  readonly acceleratorPower: readonly AcceleratorPowerRow[];
  readonly frameworks: ReadonlyMap<string, FrameworkRow>;
  readonly triggerDefinitions: Readonly<Record<string, string>>;
  readonly themes: Readonly<Record<string, ThemeRow>>;
}

/** Which instances to look for; a criterion left out matches all. */
export interface InstanceQuery {
  readonly acceleratorId?: string;
  readonly provider?: string;
  readonly region?: string;
  readonly category?: InstanceRow['category'];
}

export interface ManagedServiceQuery {
  readonly provider?: string;
  readonly category?: string;
  readonly region?: string;
  readonly unit?: string;
}

/**
 * Dated facts about hardware, models, prices, grids and frameworks. Frozen; every row carries its `Source`.
 * A look-up by id that misses throws `catalog.unknown-<kind>` with the nearest ids; a search that misses is empty.
 */
export class Catalog {
  private readonly acceleratorCounts = new Map<string, number[]>();

  constructor(private readonly rows: CatalogRows) {
    for (const row of rows.instances.values()) {
      if (row.acceleratorId === null) continue;
      const counts = this.acceleratorCounts.get(row.acceleratorId) ?? [];
      if (!counts.includes(row.acceleratorCount)) counts.push(row.acceleratorCount);
      this.acceleratorCounts.set(
        row.acceleratorId,
        counts.sort((a, b) => a - b),
      );
    }
  }

  get asOf(): string {
    return this.rows.asOf;
  }

  get accelerators(): readonly AcceleratorRow[] {
    return [...this.rows.accelerators.values()];
  }

  get models(): readonly ModelRow[] {
    return [...this.rows.models.values()];
  }

  get apiPrices(): readonly ApiPriceRow[] {
    return [...this.rows.apiPrices.values()];
  }

  get instances(): readonly InstanceRow[] {
    return [...this.rows.instances.values()];
  }

  get frameworks(): readonly FrameworkRow[] {
    return [...this.rows.frameworks.values()];
  }

  /** What each trigger id of a requirement means. */
  get triggerDefinitions(): Readonly<Record<string, string>> {
    return this.rows.triggerDefinitions;
  }

  get themes(): Readonly<Record<string, ThemeRow>> {
    return this.rows.themes;
  }

  get genericPue(): GenericPueRow {
    return this.rows.genericPue;
  }

  get acceleratorPower(): readonly AcceleratorPowerRow[] {
    return this.rows.acceleratorPower;
  }

  /** @throws catalog.unknown-accelerator */
  accelerator(id: string): AcceleratorRow {
    return found(this.rows.accelerators, id, 'accelerator');
  }

  /** @throws catalog.unknown-model */
  model(id: string): ModelRow {
    return found(this.rows.models, id, 'model');
  }

  /** @throws catalog.unknown-api-price */
  apiPrice(id: string): ApiPriceRow {
    return found(this.rows.apiPrices, id, 'api-price');
  }

  /** @throws catalog.unknown-instance. Ids are `<provider>/<instanceType>/<region>`. */
  instance(id: string): InstanceRow {
    return found(this.rows.instances, id, 'instance');
  }

  /** @throws catalog.unknown-framework */
  framework(id: string): FrameworkRow {
    return found(this.rows.frameworks, id, 'framework');
  }

  /** @throws catalog.unknown-managed-service. Ids are `<provider>/<service>/<region>`. */
  managedService(id: string): ManagedServiceRow {
    return found(this.rows.managedServices, id, 'managed-service');
  }

  /** @throws catalog.unknown-grid-region */
  gridCarbon(provider: string, region: string): GridCarbonRow {
    return found(this.rows.gridCarbon, `${provider}/${region}`, 'grid-region');
  }

  /** The same, but undefined for a region nobody sourced: an unknown, not a mistake. */
  findGridCarbon(provider: string, region: string): GridCarbonRow | undefined {
    return this.rows.gridCarbon.get(`${provider}/${region}`);
  }

  /** Every source of grid data, once: where a region is in none of them, they are what was searched. */
  gridSources(): readonly Source[] {
    return [
      ...new Map([...this.rows.gridCarbon.values()].map((row) => [row.source.url, row.source])).values(),
    ];
  }

  /** @throws catalog.unknown-country. `iso3` is an ISO 3166-1 alpha-3 code. */
  countryCarbon(iso3: string): CountryCarbonRow {
    return found(this.rows.countryCarbon, iso3.toUpperCase(), 'country');
  }

  /** The same, but undefined for a country nobody sourced. */
  findCountryCarbon(iso3: string): CountryCarbonRow | undefined {
    return this.rows.countryCarbon.get(iso3.toUpperCase());
  }

  instancesWith(query: InstanceQuery): readonly InstanceRow[] {
    return this.instances.filter(
      (row) =>
        (query.acceleratorId === undefined || row.acceleratorId === query.acceleratorId) &&
        (query.provider === undefined || row.provider === query.provider) &&
        (query.region === undefined || row.region === query.region) &&
        (query.category === undefined || row.category === query.category),
    );
  }

  managedServicesWith(query: ManagedServiceQuery): readonly ManagedServiceRow[] {
    return [...this.rows.managedServices.values()].filter(
      (row) =>
        (query.provider === undefined || row.provider === query.provider) &&
        (query.category === undefined || row.category === query.category) &&
        (query.region === undefined || row.region === query.region) &&
        (query.unit === undefined || row.unit === query.unit),
    );
  }

  /** Accelerators that some instance offers, with the counts per instance, in file order. */
  rentableAccelerators(): ReadonlyArray<{
    readonly accelerator: AcceleratorRow;
    readonly counts: readonly number[];
  }> {
    return this.accelerators.flatMap((accelerator) => {
      const counts = this.acceleratorCounts.get(accelerator.id);
      return counts === undefined ? [] : [{ accelerator, counts }];
    });
  }
}

function found<Row>(rows: ReadonlyMap<string, Row>, id: string, kind: string): Row {
  const row = rows.get(id);
  if (row === undefined) throw unknownRow(kind, id, rows.keys());
  return row;
}
