import { figure, type Figure } from '@app/kernel';

/** One place in which a workload could run: what it costs and emits there, a month. */
export interface PlaceOption {
  /** `<provider>/<region>`: part of figure ids. */
  readonly id: string;
  readonly monthlyUsd: Figure;
  readonly emissions: Figure;
}

/** A cleaner place than the one compared with, and the price of the change. */
export interface CleanerPlace<Option extends PlaceOption> {
  readonly option: Option;
  /** kgCO2e a month less. */
  readonly avoided: Figure;
  /** USD a month more; below 0 it costs less. */
  readonly extraCost: Figure;
  /** USD for a tonne avoided; null where the change costs nothing. */
  readonly perTonne: Figure | null;
  /** Whether it is cleaner over the whole of both ranges, and not only by what is published first. */
  readonly isCertain: boolean;
}

/** A place that emits less by less than this share is not called cleaner: publishers differ by more. */
export const MATERIAL_SHARE = 0.25;

/**
 * The cheapest of the places that emit materially less than a reference, or null. Options without a known price or
 * emissions take no part. Equal prices are settled by emissions, then by id.
 */
export function cheapestCleaner<Option extends PlaceOption>(
  reference: PlaceOption,
  options: readonly Option[],
  scope: string,
): CleanerPlace<Option> | null {
  const limit = reference.emissions.value;
  const price = reference.monthlyUsd.value;
  if (limit === null || price === null) return null;
  const valueOf = (entry: Figure): number => entry.value ?? Infinity;
  const [best] = options
    .filter((option) => option.id !== reference.id && option.monthlyUsd.value !== null)
    .filter((option) => valueOf(option.emissions) <= limit * (1 - MATERIAL_SHARE))
    .sort(
      (a, b) =>
        valueOf(a.monthlyUsd) - valueOf(b.monthlyUsd) ||
        valueOf(a.emissions) - valueOf(b.emissions) ||
        (a.id < b.id ? -1 : 1),
    );
  return best ? changeTo(best, reference, scope) : null;
}

function changeTo<Option extends PlaceOption>(
  option: Option,
  reference: PlaceOption,
  scope: string,
): CleanerPlace<Option> {
  const avoided = difference(`${scope}.avoided`, reference.emissions, option.emissions, {
    label: 'emissions avoided by the cleaner region',
    unit: 'kgCO2e/month',
    formula: 'emissions in the reference region - emissions in the cleaner one',
  });
  const extraCost = difference(`${scope}.extra-cost`, option.monthlyUsd, reference.monthlyUsd, {
    label: 'cost of the cleaner region over the reference',
    unit: 'USD/month',
    formula: 'price in the cleaner region - price in the reference region',
  });
  const perTonne =
    (extraCost.value ?? 0) > 0
      ? figure({
          id: `${scope}.per-tonne`,
          label: 'price of a tonne of CO2e avoided',
          value: (extraCost.value ?? 0) / ((avoided.value ?? 1) / 1000),
          unit: 'USD/tCO2e',
          formula: 'extra cost / emissions avoided x 1000',
          inputs: [extraCost.id, avoided.id],
          method: 'computed',
        })
      : null;
  const isCertain =
    (option.emissions.high ?? option.emissions.value ?? Infinity) <=
    (reference.emissions.low ?? reference.emissions.value ?? 0);
  return { option, avoided, extraCost, perTonne, isCertain };
}

function difference(
  id: string,
  from: Figure,
  less: Figure,
  words: { readonly label: string; readonly unit: string; readonly formula: string },
): Figure {
  return figure({
    id,
    ...words,
    value: (from.value ?? 0) - (less.value ?? 0),
    inputs: [from.id, less.id],
    method: 'computed',
  });
}
