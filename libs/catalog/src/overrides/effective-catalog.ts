import type { Catalog, CatalogRows } from '../catalog';
import { deepFreeze } from '../row-parser';
import { instanceRowId } from '../rows/instance.row';
import { managedServiceRowId } from '../rows/managed-service.row';
import { discountedApi, discountedInstance, discountedService, type GivenDiscount } from './discounts';
import type { CatalogOverrides, OverrideFile, OverrideKind, OverrideRows } from './override-file';
import { ownApiPrice, ownFramework, ownHardware, ownInstance, ownModel, ownServicePrice } from './own-rows';

/**
 * The catalog in which the rows of a tenant's files stand: discounts come off list prices, then its own prices stand
 * as they are. A later file stands before an earlier one. `base` is not touched; without files it is the result.
 */
export function effectiveCatalog(base: Catalog, overrides: CatalogOverrides): Catalog {
  if (overrides.files.length === 0) return base;
  const of = <Kind extends OverrideKind>(kind: Kind) => givenRows(overrides.files, kind);
  const discounts: GivenDiscount[] = of('discounts').map(({ row, file }) => ({ discount: row, file }));
  const instances = byId(base.instances.map((row) => discountedInstance(row, discounts)));
  const apiPrices = byId(base.apiPrices.map((row) => discountedApi(row, discounts)));
  const managedServices = byId(base.managedServices.map((row) => discountedService(row, discounts)));
  const models = byId(base.models);
  const frameworks = byId(base.frameworks);
  const ownedHardware = byId(base.ownedHardware);
  for (const { row, file } of of('instance-prices')) {
    const id = instanceRowId({ ...row, category: '' });
    put(instances, ownInstance(row, file, instances.get(id)));
  }
  for (const { row, file } of of('api-prices')) put(apiPrices, ownApiPrice(row, file, apiPrices.get(row.id)));
  for (const { row, file } of of('service-prices')) {
    put(managedServices, ownServicePrice(row, file, managedServices.get(managedServiceRowId(row))));
  }
  for (const { row, file } of of('models')) put(models, ownModel(row, file));
  for (const { row, file } of of('frameworks')) put(frameworks, ownFramework(row, file));
  for (const { row, file } of of('owned-hardware')) put(ownedHardware, ownHardware(row, file));
  const rows: Partial<CatalogRows> = {
    ...{ instances, apiPrices, managedServices, models, frameworks, ownedHardware },
  };
  for (const map of [instances, apiPrices, managedServices, models, frameworks, ownedHardware]) {
    for (const row of map.values()) deepFreeze(row);
  }
  return base.with(rows, deepFreeze(overrides));
}

function givenRows<Kind extends OverrideKind>(
  files: readonly OverrideFile[],
  kind: Kind,
): Array<{ row: OverrideRows[Kind]; file: OverrideFile }> {
  return files
    .filter((file): file is OverrideFile<Kind> => file.kind === kind)
    .flatMap((file) => file.rows.map((row) => ({ row, file })));
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

function put<Row extends { readonly id: string }>(rows: Map<string, Row>, row: Row): void {
  rows.set(row.id, row);
}
