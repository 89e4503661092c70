import type { DecidedChoices } from './decided-choices';
import type { Offer } from './price-workload';

/** The cheapest offer with a known price of those that people's decisions leave, as it would be bought; or null. */
export function bestOffer(offers: readonly Offer[], decided: DecidedChoices): Offer | null {
  const purchase = decided.purchase ?? 'on-demand';
  let best: Offer | null = null;
  let least = Infinity;
  for (const offer of offers) {
    const cost = offer.priced.monthly[purchase].value;
    if (cost === null || cost >= least || !isLeft(offer, decided)) continue;
    best = offer;
    least = cost;
  }
  return best;
}

/** Whether people's decisions on place and accelerator leave an offer. */
export function isLeft({ sizing, priced }: Offer, { place, acceleratorId }: DecidedChoices): boolean {
  const { provider, region } = priced.instance;
  return (
    (acceleratorId === undefined || acceleratorId === sizing.of.acceleratorId) &&
    (!place || (place.provider === provider && place.region === region))
  );
}
