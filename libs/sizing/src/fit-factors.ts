import type { BenchmarkRow } from '@app/catalog';
import type { BenchmarkFacts } from './benchmark-facts';
import { FACTOR_NAMES, factorsAt, informationOf, leverageOf } from './fit-uncertainty';
import { type PerformanceFactors, type PerformanceModel } from './fitted-factors';
import { predictPoint } from './predict-benchmark';
import { robustLeastSquares } from './robust-least-squares';

/** Where the search for the factors begins, and what they are drawn to where no measurement says otherwise. */
export const STARTING_FACTORS: PerformanceFactors = Object.freeze({
  compute: 0.75,
  bandwidth: 0.9,
  experts: 0.5,
  expertParallel: 0.8,
  blackwell: 0.7,
  cdna: 0.7,
  pcie: 0.8,
  neuron: 0.5,
  exportHopper: 0.4,
  stepSeconds: 2e-3,
  sequenceSeconds: 4e-6,
  collectiveSeconds: 1.5e-5,
  pipeline: 0.85,
  vllm: 0.65,
  mlperfTuning: 1.15,
  mlperfServer: 0.8,
  yearlyProgress: 0.05,
  training: 0.5,
  trainingIntensity: 0.3,
  trainingRun: 0.9,
  trainingSmallModel: 5,
});

/** Errors below this weigh as squares, larger ones by their size: single odd rows do not decide. */
const SOFTNESS = 0.1;
/** How much a factor is drawn to where it began, against one row: keeps what few rows decide from running away. */
const DRAW = 0.05;

/** Factors, and how firmly the measurements hold them. */
export type Fit = Omit<PerformanceModel, 'intervals'>;

/** The factors that explain the measurements best: least sum of sqrt(ln(predicted / measured)^2 + 0.1^2). */
export function fitFactors(benchmarks: readonly BenchmarkRow[], facts: BenchmarkFacts): Fit {
  const start = FACTOR_NAMES.map((name) => Math.log(STARTING_FACTORS[name]));
  const residuals = (point: readonly number[]): number[] => {
    const factors = factorsAt(point);
    return benchmarks.map((row) => {
      const prediction = predictPoint(row, facts, factors);
      return typeof prediction === 'string' ? 0 : Math.log(prediction.predicted / row.value);
    });
  };
  const { point, curvature } = robustLeastSquares({ residuals, start, softness: SOFTNESS, draw: DRAW });
  return { factors: rounded(factorsAt(point)), information: informationOf(curvature) };
}

/** More digits would promise what the measurements do not hold. */
function rounded(factors: PerformanceFactors): PerformanceFactors {
  const entries = FACTOR_NAMES.map((name) => [name, Number(factors[name].toPrecision(3))] as const);
  return Object.fromEntries(entries) as unknown as PerformanceFactors;
}

/** A row beside what a fit says of it: the error, predicted / measured - 1, and how far the fit lets it vary. */
export interface FittedRow {
  readonly error: number;
  readonly leverage: number;
}

/** Rows by id as a fit predicts them; those that cannot be predicted are left out. */
export function rowsUnder(
  benchmarks: readonly BenchmarkRow[],
  facts: BenchmarkFacts,
  fit: Fit,
): Map<string, FittedRow> {
  const found = new Map<string, FittedRow>();
  for (const row of benchmarks) {
    const prediction = predictPoint(row, facts, fit.factors);
    if (typeof prediction === 'string') continue;
    const error = prediction.predicted / row.value - 1;
    found.set(row.id, { error, leverage: leverageOf(row, facts, fit) });
  }
  return found;
}

/** Rows predicted by factors fitted on all rows of other groups: what a user with another group's row may expect. */
export function leaveOneOut(
  benchmarks: readonly BenchmarkRow[],
  facts: BenchmarkFacts,
  groupOf: (row: BenchmarkRow) => string,
): ReadonlyMap<string, FittedRow> {
  const groups = [...new Set(benchmarks.map(groupOf))];
  return new Map(
    groups.flatMap((group) => {
      const others = benchmarks.filter((row) => groupOf(row) !== group);
      const own = benchmarks.filter((row) => groupOf(row) === group);
      return [...rowsUnder(own, facts, fitFactors(others, facts))];
    }),
  );
}
