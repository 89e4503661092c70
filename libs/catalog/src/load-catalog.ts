import acceleratorFile from '../data/accelerators.json';
import carbonFile from '../data/carbon.json';
import instanceFile from '../data/cloud_instances.json';
import frameworkFile from '../data/compliance_frameworks.json';
import apiPriceFile from '../data/llm_api_prices.json';
import modelFile from '../data/llm_models.json';
import serviceFile from '../data/managed_services.json';
import { Catalog, type CatalogRows } from './catalog';
import { badRows } from './catalog.errors';
import { type DataFile, fileFacts } from './data-file';
import { readCarbon } from './load-carbon';
import { nearestIds } from './nearest-ids';
import { deepFreeze, RowParser, type RowShape } from './row-parser';
import { fieldFaults, type RowProblem } from './row-problem';
import { acceleratorRow, acceleratorRowSchema } from './rows/accelerator.row';
import { apiPriceRow, apiPriceRowSchema } from './rows/api-price.row';
import { frameworkFileSchema, frameworkRow, frameworkRowSchema } from './rows/framework.row';
import { instanceRow, instanceRowSchema } from './rows/instance.row';
import { managedServiceRow, managedServiceRowSchema } from './rows/managed-service.row';
import { modelRow, modelRowSchema } from './rows/model.row';

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

/** Under which name each file is in `libs/catalog/data`. */
export const CATALOG_FILE_NAMES: Readonly<Record<keyof CatalogFiles, string>> = {
  accelerators: 'accelerators.json',
  instances: 'cloud_instances.json',
  models: 'llm_models.json',
  apiPrices: 'llm_api_prices.json',
  managedServices: 'managed_services.json',
  carbon: 'carbon.json',
  frameworks: 'compliance_frameworks.json',
};

const SHIPPED = {
  accelerators: acceleratorFile,
  instances: instanceFile,
  models: modelFile,
  apiPrices: apiPriceFile,
  managedServices: serviceFile,
  carbon: carbonFile,
  frameworks: frameworkFile,
} satisfies CatalogFiles;

let loaded: Catalog | undefined;

/** The shipped catalog, validated once per process. @throws catalog.bad-row */
export function loadCatalog(): Catalog {
  loaded ??= readCatalog({});
  return loaded;
}

/** Validates files into a catalog. @throws catalog.bad-row naming file, row and field of each mistake */
export function readCatalog(instead: Partial<CatalogFiles>): Catalog {
  const problems: RowProblem[] = [];
  const rows = readRows({ ...SHIPPED, ...instead }, problems);
  if (rows === null || problems.length > 0) throw badRows(problems);
  return new Catalog(rows);
}

/** Everything that is wrong with the shipped files, those of `instead` standing in for theirs. */
export function checkCatalogFiles(instead: Partial<Record<keyof CatalogFiles, unknown>>): RowProblem[] {
  const problems: RowProblem[] = [];
  readRows({ ...SHIPPED, ...instead } as CatalogFiles, problems);
  return problems;
}

const byId = (row: { readonly id: string }): string => row.id;

function readRows(files: CatalogFiles, problems: RowProblem[]): CatalogRows | null {
  const days: string[] = [];
  const read = <
    Raw,
    Row extends { readonly id: string; readonly source: CatalogRows['genericPue']['source'] },
  >(
    kind: Exclude<keyof CatalogFiles, 'carbon' | 'frameworks'>,
    shape: Omit<RowShape<Raw, Row>, 'idOf'>,
  ): ReadonlyMap<string, Row> => {
    const name = CATALOG_FILE_NAMES[kind];
    const file = fileFacts(name, files[kind], problems);
    days.push(file.asOf);
    return new RowParser(name, file, problems).rows(file.items, { ...shape, idOf: byId });
  };
  const priced = {
    accelerators: read('accelerators', { schema: acceleratorRowSchema, shape: acceleratorRow }),
    instances: read('instances', { schema: instanceRowSchema, shape: instanceRow }),
    models: read('models', { schema: modelRowSchema, shape: modelRow }),
    apiPrices: read('apiPrices', { schema: apiPriceRowSchema, shape: apiPriceRow }),
    managedServices: read('managedServices', { schema: managedServiceRowSchema, shape: managedServiceRow }),
  };
  // A row that was left out for its own mistakes would be missed by every row that names it.
  if (problems.length === 0) noteUnknownAccelerators(priced, problems);
  const carbon = readCarbon(files.carbon, problems);
  const frameworks = readFrameworks(files.frameworks, problems);
  if (carbon === null || frameworks === null) return null;
  return {
    asOf: days.sort().at(-1) as string,
    ...priced,
    ownedHardware: new Map(),
    ...carbon,
    ...frameworks,
  };
}

/** The parts of a catalog that the frameworks file gives; null, with what is wrong noted, when it is no such file. */
function readFrameworks(
  raw: unknown,
  problems: RowProblem[],
): Pick<CatalogRows, 'frameworks' | 'triggerDefinitions' | 'themes'> | null {
  const name = CATALOG_FILE_NAMES.frameworks;
  const parsed = frameworkFileSchema.safeParse(raw);
  if (!parsed.success) {
    for (const fault of fieldFaults(parsed.error, raw)) {
      problems.push({ file: name, row: 0, line: null, id: '(file)', ...fault });
    }
    return null;
  }
  const file = parsed.data;
  const shape = { schema: frameworkRowSchema, shape: frameworkRow, idOf: byId };
  return {
    frameworks: new RowParser(name, { asOf: file.asOf }, problems).rows(file.items, shape),
    triggerDefinitions: deepFreeze(file.triggerDefinitions),
    themes: deepFreeze(file.themes),
  };
}

/** An instance may only name an accelerator that is listed: a typing error would hide it from every look-up. */
function noteUnknownAccelerators(
  { instances, accelerators }: Pick<CatalogRows, 'instances' | 'accelerators'>,
  problems: RowProblem[],
): void {
  [...instances.values()].forEach(({ id, acceleratorId }, index) => {
    if (acceleratorId === null || accelerators.has(acceleratorId)) return;
    const nearest = nearestIds(acceleratorId, accelerators.keys()).join(', ');
    problems.push({
      ...{ file: CATALOG_FILE_NAMES.instances, row: index + 1, line: null, id, field: 'acceleratorId' },
      expected: `an id of accelerators.json (near: ${nearest || 'none'})`,
      got: acceleratorId,
    });
  });
}
