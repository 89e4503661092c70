import type { Catalog } from '@app/catalog';
import { offeredAs, type ServingNeed, type ServingSizing, sizeServing } from '@app/sizing';

/** Sizes a need on one accelerator with the groups that its instances offer, as the search over all of them does. */
export function sizeOn(need: ServingNeed, acceleratorId: string, catalog: Catalog): ServingSizing {
  const accelerator = catalog.accelerator(acceleratorId);
  const offered = catalog.rentableAccelerators().find((entry) => entry.accelerator.id === acceleratorId);
  return sizeServing({
    ...need,
    accelerator,
    ...(offered ? offeredAs(catalog, accelerator, offered.counts) : {}),
  });
}
