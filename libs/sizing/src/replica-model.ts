import type { AcceleratorRow, ModelRow } from '@app/catalog';
import {
  LARGEST_READ_SHARE,
  UNMEASURED_CEILING,
  WORKING_TOKENS,
  type EfficiencyFactors,
  type FactorSide,
} from './efficiency';
import { kvBytes, kvCopies, type KvProfile } from './kv-cache';
import { decodeHopSeconds, prefillHopSeconds, type MachineChain } from './machine-network';
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
  readonly layout?: ReplicaLayout;
}

/** How a model lies on its group where that is not plain tensor parallelism over `n` chips. */
export interface ReplicaLayout {
  /** Stages of `n` chips each, one after the other; 1 unless said. */
  readonly stages?: number;
  /** Whether each stage is a machine of its own, with a network between them; false unless said. */
  readonly acrossMachines?: boolean;
  /** Attention by data parallelism and experts spread over the chips: no cache is repeated. */
  readonly dataParallelAttention?: boolean;
}

const GIGA = 1e9;

/** k/E: the share of its experts that a token passes through; null for a dense model. */
function routedShare({ experts, expertsPerToken }: ModelRow): number | null {
  if (experts === undefined || expertsPerToken === undefined || expertsPerToken === null) return null;
  return expertsPerToken < experts ? expertsPerToken / experts : null;
}

/** Pe: P = Pd + Pe and Pa = Pd + Pe k/E give the parameters that lie in experts. */
function expertParameters(model: ModelRow, perToken: number): number {
  return ((model.totalParamsB - model.activeParamsB) * GIGA) / (1 - perToken);
}

/**
 * Memory and time of one replica. SI units: bytes, seconds, FLOP. Each method names its formula; the symbols are P
 * parameters, Pa active parameters, L layers, H hidden size, n chips, B sequences, S context, F FLOP/s, W B/s.
 */
export class ReplicaModel {
  private readonly stages: number;
  private readonly chips: number;
  private readonly chain: MachineChain | null;

