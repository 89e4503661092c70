import type { AcceleratorRow, ModelRow } from '@app/catalog';
import { OPERATIONS_PER_LAYER, WORKING_TOKENS, type EfficiencyFactors, type FactorSide } from './efficiency';
import { kvBytes, kvCopies, type KvProfile } from './kv-cache';
import type { ComputePath } from './number-format';

/** Prompt and answer of the mean request, in tokens, with the moments that the quadratic terms need. */
export interface RequestShape {
  readonly inputTokens: number;
  readonly inputTokensSquared: number;
  readonly outputTokens: number;
  readonly cachedShare: number;
}

/** One replica: a model on a group of `n` chips, under one reading of the efficiency factors. */
export interface ReplicaSetup {
  readonly model: ModelRow;
  readonly accelerator: AcceleratorRow;
  readonly n: number;
  readonly bytesPerWeight: number;
  readonly kv: KvProfile;
  readonly path: ComputePath;
  readonly factors: EfficiencyFactors;
  readonly side: FactorSide;
}

const GIGA = 1e9;

/**
 * Memory and time of one replica. SI units: bytes, seconds, FLOP. Each method names its formula; the symbols are P
 * parameters, Pa active parameters, L layers, H hidden size, n chips, B sequences, S context, F FLOP/s, W B/s.
 */
export class ReplicaModel {
  constructor(private readonly setup: ReplicaSetup) {}

  /** M_w = P b: a mixture of experts holds them all. */
  weightBytes(): number {
    return this.setup.model.totalParamsB * GIGA * this.setup.bytesPerWeight;
  }

  /** M_act = tokens (5 H + 2 I / n + V / n) 2 bytes per chip; I intermediate size, V vocabulary. */
  workingBytesPerChip(): number {
    const { model, n, side } = this.setup;
    const intermediate =
      model.intermediateSize ?? (model.moeIntermediateSize ?? 0) * (model.expertsPerToken ?? 1);
    const perToken = 5 * model.hiddenSize + (2 * intermediate + (model.vocabSize ?? 0)) / n;
    return WORKING_TOKENS[side] * perToken * 2;
  }

  /** M_kv = n (u C - M_act - reserve) - M_w; negative when the weights do not fit. */
  cacheBytes(): number {
    const { accelerator, n, factors, side } = this.setup;
    const capacity = factors.memoryShare[side] * accelerator.memoryGB * GIGA;
    return n * (capacity - this.workingBytesPerChip() - factors.reserve[side]) - this.weightBytes();
  }

  /** Bytes that a sequence of `tokens` takes in the group. */
  sequenceBytes(tokens: number): number {
    return kvBytes(this.setup.kv, tokens) * kvCopies(this.setup.model, this.setup.n);
  }

  /** B_max = floor(M_kv / (k_tok S)), the mean sequence being S = Tin + Tout/2 in steady state. */
  concurrency(tokensPerSequence: number): number {
    const cache = this.cacheBytes();
    return cache <= 0 ? 0 : Math.floor(cache / this.sequenceBytes(tokensPerSequence));
  }

  /**
   * t_pre = (2 Pa T + 2 L A d T^2) / (n F MFU). A prefix cache saves its share of the first term and the square of
   * it of the second.
   */
  prefillSeconds(tokens: number, tokensSquared: number, cachedShare: number): number {
    const { model, n, path, factors, side } = this.setup;
    const linear = 2 * model.activeParamsB * GIGA * tokens * (1 - cachedShare);
    const attention =
      2 * model.layers * model.attentionHeads * model.headDim * tokensSquared * (1 - cachedShare ** 2);
    return (linear + attention) / (n * path.flops * factors.prefill[side]);
  }

  /** Bytes of weights that a decode step reads: of a mixture of experts, those that `batch` tokens touch. */
  touchedWeightBytes(batch: number): number {
    const { model, bytesPerWeight } = this.setup;
    const total = model.totalParamsB * GIGA;
    const active = model.activeParamsB * GIGA;
    const { experts, expertsPerToken } = model;
    if (experts === undefined || expertsPerToken === undefined || expertsPerToken === null) {
      return total * bytesPerWeight;
    }
    // P = Pd + Pe and Pa = Pd + Pe k/E give the share that lies in experts.
    const share = expertsPerToken / experts;
    const expertParameters = (total - active) / (1 - share);
    const touched = 1 - (1 - share) ** batch;
    return (total - expertParameters + expertParameters * touched) * bytesPerWeight;
  }

  /** t_comm = 2 L (2 (n-1)/n B H 2 / BW + alpha): two ring all-reduces a layer. */
  communicationSeconds(batch: number): number {
    const { model, accelerator, n, factors, side } = this.setup;
    if (n === 1) return 0;
    const bytesPerSecond = (accelerator.interconnectGBs / 2) * GIGA;
    const transfer = (((2 * (n - 1)) / n) * batch * model.hiddenSize * 2) / bytesPerSecond;
    return 2 * model.layers * (transfer + factors.collective[side]);
  }

  /** t_step = max(t_mem, t_comp) + t_comm + t_fix, for `batch` sequences of `context` tokens on average. */
  decodeStepSeconds(batch: number, context: number): number {
    const { model, accelerator, n, path, factors, side } = this.setup;
    const bytes = this.touchedWeightBytes(batch) + batch * this.sequenceBytes(context);
    const memory = bytes / (n * accelerator.memoryBandwidthGBs * GIGA * factors.bandwidth[side]);
    const compute = (2 * model.activeParamsB * GIGA * batch) / (n * path.flops * factors.decode[side]);
    const fixed = model.layers * OPERATIONS_PER_LAYER * factors.operation[side];
    return Math.max(memory, compute) + this.communicationSeconds(batch) + fixed;
  }

  /** Mean context while decoding: S = Tin + Tout/2. */
  meanContext(shape: RequestShape): number {
    return shape.inputTokens + shape.outputTokens / 2;
  }

  /** Mean prefill time of a request, seconds. */
  meanPrefillSeconds(shape: RequestShape): number {
    return this.prefillSeconds(shape.inputTokens, shape.inputTokensSquared, shape.cachedShare);
  }

  /**
   * TPOT = t_step + (B / Tout) t_pre: with B sequences in flight, B/Tout new prompts are computed per step, which
   * delays the running ones (chunked prefill spreads it evenly).
   */
  timePerOutputToken(batch: number, shape: RequestShape): number {
    return (
      this.decodeStepSeconds(batch, this.meanContext(shape)) +
      (batch / shape.outputTokens) * this.meanPrefillSeconds(shape)
    );
  }

  /** QPS_max = 1 / (t_pre + Tout t_step / B). */
  requestsPerSecond(batch: number, shape: RequestShape): number {
    const step = this.decodeStepSeconds(batch, this.meanContext(shape));
    return 1 / (this.meanPrefillSeconds(shape) + (shape.outputTokens * step) / batch);
  }
}
