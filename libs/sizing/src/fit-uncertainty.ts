import type { BenchmarkRow } from '@app/catalog';
import type { BenchmarkFacts } from './benchmark-facts';
import { LARGEST_READ_SHARE } from './efficiency';
import { FITTED, type FactorName, type PerformanceFactors, type PerformanceModel } from './fitted-factors';
import { predictPoint } from './predict-benchmark';

/** The fitted factors, in the order of every vector and matrix about them. */
export const FACTOR_NAMES = Object.keys(FITTED) as readonly FactorName[];

/** Bounds that physics sets: no chip reads faster than its peak. */
const MOST: Partial<Record<FactorName, number>> = {
  bandwidth: LARGEST_READ_SHARE,
  expertParallel: 1,
  pipeline: 1,
  trainingRun: 1,
};
/** Step of the slopes, in the logarithm of a factor. */
const DIFFERENCE = 1e-3;
const DIGITS = 5;

/** Factors from their logarithms, within the bounds of physics. */
export function factorsAt(point: readonly number[]): PerformanceFactors {
  const entries = FACTOR_NAMES.map((name, index) => {
    const value = Math.exp(point[index] ?? 0);
    return [name, Math.min(value, MOST[name] ?? Infinity)] as const;
  });
  return Object.fromEntries(entries) as unknown as PerformanceFactors;
}

/** The lower triangular root L of a curvature, L L' = curvature (Cholesky), with as many digits as tell anything. */
export function informationOf(curvature: ReadonlyArray<readonly number[]>): number[][] {
  const root: number[][] = [];
  for (const [i, row] of curvature.entries()) {
    const line: number[] = [];
    for (let j = 0; j <= i; j += 1) {
      const known = line.reduce((sum, value, k) => sum + value * ((j === i ? line : root[j])?.[k] ?? 0), 0);
      const rest = (row[j] ?? 0) - known;
      line.push(j === i ? Math.sqrt(rest) : rest / (root[j]?.[j] ?? 1));
    }
    root.push(line);
  }
  return root.map((line) => line.map((value) => Number(value.toPrecision(DIGITS))));
}

/**
 * How far the factors may move the prediction of a row: g' (L L')^-1 g = |L^-1 g|^2, g the slopes of the logarithm of
 * the prediction. Small where many measurements hold the factors that count, large where few do.
 */
export function leverageOf(
  row: BenchmarkRow,
  facts: BenchmarkFacts,
  { factors, information }: Pick<PerformanceModel, 'factors' | 'information'>,
): number {
  const solved: number[] = [];
  for (const [index, slope] of slopesOf(row, facts, factors).entries()) {
    const line = information[index] ?? [];
    const known = solved.reduce((sum, value, before) => sum + value * (line[before] ?? 0), 0);
    solved.push((slope - known) / (line[index] ?? 1));
  }
  return solved.reduce((sum, value) => sum + value * value, 0);
}

/** d ln(prediction) / d ln(factor); 0 where the factor does not matter or is at its bound. */
function slopesOf(row: BenchmarkRow, facts: BenchmarkFacts, factors: PerformanceFactors): number[] {
  const logarithm = (at: PerformanceFactors): number => {
    const prediction = predictPoint(row, facts, at);
    return typeof prediction === 'string' ? NaN : Math.log(prediction.predicted);
  };
  const here = logarithm(factors);
  return FACTOR_NAMES.map((name) => {
    const moved = Math.min(factors[name] * Math.exp(DIFFERENCE), MOST[name] ?? Infinity);
    return (logarithm({ ...factors, [name]: moved }) - here) / DIFFERENCE || 0;
  });
}
