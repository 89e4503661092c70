import type { BenchmarkRow, Catalog } from '@app/catalog';
import type { Source } from '@app/kernel';
import { benchmarkFacts } from './benchmark-facts';
import { PERFORMANCE, type PerformanceModel } from './fitted-factors';
import { predictBenchmark } from './prediction-interval';
import type { Prediction } from './prediction';

/** One published measurement beside what the performance model says: error = predicted / measured - 1. */
export interface MeasurementComparison extends Prediction {
  readonly id: string;
  readonly kind: BenchmarkRow['kind'];
  readonly modelId: string;
  readonly acceleratorId: string;
  readonly precision: string;
  readonly unit: string;
  readonly measured: number;
  readonly error: number;
  readonly source: Source;
}

export interface MeasurementComparisons {
  readonly rows: readonly MeasurementComparison[];
  readonly skipped: ReadonlyArray<{ readonly id: string; readonly reason: string }>;
}

/** The performance model beside published measurements, in their order. */
export function compareWithMeasurements(
  benchmarks: readonly BenchmarkRow[],
  catalog: Pick<Catalog, 'models' | 'accelerators'>,
  model: PerformanceModel = PERFORMANCE,
): MeasurementComparisons {
  const facts = benchmarkFacts(catalog);
  const rows: MeasurementComparison[] = [];
  const skipped: Array<{ id: string; reason: string }> = [];
  for (const row of benchmarks) {
    const prediction = predictBenchmark(row, facts, model);
    if (typeof prediction === 'string') skipped.push({ id: row.id, reason: prediction });
    else rows.push(compared(row, prediction));
  }
  return { rows, skipped };
}

function compared(row: BenchmarkRow, prediction: Prediction): MeasurementComparison {
  const { id, kind, modelId, acceleratorId, precision, unit, source } = row;
  const error = prediction.predicted / row.value - 1;
  return {
    id,
    kind,
    modelId,
    acceleratorId,
    precision,
    unit,
    measured: row.value,
    ...prediction,
    error,
    source,
  };
}
