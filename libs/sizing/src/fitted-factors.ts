import fittedFile from '../data/fitted-factors.json';

/**
 * The factors of the performance model that published measurements decide, few and each with a physical meaning.
 * `npm run fit` writes them; docs/sizing-accuracy.md publishes how well they explain the measurements.
 */
export interface PerformanceFactors {
  /** Share of the matrix-multiplication rate that prefill and decoding reach, Hopper and Ampere with NVLink. */
  readonly compute: number;
  /** Share of the peak memory bandwidth that decoding reaches, same chips. */
  readonly bandwidth: number;
  /** Share of `compute` that the grouped multiplications of a mixture's experts reach. */
  readonly experts: number;
  /** Share of that which is left where the experts lie on several chips: some chips wait for those with more tokens. */
  readonly expertParallel: number;
  /** Both shares relative to Hopper and Ampere: Blackwell, AMD CDNA, PCIe cards, AWS Neuron, Hopper for export (H20). */
  readonly blackwell: number;
  readonly cdna: number;
  readonly pcie: number;
  readonly neuron: number;
  readonly exportHopper: number;
  /** Seconds that the host needs for a step, and for each sequence in it (scheduling, sampling). */
  readonly stepSeconds: number;
  readonly sequenceSeconds: number;
  /** Seconds of latency of one collective operation of a tensor-parallel group. */
  readonly collectiveSeconds: number;
  /** Share of the throughput that pipeline stages keep. */
  readonly pipeline: number;
  /** Speed of vLLM relative to an engine tuned by the chip's vendor. */
  readonly vllm: number;
  /** Speed of a system tuned for an MLPerf submission; what its Server scenario keeps of Offline. */
  readonly mlperfTuning: number;
  readonly mlperfServer: number;
  /** Growth a year of the speed of engines on the same chip, logarithmic. */
  readonly yearlyProgress: number;
  /** Share of the matrix-multiplication rate that training steps reach on a chip with the FLOP a byte of H100. */
  readonly training: number;
  /** Exponent by which that share falls on chips that compute more for each byte of memory they read. */
  readonly trainingIntensity: number;
  /** Share of that which whole runs reach while they run: evaluation, data, slower phases; not what failures take. */
  readonly trainingRun: number;
  /** Active parameters, in 10^9, at which a whole run on Hopper reaches half of it: small models feed a cluster badly. */
  readonly trainingSmallModel: number;
}

export type FactorName = keyof PerformanceFactors;

/** Half widths of 80 % intervals for what the fit has not seen, as natural logarithms of a ratio. */
export interface PerformanceSpread {
  /** Inference of dense models, and of mixtures of experts. */
  readonly inference: number;
  readonly mixture: number;
  readonly training: number;
}

/** How the interval of one prediction is made: half width x sqrt(1 + weight x leverage), in logarithms. */
export interface PerformanceIntervals extends PerformanceSpread {
  /** What the uncertainty of the factors counts against the scatter of the measurements. */
  readonly weight: number;
}

/** What `npm run fit` finds: the factors, how firmly the measurements hold them, and the widths of intervals. */
export interface PerformanceModel {
  readonly factors: PerformanceFactors;
  /** Lower triangular root of the curvature of the fit in the logarithms of the factors, in their order. */
  readonly information: ReadonlyArray<readonly number[]>;
  readonly intervals: PerformanceIntervals;
}

export const FITTED: PerformanceFactors = Object.freeze(fittedFile.factors);
export const SPREAD: PerformanceSpread = Object.freeze(fittedFile.spread);
export const PERFORMANCE: PerformanceModel = Object.freeze({
  factors: FITTED,
  information: fittedFile.information,
  intervals: fittedFile.intervals,
});
