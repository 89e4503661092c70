import {
  type Catalog,
  type CatalogOverrides,
  effectiveCatalog,
  loadCatalog,
  overridesOn,
} from '@app/catalog';

/** The facts that a run of this day was assessed by: the shipped ones, with the tenant's own in their place. */
export function catalogOf(overrides: CatalogOverrides, asOf: string): Catalog {
  const shipped = loadCatalog();
  return overrides.version === 0 ? shipped : effectiveCatalog(shipped, overridesOn(overrides, asOf));
}
