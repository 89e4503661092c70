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
  readonly skipped: readonly SkippedMeasurement[];
}

export interface SkippedMeasurement {
  readonly id: string;
  readonly reason: string;
}

/** The performance model beside published measurements: those of which something is predicted, and the others. */
export function compareWithMeasurements(
  benchmarks: readonly BenchmarkRow[],
  catalog: Pick<Catalog, 'models' | 'accelerators'>,
  model: PerformanceModel = PERFORMANCE,
): MeasurementComparisons {
  const compare = measurementComparer(catalog, model);
  const rows: MeasurementComparison[] = [];
  const skipped: SkippedMeasurement[] = [];
  for (const row of benchmarks) {
    const outcome = compare(row);
    if ('reason' in outcome) skipped.push(outcome);
    else rows.push(outcome);
  }
  return { rows, skipped };
}

/** Sets the performance model beside one measurement after the other. */
export function measurementComparer(
  catalog: Pick<Catalog, 'models' | 'accelerators'>,
  model: PerformanceModel = PERFORMANCE,
): (row: BenchmarkRow) => MeasurementComparison | SkippedMeasurement {
  const facts = benchmarkFacts(catalog);
  return (row) => {
    const prediction = predictBenchmark(row, facts, model);
    return typeof prediction === 'string' ? { id: row.id, reason: prediction } : compared(row, prediction);
  };
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
