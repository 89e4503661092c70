export * from './batch-inference';
export * from './embedding';
export * from './not-sized';
export * from './retrieval';
export {
  compareWithMeasurements,
  type MeasurementComparison,
  type MeasurementComparisons,
} from './measurement-comparison';
export { benchmarkFacts } from './benchmark-facts';
export { readMeasurements } from './read-measurements';
export { fitFactors, leaveOneOut } from './fit-factors';
export { accuracySummary, type AccuracySummary } from './accuracy-summary';
export { FITTED, SPREAD, type PerformanceFactors, type PerformanceSpread } from './fitted-factors';
export { predictBenchmark } from './predict-benchmark';
export type { Prediction } from './prediction';
export { accuracyFigures, quantile, type AccuracyFigures } from './accuracy-figures';
export * from './serving';
export { loadReplicas, replicasFor, replicasHold, UTILISATION_TARGET } from './replica-count';
export * from './size-batch-inference';
export * from './size-embedding';
export * from './size-group';
export * from './size-index';
export * from './size-serving';
export * from './size-training';
export { meanOf, sigmaOf } from './token-spread';
export * from './training';