  constructor(private readonly setup: ReplicaSetup) {
    this.stages = setup.layout?.stages ?? 1;
    this.chips = setup.n * this.stages;
    const isChain = setup.layout?.acrossMachines === true && this.stages > 1;
    const { hiddenSize } = setup.model;
    this.chain = isChain ? { stages: this.stages, hiddenSize, side: setup.side } : null;
  }

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
    const { accelerator, factors, side } = this.setup;
    const capacity = factors.memoryShare[side] * accelerator.memoryGB * GIGA;
    return this.chips * (capacity - this.workingBytesPerChip() - factors.reserve[side]) - this.weightBytes();
  }

  /** Bytes that a sequence of `tokens` takes in the group. */
  sequenceBytes(tokens: number): number {
    const { kv, model, n, layout } = this.setup;
    return kvBytes(kv, tokens) * (layout?.dataParallelAttention ? 1 : kvCopies(model, n));
  }

  /** B_max = floor(M_kv / (k_tok S)), the mean sequence being S = Tin + Tout/2 in steady state. */
  concurrency(tokensPerSequence: number): number {
    const cache = this.cacheBytes();
    return cache <= 0 ? 0 : Math.floor(cache / this.sequenceBytes(tokensPerSequence));
  }

  /**
   * t_pre = (2 Pc T + 2 L A d T^2) / (n F MFU v) + t_transfer + t_hop; Pc the active parameters, v the speed of the engine. A
   * prefix cache saves its share of the first term and the square of it of the second.
   */
  prefillSeconds(tokens: number, tokensSquared: number, cachedShare: number): number {
    const { model } = this.setup;
    const computed = tokens * (1 - cachedShare);
    const linear = 2 * computed * this.computedParameters();
    const attention =
      2 * model.layers * model.attentionHeads * model.headDim * tokensSquared * (1 - cachedShare ** 2);
    const seconds = (linear + attention) / this.computeRate() + this.transferSeconds(computed);
    return this.chain === null ? seconds : seconds + prefillHopSeconds(computed, this.chain);
  }

  /** Pc = Pd + Pe k/E / x: active parameters, those in experts counted by the share x of the rate that they reach. */
  computedParameters(): number {
    const { model, factors, side, layout } = this.setup;
    const active = model.activeParamsB * GIGA;
    const perToken = routedShare(model);
    if (perToken === null) return active;
    const inExperts = expertParameters(model, perToken) * perToken;
    const balance = layout?.dataParallelAttention ? factors.balance[side] : 1;
    return active - inExperts + inExperts / (factors.experts[side] * balance);
  }

  /** Bytes of weights that a decode step reads: of a mixture of experts, those that `batch` tokens touch. */
  touchedWeightBytes(batch: number): number {
    const { model, bytesPerWeight } = this.setup;
    const total = model.totalParamsB * GIGA;
    const perToken = routedShare(model);
    if (perToken === null) return total * bytesPerWeight;
    const inExperts = expertParameters(model, perToken);
    const touched = 1 - (1 - perToken) ** batch;
    return (total - inExperts + inExperts * touched) * bytesPerWeight;
  }

  /** t_comm = t_transfer(B) + 2 L alpha + t_hop(B): two ring all-reduces a layer, and what passes between machines. */
  communicationSeconds(batch: number): number {
    return this.transferSeconds(batch) + this.latencySeconds() + this.hopSeconds(batch);
  }

  /** t_hop: what passes between the machines of a pipeline in a decode step; 0 where there are none. */
  private hopSeconds(batch: number): number {
    return this.chain === null ? 0 : decodeHopSeconds(batch, this.chain);
  }

  /**
   * t_step = sqrt(t_w^2 + t_c^2) + t_kv + t_comm + t_host + B t_seq, for `batch` sequences of `context` tokens on
   * average: reading the weights and multiplying overlap in part, reading the cache follows.
   */
  decodeStepSeconds(batch: number, context: number): number {
    return this.verifyStepSeconds(batch, context, 1);
  }

  /** The same for `tokens` of each sequence at once, as drafting asks: more to multiply, the same cache to read. */
  verifyStepSeconds(batch: number, context: number, tokens: number): number {
    const computed = batch * tokens;
    // Each stage reads its weights once for each of the groups of sequences that follow one another through them.
    const weights = (this.touchedWeightBytes(computed / this.stages) * this.stages) / this.readRate();
    const compute = (2 * computed * this.computedParameters()) / this.computeRate();
    const cache = (batch * this.sequenceBytes(context)) / this.readRate();
    return (
      Math.hypot(weights, compute) + cache + this.communicationSeconds(computed) + this.hostSeconds(batch)
    );
  }

  /** 2 L alpha: the latency of the collective operations of one pass through the model. */
  latencySeconds(): number {
    const { model, n, factors, side } = this.setup;
    return n === 1 ? 0 : 2 * model.layers * factors.collective[side];
  }

  /** t_host + B t_seq: what the host needs for a step. */
  hostSeconds(batch: number): number {
    const { factors, side } = this.setup;
    return factors.step[side] + batch * factors.sequence[side];
  }

  /** n F MFU v, FLOP/s: what the group reaches in matrix multiplications. */
  private computeRate(): number {
    const { path, factors, side } = this.setup;
    const ceiling = path.flops * (path.measured ? 1 : UNMEASURED_CEILING);
    return this.chips * ceiling * factors.compute[side] * factors.engine[side] * this.pipelineShare();
  }

  /** n W min(eta v, 0.95), bytes per second. */
  private readRate(): number {
    const { accelerator, factors, side } = this.setup;
    const share = Math.min(LARGEST_READ_SHARE, factors.bandwidth[side] * factors.engine[side]);
    return this.chips * accelerator.memoryBandwidthGBs * GIGA * share * this.pipelineShare();
  }

  private pipelineShare(): number {
    return this.stages === 1 ? 1 : this.setup.factors.pipeline[this.setup.side];
  }

  /** Bytes of activations over the link: 2 (n-1)/n T H 2 a collective, or T/n H 2 k to the experts and back. */
  private transferSeconds(tokens: number): number {
    const { model, accelerator, n, layout } = this.setup;
    if (n === 1) return 0;
    const bytesPerSecond = (accelerator.interconnectGBs / 2) * GIGA;
    const bytes = layout?.dataParallelAttention
      ? (tokens / n) * model.hiddenSize * 2 * (model.expertsPerToken ?? 1)
      : ((2 * (n - 1)) / n) * tokens * model.hiddenSize * 2;
    return (2 * model.layers * bytes) / bytesPerSecond;
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
