import { figure, type Figure, unknownFigure } from '@app/kernel';
import type { TotalCost } from './total-cost';

/**
 * What payments of months 1, 2, ... are worth today: sum of cost_m / (1 + r)^(m/12), each paid at the end of its month.
 * `perYear` is a share: 0.08 is 8 %.
 */
export function discounted(costs: readonly number[], perYear: number): number {
  return costs.reduce((sum, cost, index) => sum + cost / (1 + perYear) ** ((index + 1) / 12), 0);
}

/** The 36 months of a way at today's worth; `rate` in per cent a year. Id `<cost>.present-value`. */
export function presentValueOf(cost: TotalCost, rate: Figure): Figure {
  const { total, course } = cost;
  const draft = {
    id: total.id.replace(/\.total$/, '.present-value'),
    label: `${total.label}, at today's worth`,
    unit: 'USD',
    formula:
      'sum over months m of cost of the month / (1 + discount rate)^(m / 12); range as wide in proportion as that of the total',
    inputs: [total.id, rate.id],
    sources: total.sources,
    method: 'computed' as const,
  };
  const perYear = (rate.value ?? 0) / 100;
  if (total.value === null || course === null || rate.value === null)
    return unknownFigure({
      ...draft,
      reason: total.unknown ?? rate.unknown ?? 'the cost of a month is not known',
    });
  const value = discounted(course, perYear);
  const end = (bound: number | null): number | null =>
    bound === null || total.value === null || total.value === 0 ? null : (value * bound) / total.value;
  return figure({ ...draft, value, low: end(total.low), high: end(total.high) });
}
