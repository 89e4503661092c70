import acceleratorFile from '../data/accelerators.json';
import carbonFile from '../data/carbon.json';
import instanceFile from '../data/cloud_instances.json';
import frameworkFile from '../data/compliance_frameworks.json';
import apiPriceFile from '../data/llm_api_prices.json';
import modelFile from '../data/llm_models.json';
import serviceFile from '../data/managed_services.json';
import { Catalog } from './catalog';
import { badRow } from './catalog.errors';
import { deepFreeze, RowParser } from './row-parser';
import { acceleratorRow, acceleratorRowSchema } from './rows/accelerator.row';
import { apiPriceRow, apiPriceRowSchema } from './rows/api-price.row';
import {
  carbonFileSchema,
  countryCarbonRowSchema,
  gridCarbonRow,
  gridCarbonRowSchema,
  type AcceleratorPowerRow,
  type GenericPueRow,
} from './rows/carbon.row';
import { frameworkFileSchema, frameworkRow, frameworkRowSchema } from './rows/framework.row';
import { instanceRow, instanceRowSchema } from './rows/instance.row';
import { managedServiceRow, managedServiceRowSchema } from './rows/managed-service.row';
import { modelRow, modelRowSchema } from './rows/model.row';
import { citation } from './rows/row-fields';

/** A data file: its read date and its rows, not yet validated. */
export interface DataFile {
  readonly asOf: string;
  readonly items: readonly unknown[];
}

/** The files a catalog is made of; the defaults are those shipped with it. */
export interface CatalogFiles {
  readonly accelerators: DataFile;
  readonly instances: DataFile;
  readonly models: DataFile;
  readonly apiPrices: DataFile;
  readonly managedServices: DataFile;
  readonly carbon: unknown;
  readonly frameworks: unknown;
}

const SHIPPED: CatalogFiles = {
  accelerators: acceleratorFile,
  instances: instanceFile,
  models: modelFile,
  apiPrices: apiPriceFile,
  managedServices: serviceFile,
  carbon: carbonFile,
  frameworks: frameworkFile,
};

let loaded: Catalog | undefined;

/** The shipped catalog, validated once per process. @throws catalog.bad-row */
export function loadCatalog(): Catalog {
  loaded ??= readCatalog(SHIPPED);
  return loaded;
}

/** Validates files into a catalog. @throws catalog.bad-row naming file, row and field */
export function readCatalog(overrides: Partial<CatalogFiles>): Catalog {
  const files = { ...SHIPPED, ...overrides };
  const { accelerators, instances, models, apiPrices, managedServices } = files;
  const byId = (row: { readonly id: string }): string => row.id;
  const parser = (file: string, data: { readonly asOf: string }): RowParser => new RowParser(file, data.asOf);
  const catalog = new Catalog({
    asOf: [accelerators, instances, models, apiPrices, managedServices]
      .map((file) => file.asOf)
      .sort()
      .at(-1) as string,
    accelerators: parser('accelerators.json', accelerators).rows(
      accelerators.items,
      acceleratorRowSchema,
      acceleratorRow,
      byId,
    ),
    instances: parser('cloud_instances.json', instances).rows(
      instances.items,
      instanceRowSchema,
      instanceRow,
      byId,
    ),
    models: parser('llm_models.json', models).rows(models.items, modelRowSchema, modelRow, byId),
    apiPrices: parser('llm_api_prices.json', apiPrices).rows(
      apiPrices.items,
      apiPriceRowSchema,
      apiPriceRow,
      byId,
    ),
    managedServices: parser('managed_services.json', managedServices).rows(
      managedServices.items,
      managedServiceRowSchema,
      managedServiceRow,
      byId,
    ),
    ...readCarbon(files.carbon),
    ...readFrameworks(files.frameworks),
  });
  refuseUnknownAccelerators(catalog);
  return catalog;
}

/** The parts of a catalog that the carbon file gives. */
function readCarbon(raw: unknown) {
  const parsed = carbonFileSchema.safeParse(raw);
  if (!parsed.success)
    throw badRow('carbon.json', '(file)', headField(parsed.error.issues[0]?.path), 'invalid');
  const file = parsed.data;
  const parser = new RowParser('carbon.json', file.asOf);
  const generic = file.other.find((entry) => entry.id === 'generic-pue');
  if (generic === undefined) throw badRow('carbon.json', 'generic-pue', 'other', 'this row is required');
  const countries = file.countries;
  const watts = file.gpuWatts;
  const genericPue: GenericPueRow = {
    id: generic.id,
    pue: generic.value,
    source: citation({
      title: generic.note ?? generic.id,
      url: generic.source,
      sourceDate: null,
      fileAsOf: file.asOf,
    }),
  };
  const acceleratorPower: AcceleratorPowerRow[] = Object.entries(watts.values).map(
    ([family, [idleW, maxW]]) => ({
      family,
      idleW,
      maxW,
      source: citation({
        title: `${family}: ${watts.note}`,
        url: watts.source,
        sourceDate: watts.sourceDate,
        fileAsOf: file.asOf,
      }),
    }),
  );
  return {
    gridCarbon: parser.rows(file.items, gridCarbonRowSchema, gridCarbonRow, (row) => row.id),
    countryCarbon: parser.rows(
      countries.values,
      countryCarbonRowSchema,
      (row, fileAsOf) => ({
        iso3: row.iso3,
        intensityGPerKWh: row.gCO2ePerKWh,
        year: row.year,
        source: citation({
          title: `national average grid intensity of ${row.iso3}, ${row.year}`,
          url: countries.source,
          sourceDate: countries.sourceDate,
          fileAsOf,
        }),
      }),
      (row) => row.iso3,
    ),
    genericPue: deepFreeze(genericPue),
    acceleratorPower: deepFreeze(acceleratorPower),
  };
}

/** The parts of a catalog that the frameworks file gives. */
function readFrameworks(raw: unknown) {
  const parsed = frameworkFileSchema.safeParse(raw);
  if (!parsed.success) {
    throw badRow('compliance_frameworks.json', '(file)', headField(parsed.error.issues[0]?.path), 'invalid');
  }
  const file = parsed.data;
  const parser = new RowParser('compliance_frameworks.json', file.asOf);
  return {
    frameworks: parser.rows(file.items, frameworkRowSchema, frameworkRow, (row) => row.id),
    triggerDefinitions: deepFreeze(file.triggerDefinitions),
    themes: deepFreeze(file.themes),
  };
}

function headField(path: readonly PropertyKey[] | undefined): string {
  return path === undefined || path.length === 0 ? '(file)' : path.map(String).join('.');
}

/** An instance may only name an accelerator that is listed: a typing error would hide it from every look-up. */
function refuseUnknownAccelerators(catalog: Catalog): void {
  const known = new Set(catalog.accelerators.map((row) => row.id));
  for (const row of catalog.instances) {
    if (row.acceleratorId !== null && !known.has(row.acceleratorId)) {
      throw badRow(
        'cloud_instances.json',
        row.id,
        'acceleratorId',
        `${row.acceleratorId} is not in accelerators.json`,
      );
    }
  }
}
