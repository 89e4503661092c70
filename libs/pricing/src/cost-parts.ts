import { figure, type Figure } from '@app/kernel';
import type { CostCategory } from './cost-category';
import { isOpen } from './open-end';
import { HORIZON_MONTHS } from './total-cost';

/** One line of a monthly bill. */
export interface CostPart {
  readonly category: CostCategory;
  /** USD/month. */
  readonly monthly: Figure;
  /** The most that it can come to where its price is unknown: the dearest one listed; null where nothing bounds it. */
  readonly bound: Figure | null;
}

/** A bill with what is not in it. */
export interface Bill {
  readonly monthly: Figure;
  /** The same over 36 months, at today's load and prices. */
  readonly threeYears: Figure;
  readonly parts: readonly CostPart[];
  readonly unknown: readonly CostPart[];
}

/**
 * Adds up a month by the rule for unknown prices: the value is the sum of what is known and says what it leaves out;
 * at the low end an unknown part costs nothing, at the high end as much as its bound. Where one has no bound, the sum
 * has no high end.
 */
export function billOf(id: string, label: string, parts: readonly CostPart[]): Bill {
  const known = parts.filter((part) => part.monthly.value !== null);
  const unknown = parts.filter((part) => part.monthly.value === null);
  const without = unknown.map((part) => part.monthly.label).join(', ');
  const bounded = unknown.every((part) => part.bound?.value != null);
  const closed = bounded && !known.some(({ monthly }) => isOpen(monthly));
  const low = known.reduce((sum, { monthly }) => sum + (monthly.low ?? monthly.value ?? 0), 0);
  const high =
    known.reduce((sum, { monthly }) => sum + (monthly.high ?? monthly.value ?? 0), 0) +
    unknown.reduce((sum, part) => sum + (part.bound?.high ?? part.bound?.value ?? 0), 0);
  const ranged =
    unknown.length > 0 || known.some(({ monthly }) => monthly.low !== null || monthly.high !== null);
  const inputs = [
    // What is unknown is in no sum: its bound is.
    ...known.map((part) => part.monthly.id),
    ...unknown.flatMap((part) => (part.bound ? [part.bound.id] : [])),
  ];
  const formula =
    unknown.length === 0
      ? 'sum of the parts'
      : `the known parts added up, without ${without}; at the low end these cost nothing, at the high end ${bounded ? 'the dearest price listed' : 'an unknown sum, so there is none'}`;
  const write = (name: string, unit: string, months: number): Figure =>
    figure({
      id: `${id}.${name}`,
      label: months === 1 ? label : `${label}, ${months} months at today's load and prices`,
      unit,
      method: 'computed',
      formula: months === 1 ? formula : `a month x ${months}; ${formula}`,
      inputs: months === 1 ? inputs : [`${id}.monthly`],
      ...(known.length === 0
        ? { value: null, unknown: `no part of it has a known price: ${without}` }
        : {
            value: known.reduce((sum, { monthly }) => sum + (monthly.value ?? 0), 0) * months,
            low: ranged ? low * months : null,
            high: ranged && closed ? high * months : null,
          }),
    });
  return {
    monthly: write('monthly', 'USD/month', 1),
    threeYears: write('36-months', 'USD', HORIZON_MONTHS),
    parts,
    unknown,
  };
}
