import { type CatalogOverrides, effectiveCatalog, loadCatalog } from '@app/catalog';
import { type SearchOrder, searchOptions, type SearchResult } from '@app/search';

/** A search as plain data: the catalog is read where it is made, with the tenant's files in it. */
export interface SearchTask {
  readonly order: SearchOrder;
  readonly overrides: CatalogOverrides;
}

export function searchTask({ order, overrides }: SearchTask): SearchResult {
  return searchOptions({ ...order, catalog: effectiveCatalog(loadCatalog(), overrides) });
}
