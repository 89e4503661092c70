import type { AcceleratorRow, ModelRow } from '@app/catalog';
import { figure, type Figure, type Source } from '@app/kernel';
import { FITTED, type PerformanceFactors, SPREAD } from './fitted-factors';
import { FORMULA_SOURCES } from './formula-sources';

/** A factor with its range: `worst` and `best` are the ends that make a deployment slower or faster. */
export interface EfficiencyFactor {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly worst: number;
  readonly best: number;
  readonly source: Source;
  readonly note: string;
}

export interface EfficiencyFactors {
  /** Share of the peak memory bandwidth that decoding reaches. */
  readonly bandwidth: EfficiencyFactor;
  /** Share of the matrix-multiplication rate that prefill and decoding reach. */
  readonly compute: EfficiencyFactor;
  /** Share of that which the experts of a mixture reach; 1 for dense models. */
  readonly experts: EfficiencyFactor;
  /** Share of that which is left where experts lie on several chips (expert parallelism). */
  readonly balance: EfficiencyFactor;
  /** Speed of the serving engine: carries the whole range, the other fitted factors none. */
  readonly engine: EfficiencyFactor;
  /** Seconds that the host needs for a step. */
  readonly step: EfficiencyFactor;
  /** Seconds that the host needs for each sequence of a step. */
  readonly sequence: EfficiencyFactor;
  /** Seconds of latency per collective operation. */
  readonly collective: EfficiencyFactor;
  /** Share of the throughput that pipeline stages keep. */
  readonly pipeline: EfficiencyFactor;
  /** Share of a chip's memory that the engine may fill. */
  readonly memoryShare: EfficiencyFactor;
  /** Bytes per chip for the runtime and communication buffers. */
  readonly reserve: EfficiencyFactor;
}

export type FactorSide = 'value' | 'worst' | 'best';

const GIB = 2 ** 30;

/** What chips reach of their peak in large matrix multiplications where nobody measured it: as Hopper and Blackwell do. */
export const UNMEASURED_CEILING = 0.8;

/** No engine, however tuned, reads more of the peak memory bandwidth: refresh and turnarounds take the rest. */
export const LARGEST_READ_SHARE = 0.95;

const { aiconfigurator, factoryPhysics, fitted: measurements, vllm } = FORMULA_SOURCES;

/** Chips that reach another share of their rates than Hopper and Ampere with NVLink do. */
type Family = 'linked' | 'blackwell' | 'cdna' | 'pcie' | 'neuron' | 'exportHopper';

const FAMILY_WORDS: Readonly<Record<Family, string>> = {
  linked: 'chips with a scale-up link',
  blackwell: 'Blackwell',
  cdna: 'AMD CDNA',
  pcie: 'PCIe cards',
  neuron: 'AWS Neuron chips',
  exportHopper: 'H20',
};

function familyOf(accelerator: AcceleratorRow): Family {
  if (accelerator.architecture.startsWith('NeuronCore')) return 'neuron';
  if (accelerator.id.startsWith('h20-')) return 'exportHopper';
  if (accelerator.interconnectType.startsWith('PCIe')) return 'pcie';
  if (accelerator.architecture.startsWith('CDNA')) return 'cdna';
  return accelerator.architecture.startsWith('Blackwell') ? 'blackwell' : 'linked';
}

/** Architectures of which at least one measurement is in the fit. */
const MEASURED_ARCHITECTURES: readonly string[] = [
  'Ampere',
  'Ada',
  'Hopper',
  'Blackwell',
  'CDNA3',
  'NeuronCore-v2',
];

/** Whether the fit has seen this chip's architecture; of others it only knows the peaks. */
export function isMeasuredFamily(accelerator: AcceleratorRow): boolean {
  return MEASURED_ARCHITECTURES.includes(accelerator.architecture);
}

/**
 * The factors for a chip and a model. What measurements decide comes from the fit; the engine that a user will run is
 * not known, so its speed spans from vLLM to one that the vendor tuned, and the error of the model on top.
 */
