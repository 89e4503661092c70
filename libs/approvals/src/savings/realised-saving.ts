import type { BudgetSpending } from '@app/budgets';
import { figure, unknownFigure, type Figure } from '@app/kernel';
import type { SavingMeasure } from './saving-measure';

/** Full months after which no more is read: by then a price or a load has changed as well. */
export const MOST_SAVING_MONTHS = 36;

export const SAVING_RULE =
  'Saved in a month = what was paid a month before (stated, or planned by the budget) minus the actuals of the category. ' +
  'It counts the full months after the one in which the recommendation was done and before the one that is under way, ' +
  'those alone that have actuals. The saving a month is their mean; one category of one budget is evidence for one ' +
  'recommendation only.';

/** One month of a measure: unknown where the budget has no amounts for it. */
export interface SavingMonth {
  /** `2027-01` */
  readonly month: string;
  readonly baseline: Figure;
  readonly actual: Figure;
  readonly saved: Figure;
}

export interface RealisedMeasure {
  /** The months that count: the first, the last and how many; null where none does. */
  readonly window: { readonly from: string; readonly to: string; readonly months: number } | null;
  readonly months: readonly SavingMonth[];
  /** USD a month; the least and the most of the months are its range. */
  readonly perMonth: Figure;
  /** USD, over the months that count. */
  readonly total: Figure;
}

/** What a measure is read with. */
export interface MeasureReading {
  /** Of the recommendation, as the first part of the ids of figures. */
  readonly key: string;
  readonly measure: SavingMeasure;
  readonly watch: Pick<BudgetSpending, 'budget' | 'variance'>;
  readonly doneAt: Date;
  /** ISO date. */
  readonly today: string;
}

/** What was saved by the amounts of a budget: {@link SAVING_RULE}. */
export function realisedSaving(reading: MeasureReading): RealisedMeasure {
  const names = monthsBetween(reading.doneAt.toISOString().slice(0, 7), reading.today.slice(0, 7));
  const months = names.map((month) => savingMonth(reading, month));
  const counted = months.filter(({ saved }) => saved.value !== null);
  const known = counted.flatMap(({ saved }) => saved.value ?? []);
  const inputs = counted.map(({ saved }) => saved.id);
  const ids = `saving.${reading.key}`;
  if (known.length === 0) {
    const reason =
      names.length === 0
        ? 'no full month has passed since it was done'
        : 'no full month since it was done has both actuals of its category and an amount to hold them against';
    const none = (id: string, label: string, unit: string) =>
      unknownFigure({ id, label, unit, reason, method: 'computed' });
    return {
      window: null,
      months,
      perMonth: none(`${ids}.realised`, 'Saving in fact', 'USD/month'),
      total: none(`${ids}.realised.total`, 'Saving in fact so far', 'USD'),
    };
  }
  const sum = cents(known.reduce((all, value) => all + value, 0));
  return {
    window: { from: counted.at(0)?.month ?? '', to: counted.at(-1)?.month ?? '', months: counted.length },
    months,
    perMonth: figure({
      id: `${ids}.realised`,
      label: 'Saving in fact',
      value: cents(sum / known.length),
      low: Math.min(...known),
      high: Math.max(...known),
      unit: 'USD/month',
      method: 'computed',
      formula: 'mean of the months that count; the least and the most of them',
      inputs,
    }),
    total: figure({
      id: `${ids}.realised.total`,
      label: 'Saving in fact so far',
      value: sum,
      unit: 'USD',
      method: 'computed',
      formula: 'sum of the months that count',
      inputs,
    }),
  };
}

/** Full months after `first` and before `last`, at most {@link MOST_SAVING_MONTHS}. */
function monthsBetween(first: string, last: string): string[] {
  const [year = 0, month = 1] = first.split('-').map(Number);
  const next = (index: number): string =>
    new Date(Date.UTC(year, month - 1 + index, 1)).toISOString().slice(0, 7);
  return Array.from({ length: MOST_SAVING_MONTHS }, (_, index) => next(index + 1)).filter(
    (one) => one < last,
  );
}

function savingMonth({ key, measure, watch, today }: MeasureReading, month: string): SavingMonth {
  const { category, budgetId } = measure;
  const row = watch.variance.rows.find((one) => one.month === month && one.category === category);
  const id = `saving.${key}.${month}`;
  const source = {
    title: `Budget ${watch.budget.name}: ${category}`,
    url: `/v1/budgets/${budgetId}/variance`,
    asOf: today,
    confidence: 'high' as const,
  };
  const actual = amount(row?.actualUsd ?? null, {
    ...{ id: `${id}.actual`, label: `Paid for ${category} in ${month}`, sources: [source] },
    reason: `no file of actuals says anything of ${category} in ${month}`,
  });
  const baseline = baselineOf(measure, row?.budgetUsd ?? null, { id, month, source });
  const saved = {
    id: `${id}.saved`,
    label: `Saved in ${month}`,
    unit: 'USD/month',
    method: 'computed' as const,
  };
  const trail = { formula: 'paid before − paid', inputs: [baseline.id, actual.id] };
  if (baseline.value === null || actual.value === null) {
    const reason = (baseline.value === null ? baseline.unknown : actual.unknown) ?? 'an amount is unknown';
    return { month, baseline, actual, saved: unknownFigure({ ...saved, ...trail, reason }) };
  }
  return {
    month,
    baseline,
    actual,
    saved: figure({ ...saved, ...trail, value: cents(baseline.value - actual.value) }),
  };
}

function baselineOf(
  { baseline, recommendationId, setAt, category }: SavingMeasure,
  planned: number | null,
  {
    id,
    month,
    source,
  }: { readonly id: string; readonly month: string; readonly source: Figure['sources'][number] },
): Figure {
  const named = { id: `${id}.baseline`, label: `Paid for ${category} a month before` };
  if (baseline.kind === 'budget')
    return amount(planned, {
      ...named,
      sources: [source],
      reason: `the budget plans nothing for ${category} in ${month}`,
    });
  const stated = {
    title: baseline.evidence,
    url: `/v1/recommendations/${encodeURIComponent(recommendationId)}/saving-measure`,
    asOf: setAt.toISOString().slice(0, 10),
    confidence: 'medium' as const,
  };
  return amount(baseline.usdPerMonth, { ...named, sources: [stated], reason: '' });
}

function amount(
  value: number | null,
  { reason, ...rest }: Pick<Figure, 'id' | 'label' | 'sources'> & { readonly reason: string },
): Figure {
  const draft = { ...rest, unit: 'USD/month', method: 'sourced' as const };
  return value === null ? unknownFigure({ ...draft, reason }) : figure({ ...draft, value });
}

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}
