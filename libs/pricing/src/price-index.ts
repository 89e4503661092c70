import type { Catalog } from '@app/catalog';
import { InvariantError, type Figure } from '@app/kernel';
import type { IndexSizing } from '@app/sizing';

/** A place for a vector index held in memory on general instances, with its disk. */
export interface IndexPricing {
  readonly provider: string;
  readonly region: string;
  readonly instanceType: string | null;
  readonly compute: Figure;
  readonly storage: Figure;
  /** USD a month; unknown if either part is. */
  readonly monthly: Figure;
  readonly figures: readonly Figure[];
}

export function priceIndex(
  sizing: IndexSizing,
  catalog: Catalog,
  place: { readonly provider: string; readonly region: string },
): IndexPricing {
  throw new InvariantError(`${sizing.workloadId} ${catalog.asOf} ${place.region}`);
}
