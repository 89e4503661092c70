import type { Catalog } from '@app/catalog';
import type { Source } from '@app/kernel';

/** A row of any kind, as far as finding it goes. */
export interface SourcedRow {
  readonly source: Source;
}

/** One kind of row: the file it goes to, and how figures name it. */
export interface CatalogSection {
  /** `catalog/<file>.json`. */
  readonly file: string;
  readonly rows: ReadonlyArray<{ readonly id: string; readonly row: SourcedRow }>;
  /** What the ids of figures begin with that state facts of a row, before the row's id. */
  readonly prefixes: readonly string[];
  /** The field of the row that a fact is, by what follows the row's id in the figure's. */
  readonly facts: Readonly<Record<string, string>>;
}

const OWNED_HARDWARE = {
  servers: '/servers',
  purchase: '/purchaseUSDPerServer',
  depreciation: '/depreciationYears',
  power: '/powerKW',
  'energy-price': '/usdPerKWh',
  pue: '/pue',
  people: '/people',
  'person-cost': '/personUSDPerYear',
};

/** Every kind of row that the catalog holds, in a stable order. */
export function catalogSections(catalog: Catalog): CatalogSection[] {
  return [
    section(
      'accelerators',
      byId(catalog.accelerators),
      ['catalog.accelerator.', 'catalog.carbon.embodied.'],
      {
        memory: '/memoryGB',
        bandwidth: '/memoryBandwidthGBs',
        interconnect: '/interconnectGBs',
        power: '/tdpW',
      },
    ),
    section('instances', byId(catalog.instances), ['catalog.instance.'], {
      'on-demand': '/onDemandUSDPerHour',
      'commit-1y': '/commit1yUSDPerHour',
      'commit-3y': '/commit3yUSDPerHour',
      spot: '/spotUSDPerHour',
    }),
    section('models', byId(catalog.models), ['catalog.model.'], {
      parameters: '/totalParamsB',
      'active-parameters': '/activeParamsB',
      layers: '/layers',
    }),
    section('api-prices', byId(catalog.apiPrices), ['catalog.api-price.'], {
      input: '/inputUSDPerMTok',
      output: '/outputUSDPerMTok',
      'cached-input': '/cachedInputUSDPerMTok',
    }),
    section(
      'managed-services',
      // Figures name a service without what an id may not hold.
      catalog.managedServices.map((row) => ({ id: plainId(row.id), row })),
      ['catalog.managed-service.', 'catalog.service.'],
      { '': '/priceUSD' },
    ),
    section('owned-hardware', byId(catalog.ownedHardware), ['catalog.owned-hardware.'], OWNED_HARDWARE),
    section('grid-carbon', byId(catalog.gridCarbonRows), ['catalog.carbon.'], {
      intensity: '/intensityGPerKWh',
      pue: '/pue',
    }),
    section(
      'country-carbon',
      catalog.countryCarbonRows.map((row) => ({ id: row.iso3, row })),
      ['catalog.carbon.'],
      { intensity: '/intensityGPerKWh' },
    ),
    section('generic-pue', byId([catalog.genericPue]), ['catalog.pue.'], { '': '/pue' }),
    section(
      'accelerator-power',
      catalog.acceleratorPower.map((row) => ({ id: row.family, row })),
      [],
      {},
    ),
    section('frameworks', byId(catalog.frameworks), [], {}),
  ];
}

/** The id of a service as figures have it. */
export function plainId(id: string): string {
  return id.replaceAll(' ', '-').replaceAll(/[^A-Za-z0-9./-]/g, '');
}

function section(
  file: string,
  rows: CatalogSection['rows'],
  prefixes: readonly string[],
  facts: CatalogSection['facts'],
): CatalogSection {
  return { file, rows, prefixes, facts };
}

function byId(rows: ReadonlyArray<SourcedRow & { readonly id: string }>): CatalogSection['rows'] {
  return rows.map((row) => ({ id: row.id, row }));
}
