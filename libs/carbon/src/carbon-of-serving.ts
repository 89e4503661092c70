import type { Catalog } from '@app/catalog';
import { InvariantError } from '@app/kernel';
import type { ServingSizing } from '@app/sizing';
import type { CarbonResult, CarbonSite } from './serving-carbon';

/** Energy and emissions of a feasible sizing at a site, at its mean load. */
export function carbonOfServing(sizing: ServingSizing, catalog: Catalog, site: CarbonSite): CarbonResult {
  throw new InvariantError(`${sizing.workloadId} ${catalog.asOf} ${site.kind}`);
}
