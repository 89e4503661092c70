import type { AcceleratorRow, ModelRow } from '@app/catalog';
import { figure, type Figure, type Source } from '@app/kernel';
import { FORMULA_SOURCES } from './formula-sources';

/** A starting value with its range: `worst` and `best` are the ends that make a deployment slower or faster. */
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
  /** Share of the compute rate that prefill reaches. */
  readonly prefill: EfficiencyFactor;
  /** Share of the compute rate that decoding reaches at large batches. */
  readonly decode: EfficiencyFactor;
  /** Seconds of latency per collective operation. */
  readonly collective: EfficiencyFactor;
  /** Seconds of latency per operation of a layer. */
  readonly operation: EfficiencyFactor;
  /** Share of a chip's memory that the engine may fill. */
  readonly memoryShare: EfficiencyFactor;
  /** Bytes per chip for the runtime and communication buffers. */
  readonly reserve: EfficiencyFactor;
}

export type FactorSide = 'value' | 'worst' | 'best';

const GIB = 2 ** 30;

/** Operations launched per transformer layer: norms, projections, attention, activation. Our own count. */
export const OPERATIONS_PER_LAYER = 8;

/** Models below this many active parameters reach a smaller share of the compute rate. */
const SMALL_MODEL_PARAMETERS = 3e9;

/** Whether a chip talks to its neighbours over PCIe alone. */
export function isPcie(accelerator: AcceleratorRow): boolean {
  return accelerator.interconnectType.startsWith('PCIe');
}

/**
 * The starting values for a chip and a model, not fitted to measurements. Short prompts do not get the lower prefill
 * value: under load an engine computes several of them together.
 */
export function efficiencyFactors(accelerator: AcceleratorRow, model: ModelRow): EfficiencyFactors {
  const pcie = isPcie(accelerator);
  const small = model.activeParamsB * 1e9 < SMALL_MODEL_PARAMETERS;
  return {
    bandwidth: bandwidthFactor(accelerator, model),
    prefill: small ? PREFILL_SMALL : PREFILL_LARGE,
    decode: DECODE_COMPUTE,
    collective: pcie ? COLLECTIVE_PCIE : COLLECTIVE_LINKED,
    operation: OPERATION_LATENCY,
    memoryShare: MEMORY_SHARE,
    reserve: RESERVE,
  };
}

function bandwidthFactor(accelerator: AcceleratorRow, model: ModelRow): EfficiencyFactor {
  if (accelerator.architecture.startsWith('NeuronCore')) return BANDWIDTH_NEURON;
  if (isPcie(accelerator)) return BANDWIDTH_PCIE;
  return model.experts === undefined ? BANDWIDTH_LINKED : BANDWIDTH_EXPERTS;
}

const { aiconfigurator, factoryPhysics, megatron, neuron, scalingBook, vllm } = FORMULA_SOURCES;

const BANDWIDTH_LINKED: EfficiencyFactor = {
  id: 'bandwidth-efficiency.linked',
  label: 'share of peak memory bandwidth reached in decoding, chips with a scale-up link',
  unit: '1',
  value: 0.8,
  worst: 0.55,
  best: 0.9,
  source: aiconfigurator,
  note: '0.8 is the empirical scaling factor there; 0.55 is the low end for small matrices',
};

const BANDWIDTH_EXPERTS: EfficiencyFactor = {
  ...BANDWIDTH_LINKED,
  id: 'bandwidth-efficiency.experts',
  label: 'share of peak memory bandwidth reached in decoding, mixtures of experts',
  worst: 0.2,
  note: '0.8 as for dense models; published measurements of sparse models imply as little as 0.2',
};

const BANDWIDTH_NEURON: EfficiencyFactor = {
  id: 'bandwidth-efficiency.neuron',
  label: 'share of peak memory bandwidth reached in decoding, AWS Neuron chips',
  unit: '1',
  value: 0.4,
  worst: 0.2,
  best: 0.55,
  source: neuron,
  note: '0.4 is what 33 ms a token of a 70B model on 12 chips imply; small models reach less',
};

const BANDWIDTH_PCIE: EfficiencyFactor = {
  id: 'bandwidth-efficiency.pcie',
  label: 'share of peak memory bandwidth reached in decoding, PCIe cards',
  unit: '1',
  value: 0.65,
  worst: 0.55,
  best: 0.7,
  source: aiconfigurator,
  note: '0.55 to 0.7 on PCIe cards',
};

const PREFILL_LARGE: EfficiencyFactor = {
  id: 'prefill-utilisation.large',
  label: 'share of the compute rate reached in prefill',
  unit: '1',
  value: 0.55,
  worst: 0.45,
  best: 0.65,
  source: scalingBook,
  note: '0.45 to 0.65 for models of 3 billion active parameters and more',
};

const PREFILL_SMALL: EfficiencyFactor = {
  id: 'prefill-utilisation.small',
  label: 'share of the compute rate reached in prefill, small models',
  unit: '1',
  value: 0.33,
  worst: 0.25,
  best: 0.4,
  source: scalingBook,
  note: '0.25 to 0.4 for small models, taken as those below 3 billion active parameters',
};

const DECODE_COMPUTE: EfficiencyFactor = {
  id: 'decode-utilisation',
  label: 'share of the compute rate reached in decoding at large batches',
  unit: '1',
  value: 0.55,
  worst: 0.45,
  best: 0.65,
  source: scalingBook,
  note: 'taken as that of prefill: no separate value is published',
};

const COLLECTIVE_LINKED: EfficiencyFactor = {
  id: 'collective-latency.linked',
  label: 'latency of one collective operation, chips with a scale-up link',
  unit: 's',
  value: 10e-6,
  worst: 15e-6,
  best: 5e-6,
  source: aiconfigurator,
  note: 'point-to-point latency of 10 microseconds there',
};

const COLLECTIVE_PCIE: EfficiencyFactor = {
  id: 'collective-latency.pcie',
  label: 'latency of one collective operation over PCIe',
  unit: 's',
  value: 30e-6,
  worst: 40e-6,
  best: 20e-6,
  source: megatron,
  note: '20 to 40 microseconds over PCIe',
};

const OPERATION_LATENCY: EfficiencyFactor = {
  id: 'operation-latency',
  label: `latency of one operation, ${OPERATIONS_PER_LAYER} of them a layer`,
  unit: 's',
  value: 3e-6,
  worst: 3e-6,
  best: 0,
  source: aiconfigurator,
  note: '3 microseconds an operation there; 0 if launches are hidden entirely',
};

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