export function efficiencyFactors(
  accelerator: AcceleratorRow,
  model: ModelRow,
  fitted: PerformanceFactors = FITTED,
): EfficiencyFactors {
  const family = familyOf(accelerator);
  const relative = family === 'linked' ? 1 : fitted[family];
  return {
    bandwidth: measured({
      id: `bandwidth-efficiency.${family}`,
      label: `share of peak memory bandwidth reached in decoding, ${FAMILY_WORDS[family]}`,
      value: fitted.bandwidth * relative,
    }),
    compute: measured({
      id: `compute-utilisation.${family}`,
      label: `share of the matrix-multiplication rate reached, ${FAMILY_WORDS[family]}`,
      value: fitted.compute * relative,
    }),
    experts: measured({
      id: model.experts === undefined ? 'expert-utilisation.dense' : 'expert-utilisation',
      label: `share of that rate in ${model.experts === undefined ? 'dense models' : 'the experts of a mixture'}`,
      value: model.experts === undefined ? 1 : fitted.experts,
    }),
    balance: measured({
      id: 'expert-balance',
      label: 'share of that rate left where experts lie on several chips',
      value: model.experts === undefined ? 1 : fitted.expertParallel,
    }),
    engine: engineFactor(fitted, model, accelerator),
    step: measured({
      id: 'step-overhead',
      label: 'time of the host for a step',
      unit: 's',
      value: fitted.stepSeconds,
    }),
    sequence: measured({
      id: 'sequence-overhead',
      label: 'time of the host for a sequence in a step',
      unit: 's',
      value: fitted.sequenceSeconds,
    }),
    collective: measured({
      id: 'collective-latency',
      label: 'latency of one collective operation',
      unit: 's',
      value: fitted.collectiveSeconds,
    }),
    pipeline: measured({
      id: 'pipeline-share',
      label: 'share of the throughput that pipeline stages keep',
      value: fitted.pipeline,
    }),
    memoryShare: MEMORY_SHARE,
    reserve: RESERVE,
  };
}

function measured(
  part: Pick<EfficiencyFactor, 'id' | 'label' | 'value'> & { readonly unit?: string },
): EfficiencyFactor {
  const { value } = part;
  const note = 'fitted on published measurements; the range of the engine carries the error';
  return { unit: '1', ...part, worst: value, best: value, source: measurements, note };
}

/** What the range widens by, as a power, on chips of which no measurement is in the fit. */
export const UNMEASURED_WIDENING = 1.5;

function engineFactor(
  fitted: PerformanceFactors,
  model: ModelRow,
  accelerator: AcceleratorRow,
): EfficiencyFactor {
  const isMeasured = isMeasuredFamily(accelerator);
  const spread = model.experts === undefined ? SPREAD.inference : SPREAD.mixture;
  const error = Math.exp(spread * (isMeasured ? 1 : UNMEASURED_WIDENING));
  const kind = model.experts === undefined ? 'engine-speed' : 'engine-speed.mixture';
  return {
    id: isMeasured ? kind : `${kind}.unmeasured`,
    label: 'speed of the serving engine, relative to one that the vendor tuned',
    unit: '1',
    // Where nobody published a measurement, the slower end is the one to plan with.
    value: isMeasured ? (1 + fitted.vllm) / 2 : fitted.vllm,
    worst: fitted.vllm / error,
    best: error,
    source: measurements,
    note: isMeasured
      ? 'midway between vLLM and a tuned engine; the ends are theirs, widened by the error of the model'
      : 'no published measurement of this architecture is in the fit: the slower engine, with wider ends',
  };
}

const MEMORY_SHARE: EfficiencyFactor = {
  id: 'memory-share',
  label: 'share of the memory that the engine fills',
  unit: '1',
  value: 0.9,
  worst: 0.9,
  best: 0.95,
  source: vllm,
  note: 'default of vLLM and TensorRT-LLM 0.90; their benchmarks use 0.95',
};

const RESERVE: EfficiencyFactor = {
  id: 'runtime-reserve',
  label: 'memory a chip keeps for the runtime and communication',
  unit: 'B',
  value: 3.5 * GIB + 0.37 * GIB,
  worst: 3.5 * GIB + 0.39 * GIB,
  best: 3.5 * GIB + 0.34 * GIB,
  source: aiconfigurator,
  note: '3.5 GiB other and 0.34 to 0.39 GiB for NCCL as a safe value',
};

export const WORKING_TOKENS: EfficiencyFactor = {
  id: 'batched-tokens',
  label: 'tokens that the engine computes at once',
  unit: 'tokens',
  value: 8192,
  worst: 16384,
  best: 2048,
  source: vllm,
  note: 'max_num_batched_tokens, a setting of the engine, taken as 8,192',
};

export const ENGINE_CONCURRENCY: EfficiencyFactor = {
  id: 'engine-concurrency',
  label: 'sequences that the engine runs at once at most',
  unit: '1',
  value: 256,
  worst: 256,
  best: 512,
  source: vllm,
  note: 'max_num_seqs, a setting of the engine, 256 unless changed',
};

export const UTILISATION: EfficiencyFactor = {
  id: 'utilisation-target',
  label: 'share of the throughput that the peak may use',
  unit: '1',
  value: 0.7,
  worst: 0.6,
  best: 0.75,
  source: factoryPhysics,
  note: 'usual targets are 0.6 to 0.75: waits grow without bound towards full load',
};

/** The figure of a factor: `assumption.sizing.<id>`. */
export function factorFigure(factor: EfficiencyFactor): Figure {
  return figure({
    id: `assumption.sizing.${factor.id}`,
    label: factor.label,
    value: factor.value,
    unit: factor.unit,
    low: Math.min(factor.worst, factor.best, factor.value),
    high: Math.max(factor.worst, factor.best, factor.value),
    formula: factor.note,
    sources: [factor.source],
    method: 'assumed',
  });
}
