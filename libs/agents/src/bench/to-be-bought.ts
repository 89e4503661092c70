import type { AssessmentInput } from '@app/assessments';
import type { Catalog } from '@app/catalog';
import { cite } from '@app/kernel';
import { type HostSizing, sizingFigure } from './host-sizing';
import type { PriceScope } from './price-scope';

/** What says what an accelerator costs to own. */
interface PricesToOwn {
  readonly input: AssessmentInput;
  readonly catalog: Catalog;
}

/** What says whether hardware has to be bought for a workload. */
interface BuyingGround {
  readonly hostingLimit: string;
  apis(): { readonly apis: readonly unknown[] };
  scope(): PriceScope;
  ownedFit(): unknown;
  cheapest(): unknown;
  reference(): HostSizing | null;
}

/** Of sizings on hardware that somebody priced, by a quote or in a file of servers, the cheapest to buy; or null. */
export function cheapestToOwn(
  sizings: readonly HostSizing[],
  { input, catalog }: PricesToOwn,
): HostSizing | null {
  const quotes = (input.planning?.acceleratorQuotes ?? []).map(
    ({ acceleratorId, usd }) => [acceleratorId, usd] as const,
  );
  const servers = catalog.ownedHardware.map(
    (row) => [row.acceleratorId, row.purchaseUSDPerServer / row.acceleratorsPerServer] as const,
  );
  const usdEach = new Map<string, number>([...quotes, ...servers]);
  let best: HostSizing | null = null;
  let least = Infinity;
  for (const sizing of sizings) {
    const usd = (sizing.of.accelerators ?? Infinity) * (usdEach.get(sizing.of.acceleratorId) ?? Infinity);
    if (usd >= least) continue;
    best = sizing;
    least = usd;
  }
  return best;
}

/** The sizing on hardware to be bought, where nothing is owned, rented or called by API in its place; or null. */
export function toBeBought(around: PricesToOwn, workload: BuyingGround): HostSizing | null {
  const apiIsOpen = workload.hostingLimit !== 'self-host-only' && workload.apis().apis.length > 0;
  if (apiIsOpen || !workload.scope().onPremisesAllowed || workload.ownedFit() || workload.cheapest()) {
    return null;
  }
  const reference = workload.reference();
  return reference && cheapestToOwn([reference], around);
}

/** `2 × NVIDIA H100`: what has to be bought for a sizing. */
export function boughtWords(sizing: HostSizing, catalog: Catalog): string {
  const needed = sizingFigure(sizing, 'accelerators');
  return `${needed ? `${cite(needed)} × ` : ''}${catalog.accelerator(sizing.of.acceleratorId).name}`;
}
