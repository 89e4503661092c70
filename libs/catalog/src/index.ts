export { Catalog, type CatalogRows, type InstanceQuery, type ManagedServiceQuery } from './catalog';
export * from './fact-figures';
export { loadBenchmarks } from './load-benchmarks';
export { readBenchmark } from './read-benchmark';
export {
  CATALOG_FILE_NAMES,
  checkCatalogFiles,
  loadCatalog,
  readCatalog,
  type CatalogFiles,
} from './load-catalog';
export type { DataFile } from './data-file';
export type { RowProblem } from './row-problem';
export { nearestIds } from './nearest-ids';
export * from './staleness';
export type { AcceleratorRow } from './rows/accelerator.row';
export type { ApiPriceRow } from './rows/api-price.row';
export type { BenchmarkRow } from './rows/benchmark.row';
export type { AcceleratorPowerRow, CountryCarbonRow, GenericPueRow, GridCarbonRow } from './rows/carbon.row';
export type { FrameworkRow, RequirementRow, ThemeRow } from './rows/framework.row';
export {
  isRentedByChip,
  PURCHASES,
  type CloudProvider,
  type InstanceRow,
  type OwnPriceTerm,
  type Purchase,
} from './rows/instance.row';
export { ownedHardwareFigures, type OwnedHardwareRow } from './rows/owned-hardware.row';
export { discountPeriod, overridesOn } from './overrides/discount-validity';
export { effectiveCatalog, effectiveCatalogSteps } from './overrides/effective-catalog';
export * from './overrides/override-file';
export {
  readOverrideFile,
  readOverrideSteps,
  type OverrideUpload,
  type ReadOverrides,
} from './overrides/read-override-file';
export type { ManagedServiceRow } from './rows/managed-service.row';
export type { ModelRow } from './rows/model.row';
export { AwsPriceList } from './importers/aws-price-list';
export { AzureRetailPrices } from './importers/azure-retail-prices';
export { GoogleBillingCatalog } from './importers/google-billing-catalog';
export type { ImportSource } from './importers/imported-instances';
export { modelOfConfig, type ModelImport } from './importers/model-config';
