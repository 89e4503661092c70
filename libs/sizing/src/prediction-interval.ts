import type { BenchmarkRow } from '@app/catalog';
import type { BenchmarkFacts } from './benchmark-facts';
import { UNMEASURED_WIDENING } from './efficiency';
import { leverageOf } from './fit-uncertainty';
import { PERFORMANCE, type PerformanceIntervals, type PerformanceModel } from './fitted-factors';
import { predictPoint } from './predict-benchmark';
import type { Prediction } from './prediction';

/**
 * A prediction for a row with its 80 % interval, or the reason why there is none. The interval is that of a
 * regression: exp(+- z sqrt(1 + weight x leverage)), z by kind of row, wider where nothing alike was measured.
 */
export function predictBenchmark(
  row: BenchmarkRow,
  facts: BenchmarkFacts,
  model: PerformanceModel = PERFORMANCE,
): Prediction | string {
  const point = predictPoint(row, facts, model.factors);
  if (typeof point === 'string') return point;
  const { unmeasured, spread, ...prediction } = point;
  const { [spread]: scatter, weight } = model.intervals;
  const half = scatter * reachOf(leverageOf(row, facts, model), { weight });
  const width = Math.exp(half * (unmeasured ? UNMEASURED_WIDENING : 1));
  return { ...prediction, low: prediction.predicted / width, high: prediction.predicted * width };
}

/** By how much the uncertainty of the factors widens an interval: sqrt(1 + weight x leverage). */
export function reachOf(leverage: number, { weight }: Pick<PerformanceIntervals, 'weight'>): number {
  return Math.sqrt(1 + weight * leverage);
}
