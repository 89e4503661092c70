import { type CompletedWorkload, growthModelOf } from '@app/assessments';
import { HORIZON_MONTHS } from '@app/pricing';
import { type GrowthModel, type GrowthPoint, growthPath } from '@app/simulation';
import { refs, valueOf } from './serving-need';

/** How the load of a workload grows: the same share each month, or by the model that was stated. */
export interface LoadGrowth {
  /** As a share; of a stated model the mean over three years. */
  readonly perMonth: number;
  readonly refs: readonly string[];
  /** Load over today's of months 0 to 36 by a stated model; left out where it is the same share each month. */
  readonly factors?: readonly number[];
  /** The load after so many months; null where no growth is known. */
  readonly after: (months: number) => GrownLoad | null;
}

export function loadGrowth(workload: CompletedWorkload, asOf: string): LoadGrowth {
  const model = statedModel(workload, asOf);
  return {
    perMonth: (valueOf(workload, 'growthPerMonth') ?? 0) / 100,
    refs: refs(workload, 'growthPerMonth'),
    ...(model === null ? {} : { factors: growthPath(model, HORIZON_MONTHS).map(({ factor }) => factor) }),
    after: (months) => loadAfter(workload, model, months),
  };
}

/** A load after some months over that of today, and how it was found. */
export interface GrownLoad extends GrowthPoint {
  readonly formula: string;
  readonly inputs: readonly string[];
}

/** Of a season the highest load of the year that ends then. */
function loadAfter(workload: CompletedWorkload, model: GrowthModel | null, months: number): GrownLoad | null {
  const growth = workload.values.growthPerMonth;
  if (growth?.value == null) return null;
  const inputs = [growth.id];
  if (model === null) {
    const grown = (percent: number | null): number | null =>
      percent === null ? null : (1 + percent / 100) ** months;
    const [low, high] = [grown(growth.low), grown(growth.high)];
    const factor = (1 + growth.value / 100) ** months;
    return { month: months, factor, low, high, formula: `(1 + growth a month) ^ ${months}`, inputs };
  }
  const path = growthPath(model, months);
  const seasonal = model.kind === 'seasonal';
  const point = (seasonal ? path.slice(-12) : path.slice(-1)).reduce((most, entry) =>
    entry.factor > most.factor ? entry : most,
  );
  const what = seasonal
    ? `highest load of the year that ends after month ${months}`
    : `load after ${months} months`;
  return { ...point, formula: `${what} by the stated ${model.kind} growth`, inputs };
}

/** A stated model, unless it says no more than a share a month does. */
function statedModel({ input }: CompletedWorkload, asOf: string): GrowthModel | null {
  const growth = input.traffic?.growth;
  return !growth || growth.kind === 'exponential' ? null : growthModelOf(growth, Number(asOf.slice(5, 7)));
}
