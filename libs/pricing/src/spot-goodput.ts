import { figure, type Figure } from '@app/kernel';
import { interruptionsPerHour, SPOT_INTERRUPTIONS } from '@app/sizing';

/**
 * Price over goodput: price_spot / (1 - lost fraction), the lost fraction being interruptions an hour x hours to
 * recover; `seconds` from the interruption until the lost capacity serves again. A figure `<scope>.goodput-price`, USD/h;
 * unknown where the spot price is.
 */
export function goodputPrice(scope: string, spot: Figure, seconds: Figure): { lost: Figure; price: Figure } {
  const share = SPOT_INTERRUPTIONS;
  const fraction = (percent: number, lost: number): number =>
    Math.min(0.99, interruptionsPerHour(percent) * (lost / 3600));
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
