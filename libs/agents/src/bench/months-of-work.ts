import type { Purchase } from '@app/catalog';
import { figure, type Figure, unknownFigure } from '@app/kernel';
import { HORIZON_MONTHS } from '@app/pricing';
import type { Offer } from './price-workload';

/** The cost over three years of work that comes and goes: as many passes in each month as today. */
export function costOfWork(offer: Offer, purchase: Purchase): Figure {
  const monthly = offer.priced.monthly[purchase];
  const draft = {
    id: `pricing.${offer.priced.id}.36-months.${purchase}`,
    label: `${offer.sizing.kind} on ${offer.priced.instance.instanceType} in ${offer.priced.instance.region}, ${purchase}, 36 months`,
    unit: 'USD',
    method: 'computed' as const,
    formula: `a month x ${HORIZON_MONTHS}; as many runs in each month as today, prices of today`,
    inputs: [monthly.id],
  };
  if (monthly.value === null)
    return unknownFigure({ ...draft, reason: monthly.unknown ?? 'no price is known' });
  const times = (value: number | null): number | null => (value === null ? null : value * HORIZON_MONTHS);
  return figure({
    ...draft,
    value: times(monthly.value),
    low: times(monthly.low),
    high: times(monthly.high),
  });
}
