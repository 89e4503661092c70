import type { Source } from '@app/kernel';
import { unknownRow } from './catalog.errors';
import type { AcceleratorRow } from './rows/accelerator.row';
import type { ApiPriceRow } from './rows/api-price.row';
import type { AcceleratorPowerRow, CountryCarbonRow, GenericPueRow, GridCarbonRow } from './rows/carbon.row';
import type { FrameworkRow, ThemeRow } from './rows/framework.row';
import type { InstanceRow } from './rows/instance.row';
import type { ManagedServiceRow } from './rows/managed-service.row';
import { type CatalogOverrides, NO_OVERRIDES } from './overrides/override-file';
import type { ModelRow } from './rows/model.row';
import type { OwnedHardwareRow } from './rows/owned-hardware.row';

/** The rows that a catalog holds, by id, in file order. */
export interface CatalogRows {
  /** The newest read date of any file (ISO date). */
  readonly asOf: string;
  readonly accelerators: ReadonlyMap<string, AcceleratorRow>;
  readonly instances: ReadonlyMap<string, InstanceRow>;
  readonly models: ReadonlyMap<string, ModelRow>;
  readonly apiPrices: ReadonlyMap<string, ApiPriceRow>;
  readonly managedServices: ReadonlyMap<string, ManagedServiceRow>;
  /** Servers of the tenant; the shipped catalog has none. */
  readonly ownedHardware: ReadonlyMap<string, OwnedHardwareRow>;
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
  readonly accelerators: readonly AcceleratorRow[];
  readonly instances: readonly InstanceRow[];
  readonly models: readonly ModelRow[];
  readonly apiPrices: readonly ApiPriceRow[];
  readonly managedServices: readonly ManagedServiceRow[];
  /** Servers that the tenant owns, from its own files. */
  readonly ownedHardware: readonly OwnedHardwareRow[];
  readonly gridCarbonRows: readonly GridCarbonRow[];
  readonly countryCarbonRows: readonly CountryCarbonRow[];
  readonly frameworks: readonly FrameworkRow[];
  private readonly sourcesOfGrids: readonly Source[];

  /** `overrides` are the tenant's files that stand in it, as they were given: what makes the same catalog elsewhere. */
  constructor(
    private readonly rows: CatalogRows,
    readonly overrides: CatalogOverrides = NO_OVERRIDES,
  ) {
    this.accelerators = listOf(rows.accelerators);
    this.instances = listOf(rows.instances);
    this.models = listOf(rows.models);
    this.apiPrices = listOf(rows.apiPrices);
    this.managedServices = listOf(rows.managedServices);
    this.ownedHardware = listOf(rows.ownedHardware);
    this.gridCarbonRows = listOf(rows.gridCarbon);
    this.countryCarbonRows = listOf(rows.countryCarbon);
    this.frameworks = listOf(rows.frameworks);
    const bySource = new Map(this.gridCarbonRows.map(({ source }) => [source.url, source]));
    this.sourcesOfGrids = Object.freeze([...bySource.values()]);
    for (const row of this.instances) {
      if (row.acceleratorId === null) continue;
      const counts = this.acceleratorCounts.get(row.acceleratorId) ?? [];
      if (!counts.includes(row.acceleratorCount)) counts.push(row.acceleratorCount);
      this.acceleratorCounts.set(
        row.acceleratorId,
        counts.sort((a, b) => a - b),
      );
    }
    Object.freeze(this);
  }

  get asOf(): string {
    return this.rows.asOf;
  }

  /** A catalog in which these rows stand instead; this one stays as it is. */
  with(rows: Partial<CatalogRows>, overrides: CatalogOverrides): Catalog {
    return new Catalog({ ...this.rows, ...rows }, overrides);
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

  /** Servers of the tenant. @throws catalog.unknown-owned-hardware */
  ownedServers(id: string): OwnedHardwareRow {
    return found(this.rows.ownedHardware, id, 'owned-hardware');
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
    return this.sourcesOfGrids;
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
    return this.managedServices.filter(
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

function listOf<Row>(rows: ReadonlyMap<string, Row>): readonly Row[] {
  return Object.freeze([...rows.values()]);
}

function found<Row>(rows: ReadonlyMap<string, Row>, id: string, kind: string): Row {
  const row = rows.get(id);
  if (row === undefined) throw unknownRow(kind, id, rows.keys());
  return row;
}
