import { figure, type Figure, type Source } from '@app/kernel';
import type { Effort } from '../agent-output';
import type { Analysis } from '../analysis';
import type { Workbench } from '../workbench';
import { effortDays } from './effort-days';
import { taken } from './planning-assumption';

/** Twelve months of the 20 days by which the effort of a recommendation counts. */
const WORKING_DAYS_A_YEAR = 240;
const MONTHS_A_YEAR = 12;

const PAY: Source = {
  title:
    'Wages of software developers in the United States, 2024, of the Bureau of Labor Statistics, as ler.me shows them',
  url: 'https://ler.me/occupations/software-developers',
  asOf: '2024',
  confidence: 'medium',
};

const ENGINEER = {
  path: ['planning', 'engineerUsdPerYear'],
  name: 'engineer-cost',
  label: 'Cost of an engineer',
  unit: 'USD/a',
  value: 144_570,
  low: 79_850,
  high: 211_450,
  why: 'mean wage of software developers in the United States, from the lowest to the highest tenth, without what an employer pays on top; it weighs work against what it concerns and is in no bill',
  question: 'What does an engineer cost the employer a year, in USD?',
  sources: [PAY],
} as const;

/** A piece of work, and what a month of that which it concerns costs or is worth. */
export interface WeighedWork {
  /** Key of the recommendation. */
  readonly key: string;
  readonly effort: Effort;
  readonly steps: number;
  /** USD a month, all of it known. */
  readonly concerned: readonly Figure[];
  readonly concerns: string;
  /** Its year where that is more or less than twelve such months, USD. */
  readonly yearly?: Figure;
}

/** Work beside what it concerns. */
export interface EffortWeighed {
  readonly days: Figure;
  /** USD, once. */
  readonly cost: Figure;
  /** USD of a year. */
  readonly yearly: Figure;
  /** Whether a year of what it concerns is worth at least as much as the work. */
  readonly isWorthIt: boolean;
}

/**
 * Whether a piece of work can pay for itself within a year even if it saved all that it concerns. Null where an amount
 * is not known: what is not known is not called small.
 */
export function weighEffort(notes: Analysis, bench: Workbench, work: WeighedWork): EffortWeighed | null {
  if (work.concerned.length === 0 || work.concerned.some(({ value }) => value === null)) return null;
  const scope = `effort.${work.key}`;
  const engineer = taken(bench, ENGINEER, bench.input.planning?.engineerUsdPerYear);
  notes.assume(...(engineer.assumption ? [engineer.assumption] : []));
  notes.ask(...(engineer.question ? [engineer.question] : []));
  const days = bench.figures.add(effortDays(`${scope}.person-days`, work.effort, work.steps));
  const cost = bench.figures.add(costOf(`${scope}.cost`, days, engineer.figure));
  const yearly = work.yearly?.value == null ? twelveMonths(bench, scope, work) : work.yearly;
  return { days, cost, yearly, isWorthIt: (yearly.value ?? 0) >= (cost.value ?? 0) };
}

function twelveMonths(bench: Workbench, scope: string, work: WeighedWork): Figure {
  const at = (end: 'value' | 'low' | 'high'): number =>
    work.concerned.reduce((sum, entry) => sum + (entry[end] ?? entry.value ?? 0), 0) * MONTHS_A_YEAR;
  const isBounded = work.concerned.every(({ low, high }) => (low === null) === (high === null));
  return bench.figures.add(
    figure({
      id: `${scope}.a-year`,
      label: `A year of ${work.concerns}`,
      value: at('value'),
      ...(isBounded && { low: at('low'), high: at('high') }),
      unit: 'USD/a',
      method: 'computed',
      formula: `sum a month x ${MONTHS_A_YEAR}`,
      inputs: work.concerned.map(({ id }) => id),
    }),
  );
}

function costOf(id: string, days: Figure, engineer: Figure): Figure {
  const at = (end: 'value' | 'low' | 'high'): number =>
    ((days[end] ?? 0) * (engineer[end] ?? engineer.value ?? 0)) / WORKING_DAYS_A_YEAR;
  return figure({
    id,
    label: "What the work costs in people's time",
    value: at('value'),
    low: at('low'),
    high: at('high'),
    unit: 'USD',
    method: 'computed',
    formula: `person-days x cost of an engineer a year / ${WORKING_DAYS_A_YEAR} working days`,
    inputs: [days.id, engineer.id],
  });
}
