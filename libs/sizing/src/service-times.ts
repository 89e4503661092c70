import { efficiencyFactors, type FactorSide } from './efficiency';
import { requestShape } from './evaluate-degree';
import { kvProfile } from './kv-cache';
import { BYTES_PER_WEIGHT, computePath } from './number-format';
import { ReplicaModel } from './replica-model';
import { layoutOf } from './replica-shape';
import type { ServingSizing, ServingSpec } from './serving';

/** How fast one replica of a sizing works, as plain numbers for a simulation. Seconds, tokens, bytes. */
export interface ReplicaTimes {
  /** A decode step with `i + 1` sequences of the mean context, up to the batch of the sizing. */
  readonly stepSeconds: readonly number[];
  /** Computing a prompt: perPrompt + perToken T + perSquaredToken T^2, T the tokens that no cache answers. */
  readonly prefill: {
    readonly perPrompt: number;
    readonly perToken: number;
    readonly perSquaredToken: number;
  };
  /** Tokens that the cache of the replica holds, in sequences of the mean context. */
  readonly cacheTokens: number;
  readonly weightBytes: number;
}

/** The times of the replica that a sizing chose, by the same model; null where the sizing is not feasible. */
export function replicaTimes(
  spec: ServingSpec,
  sizing: Pick<ServingSizing, 'tensorParallel' | 'stages' | 'capacity'>,
  side: FactorSide = 'value',
): ReplicaTimes | null {
  const path = computePath(spec.accelerator, spec.precision);
  const { tensorParallel, capacity } = sizing;
  if (path === null || tensorParallel === null || capacity === null) return null;
  const bytes = BYTES_PER_WEIGHT[spec.precision];
  const replica = new ReplicaModel({
    model: spec.model,
    accelerator: spec.accelerator,
    n: tensorParallel,
    layout: layoutOf(sizing),
    bytesPerWeight: side === 'value' ? bytes.value : side === 'worst' ? bytes.high : bytes.low,
    kv: kvProfile(spec.model, spec.kvPrecision ?? 'fp16'),
    path,
    factors: efficiencyFactors(spec.accelerator, spec.model),
    side,
  });
  const context = replica.meanContext(requestShape(spec));
  const perPrompt = replica.prefillSeconds(0, 0, 0);
  return {
    stepSeconds: Array.from({ length: capacity.batch }, (_, index) =>
      replica.decodeStepSeconds(index + 1, context),
    ),
    prefill: {
      perPrompt,
      perToken: replica.prefillSeconds(1, 0, 0) - perPrompt,
      perSquaredToken: replica.prefillSeconds(0, 1, 0) - perPrompt,
    },
    cacheTokens: Math.floor((replica.cacheBytes() / replica.sequenceBytes(context)) * context),
    weightBytes: replica.weightBytes(),
  };
}
