import { type Figure, figure } from '@app/kernel';
import type { Effort } from '../agent-output';

/** Work of one person behind each word: less than a working week, one to four of them, one to six months of 20 days. */
const WORKING_DAYS: Readonly<Record<Effort, readonly [number, number]>> = {
  days: [1, 4],
  weeks: [5, 20],
  months: [20, 120],
};

/** No step takes less than half a day: whoever is to do it has to find out, do it and show it. */
const LEAST_PER_STEP = 0.5;

/** The rule of {@link effortDays} in words. */
export const EFFORT_RULE =
  'days: 1 to 4 working days of one person; weeks: 5 to 20; months: 20 to 120; at least half a day for each step; the value is the middle of the range on a logarithmic scale';

/**
 * The effort of a recommendation in person-days: a range by {@link EFFORT_RULE} from the word that its agents chose and
 * the number of its steps. An assumption of this product, not a measurement.
 */
export function effortDays(id: string, effort: Effort, steps: number): Figure {
  const [least, most] = WORKING_DAYS[effort];
  const low = Math.max(least, steps * LEAST_PER_STEP);
  const high = Math.max(most, low);
  return figure({
    id,
    label: 'Effort of carrying it out',
    value: Math.round(Math.sqrt(low * high) * 2) / 2,
    low,
    high,
    unit: 'person-days',
    method: 'assumed',
    formula: EFFORT_RULE,
  });
}
