import { figure, type Figure } from '@app/kernel';
import { HOURS_PER_MONTH } from './billing-month';

/** A share of instances that a provider takes back in a month, and what each interruption costs in time. */
export interface SpotRisk {
  /** 0 to below 1. */
  readonly interruptedPerMonth: Figure;
  /** Seconds from the interruption until the lost capacity serves again. */
  readonly recoverySeconds: Figure;
}

/**
 * The share of interrupted instances in a month: the ends of the middle bands (5-10 %, 10-15 %, 15-20 %) that the
 * provider's spot advisor publishes. An instance of unknown band is taken to lie among them.
 */
export const SPOT_INTERRUPTIONS: Figure = figure({
  id: 'assumption.spot.interrupted-per-month',
  label: 'Spot instances interrupted in a month',
  value: 10,
  low: 5,
  high: 20,
  unit: '%',
  method: 'assumed',
  formula:
    'the middle of the bands that the AWS spot advisor publishes; the band of an instance is not in the catalog',
  sources: [
    {
      title: 'AWS spot advisor interruption bands, as spotinfo keeps them',
      url: 'https://github.com/alexei-led/spotinfo',
      asOf: '2026-11-20',
      confidence: 'low',
    },
  ],
});

/**
 * Price over goodput: price_spot / (1 - lost fraction), the lost fraction being interruptions an hour x hours to
 * recover. A figure `<scope>.goodput-price`, USD/h; unknown where the spot price is.
 */
export function goodputPrice(scope: string, spot: Figure, risk: SpotRisk): { lost: Figure; price: Figure } {
  const fraction = (share: number, seconds: number): number =>
    Math.min(0.99, (-Math.log(1 - share / 100) / HOURS_PER_MONTH) * (seconds / 3600));
  const { interruptedPerMonth: share, recoverySeconds: seconds } = risk;
  const at = (end: 'value' | 'low' | 'high'): number =>
    fraction(share[end] ?? share.value ?? 0, seconds[end] ?? seconds.value ?? 0);
  const lost = figure({
    id: `${scope}.lost-share`,
    label: 'Share of the spot hours that interruptions cost',
    value: at('value') * 100,
    low: at('low') * 100,
    high: at('high') * 100,
    unit: '%',
    method: 'computed',
    formula: '-ln(1 - interrupted share a month) / 730 x recovery in hours x 100',
    inputs: [share.id, seconds.id],
  });
  const value = spot.value;
  const draft = {
    id: `${scope}.goodput-price`,
    label: `${spot.label}, for an hour of use`,
    unit: 'USD/h',
    method: 'computed' as const,
    formula: 'spot price / (1 - lost share)',
    inputs: [spot.id, lost.id],
    sources: spot.sources,
  };
  if (value === null)
    return {
      lost,
      price: figure({ ...draft, value: null, unknown: spot.unknown ?? 'no spot price is known' }),
    };
  const price = figure({
    ...draft,
    value: value / (1 - at('value')),
    low: value / (1 - at('low')),
    high: value / (1 - at('high')),
  });
  return { lost, price };
}
