import { figure, unknownFigure, type Figure } from '@app/kernel';
import type { FollowedRecommendation } from '@app/synthesis';
import type { SavingMeasure } from './saving-measure';

/** How what was saved stands to what was forecast: within its range, above or below it. */
export const SAVING_VERDICTS = ['as-forecast', 'more', 'less', 'unknown'] as const;
export type SavingVerdict = (typeof SAVING_VERDICTS)[number];

/**
 * What a recommendation would save a month, by its saving figures: as they stood when its measure was set, or as they
 * stand where it has none.
 */
export function forecastSaving(
  { recommendation, runId, followUp }: FollowedRecommendation,
  measure: SavingMeasure | null,
): Figure {
  const { runId: by, saving } = measure?.forecast ?? { runId, saving: followUp?.saving ?? null };
  const { figures, cost } = recommendation;
  // The figures of another run than the one at hand are in its own answers.
  const inputs = by === runId ? cost.savingIds : [];
  const known = figures.filter(({ id, value }) => inputs.includes(id) && value !== null);
  const leftOut = inputs.length - known.length;
  const apart = leftOut === 0 ? '' : `; ${leftOut} of them unknown and not in it`;
  const named = {
    id: `saving.${recommendation.key}.forecast`,
    label: 'Saving as forecast',
    unit: 'USD/month',
    method: 'computed' as const,
    formula: `sum of the saving figures of the recommendation by run ${by}, in USD a month of 730 hours${apart}`,
    inputs,
  };
  if (saving === null)
    return unknownFigure({ ...named, reason: 'the recommendation names no saving that is known' });
  return figure({ ...named, value: saving.usdPerMonth, low: saving.low, high: saving.high });
}

/** What was saved beyond what was forecast; less is negative. */
export function savingDifference(key: string, forecast: Figure, realised: Figure): Figure {
  const named = {
    id: `saving.${key}.difference`,
    label: 'Saving in fact over the forecast',
    unit: 'USD/month',
    method: 'computed' as const,
    formula: 'saving in fact − saving as forecast',
    inputs: [realised.id, forecast.id],
  };
  if (realised.value === null || forecast.value === null) {
    const reason =
      (realised.value === null ? realised.unknown : forecast.unknown) ?? 'one of both is unknown';
    return unknownFigure({ ...named, reason });
  }
  return figure({ ...named, value: Math.round((realised.value - forecast.value) * 100) / 100 });
}

export function savingVerdict(forecast: Figure, realised: Figure): SavingVerdict {
  if (realised.value === null || forecast.value === null) return 'unknown';
  if (realised.value < (forecast.low ?? forecast.value)) return 'less';
  return realised.value > (forecast.high ?? forecast.value) ? 'more' : 'as-forecast';
}
