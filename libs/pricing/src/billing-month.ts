import { figure, type Figure } from '@app/kernel';

/** Hours of a billing month: 365 x 24 / 12. */
export const HOURS_PER_MONTH = 730;

export const HOURS_FIGURE: Figure = figure({
  id: 'pricing.hours-per-month',
  label: 'hours of a billing month',
  value: HOURS_PER_MONTH,
  unit: 'h',
  formula: '365 x 24 / 12',
  method: 'computed',
});

/** The ISO date `months` later; the day is kept, or the last one of a shorter month. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return first.toISOString().slice(0, 10);
}
