import type { Catalog, CatalogRows } from '../catalog';
import { deepFreeze } from '../row-parser';
import { instanceRowId } from '../rows/instance.row';
import { managedServiceRowId } from '../rows/managed-service.row';
import { discountedApi, discountedInstance, discountedService, type GivenDiscount } from './discounts';
import type { CatalogOverrides, OverrideFile, OverrideKind, OverrideRows } from './override-file';
import { inOneGo } from './in-one-go';
import { ownApiPrice, ownFramework, ownHardware, ownInstance, ownModel, ownServicePrice } from './own-rows';

/**
 * The catalog in which the rows of a tenant's files stand: discounts come off list prices, then its own prices stand
 * as they are. A later file stands before an earlier one. `base` is not touched; without files it is the result.
 */
export function effectiveCatalog(base: Catalog, overrides: CatalogOverrides): Catalog {
  return inOneGo(effectiveCatalogSteps(base, overrides));
}

/** The same in steps of a few milliseconds, between which a process can turn to others. */
export function* effectiveCatalogSteps(base: Catalog, overrides: CatalogOverrides): Generator<void, Catalog> {
  if (overrides.files.length === 0) return base;
  const of = <Kind extends OverrideKind>(kind: Kind) => givenRows(overrides.files, kind);
  const discounts: GivenDiscount[] = of('discounts').map(({ row, file }) => ({ discount: row, file }));
  // With hundreds of discounts every list price is looked at so often.
  const instances = yield* mapped(base.instances, (row) => discountedInstance(row, discounts));
  const apiPrices = yield* mapped(base.apiPrices, (row) => discountedApi(row, discounts));
  const managedServices = yield* mapped(base.managedServices, (row) => discountedService(row, discounts));
  const models = byId(base.models);
  const frameworks = byId(base.frameworks);
  const ownedHardware = byId(base.ownedHardware);
  yield* each(of('instance-prices'), ({ row, file }) => {
    const id = instanceRowId({ ...row, category: '' });
    put(instances, ownInstance(row, file, instances.get(id)));
  });
  yield* each(of('api-prices'), ({ row, file }) =>
    put(apiPrices, ownApiPrice(row, file, apiPrices.get(row.id))),
  );
  yield* each(of('service-prices'), ({ row, file }) =>
    put(managedServices, ownServicePrice(row, file, managedServices.get(managedServiceRowId(row)))),
  );
  yield* each(of('models'), ({ row, file }) => put(models, ownModel(row, file)));
  yield* each(of('frameworks'), ({ row, file }) => put(frameworks, ownFramework(row, file)));
  yield* each(of('owned-hardware'), ({ row, file }) => put(ownedHardware, ownHardware(row, file)));
  const rows: Partial<CatalogRows> = {
    ...{ instances, apiPrices, managedServices, models, frameworks, ownedHardware },
  };
  yield;
  return base.with(rows, deepFreeze(overrides));
}

/** Rows of a step: each takes some microseconds. */
const ROWS_OF_STEP = 500;
/** List prices of a step: each is held against every discount. */
const LISTED_OF_STEP = 50;

function* each<Row>(rows: readonly Row[], take: (row: Row) => void): Generator<void, void> {
  for (const [index, row] of rows.entries()) {
    take(row);
    if (index % ROWS_OF_STEP === ROWS_OF_STEP - 1) yield;
  }
}

function* mapped<Row extends { readonly id: string }>(
  rows: readonly Row[],
  map: (row: Row) => Row,
): Generator<void, Map<string, Row>> {
  const made = new Map<string, Row>();
  for (const [index, row] of rows.entries()) {
    put(made, map(row));
    if (index % LISTED_OF_STEP === LISTED_OF_STEP - 1) yield;
  }
  return made;
}

function givenRows<Kind extends OverrideKind>(
  files: readonly OverrideFile[],
  kind: Kind,
): Array<{ row: OverrideRows[Kind]; file: OverrideFile }> {
  return files
    .filter((file): file is OverrideFile<Kind> => file.kind === kind)
    .flatMap((file) => file.rows.map((row) => ({ row: deepFreeze(row), file })));
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

function put<Row extends { readonly id: string }>(rows: Map<string, Row>, row: Row): void {
  rows.set(row.id, deepFreeze(row));
}
