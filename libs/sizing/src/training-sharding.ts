import type { Figure } from '@app/kernel';
import { efficiencyFactors, type FactorSide } from './efficiency';
import { FigureList } from './figure-list';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import type { TrainingSizing, TrainingSpec } from './training';
import { activationBytes, METHOD_NUMBERS, trainedParameters } from './training-model';

const GIB = 2 ** 30;
const GIGA = 1e9;
/** Bytes of a trained parameter beside its gradient: 2 of the weight, 12 of master weights and Adam. */
const WEIGHTS_AND_OPTIMIZER = 14;

/** What one way of sharding leaves on each chip. */
export interface ShardingOption {
  readonly stage: 0 | 1 | 2 | 3;
  readonly words: string;
  readonly memoryPerChip: Figure;
  readonly fits: boolean;
}

const WORDS = [
  'every chip holds all (data parallel)',
  'optimizer sharded (ZeRO-1)',
  'optimizer and gradients sharded (ZeRO-2)',
  'weights, gradients and optimizer sharded (ZeRO-3, FSDP)',
] as const;

/**
 * Bytes on each of N chips under ZeRO: trained parameters 2 B weights, g B gradients (4, or 2 in bf16) and 12 B master
 * weights and Adam, of which the stages shard 12, then 12 + g, then all; a frozen base is sharded with the weights.
 */
export function stateBytesPerChip(
  frozen: number,
  trained: number,
  chips: number,
  stage: 0 | 1 | 2 | 3,
  gradientBytes: number,
): number {
  const weights = frozen + trained * 2;
  const gradients = trained * gradientBytes;
  const optimizer = trained * 12;
  return (
    weights / (stage >= 3 ? chips : 1) +
    gradients / (stage >= 2 ? chips : 1) +
    optimizer / (stage >= 1 ? chips : 1)
  );
}

/** Memory a chip by stage of sharding, on the accelerators that the sizing chose. */
export function trainingSharding(spec: TrainingSpec, sizing: TrainingSizing): readonly ShardingOption[] {
  const { accelerators: chips } = sizing;
  if (chips === null) return [];
  const factors = efficiencyFactors(spec.accelerator, spec.model);
  const usable = spec.accelerator.memoryGB * GIGA * factors.memoryShare.value - factors.reserve.value;
  const { perTrained } = METHOD_NUMBERS[spec.method];
  const frozen = spec.model.totalParamsB * GIGA * METHOD_NUMBERS[spec.method].perParameter;
  const activations = activationBytes(spec.model, spec.sequenceLength);
  const base = (sizing.ids.accelerators ?? '').replace(/\.accelerators$/, '');
  return ([0, 1, 2, 3] as const).map((stage) => {
    const bytes = (side: FactorSide): number =>
      stateBytesPerChip(
        frozen,
        trainedParameters(spec, side !== 'best'),
        chips,
        stage,
        perTrained[side] - WEIGHTS_AND_OPTIMIZER,
      ) + activations;
    const list = new FigureList<'memory-per-chip'>(`${base}.zero${stage}`);
    const value = bytes('value');
    const all = perTrained.value;
    const memoryPerChip = list.add({
      name: 'memory-per-chip',
      label: `memory of a chip, ${WORDS[stage]}`,
      unit: 'GiB',
      value: value / GIB,
      ends: [bytes('worst') / GIB, bytes('best') / GIB],
      formula: [
        `base + ${all} P_t + activations`,
        `base + ${all - 12} P_t + 12 P_t / N + activations`,
        `base + 2 P_t + ${all - 2} P_t / N + activations`,
        `(base + ${all} P_t) / N + activations`,
      ][stage] as string,
      inputs: [`${base}.trainable-parameters`, `${base}.activation-memory`, `${base}.accelerators`],
      sources: [SOURCES.zero],
    });
    return { stage, words: WORDS[stage], memoryPerChip, fits: value <= usable };
  });
}
