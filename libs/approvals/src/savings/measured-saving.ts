import { unknownFigure, type Figure } from '@app/kernel';
import type { FollowedRecommendation } from '@app/synthesis';
import { realisedSaving, type MeasureReading, type RealisedMeasure } from './realised-saving';
import { forecastSaving, savingDifference, savingVerdict, type SavingVerdict } from './saving-forecast';
import type { SavingMeasure } from './saving-measure';

/** What a recommendation saved by the actuals of a budget, against what was forecast. */
export interface MeasuredSaving extends RealisedMeasure {
  readonly measure: SavingMeasure | null;
  /** When it was said to be done; null while it is not. */
  readonly doneAt: Date | null;
  readonly forecast: Figure;
  readonly difference: Figure;
  readonly verdict: SavingVerdict;
}

/** The budget that a measure reads; null where it is there no more. */
export type MeasuredBudget = MeasureReading['watch'] | null;

/** Reads a saving off its budget, as of a day (ISO date): unknown with its reason while there is nothing to read. */
export function measuredSaving(
  followed: FollowedRecommendation,
  measure: SavingMeasure | null,
  budget: MeasuredBudget,
  today: string,
): MeasuredSaving {
  const { followUp, recommendation } = followed;
  const { key } = recommendation;
  const doneAt = followUp?.status === 'done' ? followUp.statusSince : null;
  const forecast = forecastSaving(followed, measure);
  const realised = realisedOf(key, { measure, budget, doneAt, today });
  return {
    ...realised,
    measure,
    doneAt,
    forecast,
    difference: savingDifference(key, forecast, realised.perMonth),
    verdict: savingVerdict(forecast, realised.perMonth),
  };
}

interface Reading {
  readonly measure: SavingMeasure | null;
  readonly budget: MeasuredBudget;
  readonly doneAt: Date | null;
  readonly today: string;
}

function realisedOf(key: string, { measure, budget, doneAt, today }: Reading): RealisedMeasure {
  if (doneAt === null) return nothing(key, 'it is not done');
  if (measure === null) return nothing(key, 'nobody said in which category of which budget it can be seen');
  if (budget === null) return nothing(key, `budget ${measure.budgetId} is there no more`);
  return realisedSaving({ key, measure, watch: budget, doneAt, today });
}

function nothing(key: string, reason: string): RealisedMeasure {
  const none = (id: string, label: string, unit: string): Figure =>
    unknownFigure({ id: `saving.${key}.${id}`, label, unit, reason, method: 'computed' });
  return {
    window: null,
    months: [],
    perMonth: none('realised', 'Saving in fact', 'USD/month'),
    total: none('realised.total', 'Saving in fact so far', 'USD'),
  };
}
