export * from './batch-inference';
export * from './embedding';
export * from './retrieval';
export {
  compareWithMeasurements,
  measurementComparer,
  type MeasurementComparison,
  type MeasurementComparisons,
} from './measurement-comparison';
export { benchmarkFacts } from './benchmark-facts';
export { readMeasurements, type ReadMeasurement } from './read-measurements';
export { fitFactors, leaveOneOut, rowsUnder, type FittedRow } from './fit-factors';
export { accuracySummary, type AccuracySummary } from './accuracy-summary';
export {
  FITTED,
  SPREAD,
  type PerformanceFactors,
  type PerformanceIntervals,
  type PerformanceModel,
  type PerformanceSpread,
} from './fitted-factors';
export { predictBenchmark, reachOf } from './prediction-interval';
export type { Prediction } from './prediction';
export { accuracyFigures, quantile, type AccuracyFigures } from './accuracy-figures';
export * from './service-times';
export * from './serving';
export { loadReplicas, replicasFor, replicasHold, UTILISATION_TARGET } from './replica-count';
export * from './size-batch-inference';
export * from './size-embedding';
export * from './replica-shape';
export * from './size-group';
export * from './size-index';
export * from './size-serving';
export * from './size-training';
export { ACTIVATION_BYTES } from './machine-network';
export { BYTES_PER_WEIGHT } from './number-format';
export { meanOf, sigmaOf } from './token-spread';
export * from './training';
export {
  instanceVcpus,
  sizeTier,
  COMPUTE_TIERS,
  type ComputeTier,
  type TierSizing,
  type TierSpec,
} from './general-compute';
export { indexOptions, INDEX_KINDS, type IndexOption } from './index-options';
export { retrievalCost, type RetrievalCost, type RetrievalSpec } from './ingest';
export { given, givenBy, type Given } from './presumption';
export { replicaLayouts, type ReplicaLayoutOption } from './replica-layouts';
export { scalingHeadroom, type ScalingHeadroom } from './scaling-headroom';
export { servingSettings, type ServingSettings } from './serving-settings';
export {
  siteNeeds,
  type SiteNeeds,
  type SiteSpec,
  STREAMED_TOKEN_BYTES,
  TOKEN_TEXT_BYTES,
} from './site-needs';
export { interruptionsPerHour, SPOT_INTERRUPTIONS } from './spot-interruptions';
export { throughputCurve, type CurvePoint } from './throughput-curve';
export type { TrainingReliability } from './training-reliability';
export { trainingSharding, type ShardingOption } from './training-sharding';
