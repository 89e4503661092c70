import type { ReplicaModel } from './replica-model';

export interface Drafting {
  /** Share of drafted tokens that the model accepts, below 1. */
  readonly acceptance: number;
  /** Tokens drafted for each step. */
  readonly drafted: number;
  /** Cost of a drafted token as a share of a step of the model. */
  readonly cost: number;
}

/** Tokens that a step gives: (1 - a^(g+1)) / (1 - a). Source: Leviathan et al. 2022. */
export function acceptedTokens(acceptance: number, drafted: number): number {
  return acceptance >= 1 ? drafted + 1 : (1 - acceptance ** (drafted + 1)) / (1 - acceptance);
}

/**
 * Speed of decoding with drafting relative to without: accepted tokens / (t_verify / t_step + g c). Below 1 where the
 * batch is so large that checking g + 1 tokens of each sequence is bound by computing. With t_verify = t_step it is the
 * formula of Leviathan et al.
 */
export function speculativeSpeedup(
  replica: ReplicaModel,
  batch: number,
  context: number,
  { acceptance, drafted, cost }: Drafting,
): number {
  const step = replica.decodeStepSeconds(batch, context);
  const verify = replica.verifyStepSeconds(batch, context, drafted + 1);
  return acceptedTokens(acceptance, drafted) / (verify / step + drafted * cost);
}
