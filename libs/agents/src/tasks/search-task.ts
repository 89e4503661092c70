import { type CatalogOverrides, effectiveCatalog, loadCatalog } from '@app/catalog';
import {
  recommendedOptions,
  type SearchOption,
  type SearchOrder,
  searchOptions,
  type SearchResult,
} from '@app/search';

/** A search as plain data: the catalog is read where it is made, with the tenant's files in it. */
export interface SearchTask {
  readonly order: SearchOrder;
  readonly overrides: CatalogOverrides;
}

export function searchTask({ order, overrides }: SearchTask): SearchResult {
  return searchOptions({ ...order, catalog: effectiveCatalog(loadCatalog(), overrides) });
}

/** Searches of which only the recommended option is wanted. */
export interface RecommendTask {
  readonly orders: readonly SearchOrder[];
  readonly overrides: CatalogOverrides;
}

export function recommendTask({ orders, overrides }: RecommendTask): Array<SearchOption | null> {
  const catalog = effectiveCatalog(loadCatalog(), overrides);
  return recommendedOptions(orders.map((order) => ({ ...order, catalog })));
}
