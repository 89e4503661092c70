import type { BenchmarkRow } from '@app/catalog';
import { type FactorName, type PerformanceFactors } from './fitted-factors';
import { robustLeastSquares } from './robust-least-squares';
import type { BenchmarkFacts } from './benchmark-facts';
import { predictBenchmark } from './predict-benchmark';

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
  trainingGoodput: 0.9,
  trainingSmallModel: 5,
});

const NAMES = Object.keys(STARTING_FACTORS) as FactorName[];
/** Bounds that physics sets: no chip reads faster than its peak. */
const MOST: Partial<Record<FactorName, number>> = {
  bandwidth: 0.95,
  expertParallel: 1,
  pipeline: 1,
  trainingGoodput: 1,
};
/** Errors below this weigh as squares, larger ones by their size: single odd rows do not decide. */
const SOFTNESS = 0.1;
/** How much a factor is drawn to where it began, against one row: keeps what few rows decide from running away. */
const DRAW = 0.05;

/** The factors that explain the measurements best: least sum of sqrt(ln(predicted / measured)^2 + 0.1^2). */
export function fitFactors(benchmarks: readonly BenchmarkRow[], facts: BenchmarkFacts): PerformanceFactors {
  const start = NAMES.map((name) => Math.log(STARTING_FACTORS[name]));
  const residuals = (point: readonly number[]): number[] => {
    const factors = factorsAt(point);
    return benchmarks.map((row) => {
      const prediction = predictBenchmark(row, facts, factors);
      return typeof prediction === 'string' ? 0 : Math.log(prediction.predicted / row.value);
    });
  };
  return rounded(factorsAt(robustLeastSquares({ residuals, start, softness: SOFTNESS, draw: DRAW })));
}

function factorsAt(point: readonly number[]): PerformanceFactors {
  const entries = NAMES.map((name, index) => {
    const value = Math.exp(point[index] ?? 0);
    return [name, Math.min(value, MOST[name] ?? Infinity)] as const;
  });
  return Object.fromEntries(entries) as unknown as PerformanceFactors;
}

/** More digits would promise what the measurements do not hold. */
function rounded(factors: PerformanceFactors): PerformanceFactors {
  const entries = NAMES.map((name) => [name, Number(factors[name].toPrecision(3))] as const);
  return Object.fromEntries(entries) as unknown as PerformanceFactors;
}

/** Rows predicted by factors fitted on all rows of other groups: what a user with another group's row may expect. */
export function leaveOneOut(
  benchmarks: readonly BenchmarkRow[],
  facts: BenchmarkFacts,
  groupOf: (row: BenchmarkRow) => string,
): ReadonlyMap<string, number> {
  const errors = new Map<string, number>();
  for (const group of new Set(benchmarks.map(groupOf))) {
    const factors = fitFactors(
      benchmarks.filter((row) => groupOf(row) !== group),
      facts,
    );
    for (const row of benchmarks.filter((one) => groupOf(one) === group)) {
      const prediction = predictBenchmark(row, facts, factors);
      if (typeof prediction !== 'string') errors.set(row.id, prediction.predicted / row.value - 1);
    }
  }
  return errors;
}
