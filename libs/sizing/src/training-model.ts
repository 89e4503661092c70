import type { AcceleratorRow, ModelRow } from '@app/catalog';
import type { TrainingMethod, TrainingPrecision, TrainingSpec } from './training';

const GIGA = 1e9;

/** What a method multiplies: bytes of state per parameter, and FLOP per parameter and token. */
interface MethodNumbers {
  /** Bytes per parameter of the base model. */
  readonly perParameter: number;
  /** Bytes per trained parameter, beyond the base. */
  readonly perTrained: { readonly value: number; readonly worst: number; readonly best: number };
  readonly flopsPerToken: number;
}

/**
 * Full: 18 B per parameter (weights with fp32 master 6, Adam 8, fp32 gradients 4; 16 with bf16 gradients), 6 FLOP.
 * LoRA: 2 B per parameter, 16 to 18 per trained one. QLoRA: 0.5 + 0.0159 B and 16. Frozen matrices need no weight
 * gradients: 4 FLOP. Sources: stas00, ZeRO, LoRA, QLoRA.
 */
export const METHOD_NUMBERS: Readonly<Record<TrainingMethod, MethodNumbers>> = {
  full: { perParameter: 0, perTrained: { value: 18, worst: 18, best: 16 }, flopsPerToken: 6 },
  pretraining: { perParameter: 0, perTrained: { value: 18, worst: 18, best: 16 }, flopsPerToken: 6 },
  lora: { perParameter: 2, perTrained: { value: 16, worst: 18, best: 16 }, flopsPerToken: 4 },
  qlora: { perParameter: 0.5159, perTrained: { value: 16, worst: 16, best: 16 }, flopsPerToken: 4 },
};

/**
 * Parameters of adapters of rank r: sum over the adapted matrices of r (d_in + d_out). `wide` adapts the feed-forward
 * matrices too, where the model is dense; else attention only.
 */
export function adapterParameters(model: ModelRow, rank: number, wide: boolean): number {
  const queries = model.attentionHeads * model.headDim;
  const keys = model.kvHeads * model.headDim;
  const hidden = model.hiddenSize;
  const attention = 2 * (hidden + queries) + 2 * (hidden + keys);
  const dense = model.experts === undefined && model.intermediateSize !== null;
  const feedForward = wide && dense ? 3 * (hidden + (model.intermediateSize ?? 0)) : 0;
  return model.layers * rank * (attention + feedForward);
}

/** Trained parameters under a method; `wide` as for adapters. */
export function trainedParameters(spec: TrainingSpec, wide: boolean): number {
  return spec.method === 'lora' || spec.method === 'qlora'
    ? adapterParameters(spec.model, spec.loraRank, wide)
    : spec.model.totalParamsB * GIGA;
}

/** Bytes of weights, gradients and optimizer, over all chips: sharded evenly (ZeRO-3: state / N per chip). */
export function stateBytes(spec: TrainingSpec, side: 'value' | 'worst' | 'best'): number {
  const numbers = METHOD_NUMBERS[spec.method];
  return (
    spec.model.totalParamsB * GIGA * numbers.perParameter +
    trainedParameters(spec, side !== 'best') * numbers.perTrained[side]
  );
}

/**
 * Bytes of activations per chip with one sequence at a time, FlashAttention and full checkpointing: 2 s h per layer
 * kept, and 34 s h for the layer being recomputed (Korthikanti et al.).
 */
export function activationBytes(model: ModelRow, sequenceLength: number): number {
  return sequenceLength * model.hiddenSize * (2 * model.layers + 34);
}

/** FLOP of causal attention for each L A d S: half of 12. It has no weights, so freezing weights saves none of it. */
const ATTENTION_FLOPS = 6;

/** FLOP of a run: D (c Pa + 6 L A d S), c = 6 for all parameters and 4 with frozen ones (Kaplan et al.). */
export function trainingFlops(spec: TrainingSpec): number {
  const { model } = spec;
  const c = METHOD_NUMBERS[spec.method].flopsPerToken;
  const attention = model.layers * model.attentionHeads * model.headDim * spec.sequenceLength;
  return spec.tokens * spec.epochs * (c * model.activeParamsB * GIGA + ATTENTION_FLOPS * attention);
}

/** Bytes of a checkpoint of so many trained parameters: with the states of the optimizer 14 each, without them 2. */
export function checkpointBytes(trained: number, withOptimizer = true): number {
  return trained * (withOptimizer ? 14 : 2);
}

/**
 * The dense peak of a format in FLOP/s, that of either 16-bit one where none is named, against which utilisation in
 * training is stated; null when not sourced.
 */
export function trainingPeak(accelerator: AcceleratorRow, precision?: TrainingPrecision): number | null {
  const { bf16, fp16 } = accelerator.denseTFLOPS;
  const rate = precision === undefined ? (bf16 ?? fp16) : accelerator.denseTFLOPS[precision];
  return rate === null ? null : rate * 1e12;
}
