import { loadCatalog } from '@app/catalog';
import { efficiencyFactors } from './efficiency';
import { kvCopies, kvProfile } from './kv-cache';
import { computePath } from './number-format';
import { ReplicaModel } from './replica-model';

const catalog = loadCatalog();

function aReplica(modelId: string, n: number): ReplicaModel {
  const model = catalog.model(modelId);
  const accelerator = catalog.accelerator('h100-sxm5-80gb');
  const path = computePath(accelerator, 'fp8');
  if (path === null) throw new TypeError('expected a rate');
  return new ReplicaModel({
    model,
    accelerator,
    n,
    bytesPerWeight: 1,
    kv: kvProfile(model, 'fp16'),
    path,
    factors: efficiencyFactors(accelerator, model),
    side: 'value',
  });
}

describe('ReplicaModel', () => {
  it('computes a prompt by 2 Pa T + 2 L A d T^2 over the measured rate', () => {
    const flop = 2 * 70.55e9 * 2000 + 2 * 80 * 64 * 128 * 2000 ** 2;
    const seconds = aReplica('llama-3.1-70b', 2).prefillSeconds(2000, 2000 ** 2, 0);
    expect(seconds).toBeCloseTo(flop / (2 * 1402.6e12 * 0.55), 10);
  });

  it('saves the cached share of a prompt, and its square in attention', () => {
    const flop = 2 * 70.55e9 * 1000 + 2 * 80 * 64 * 128 * 2000 ** 2 * 0.75;
    const seconds = aReplica('llama-3.1-70b', 2).prefillSeconds(2000, 2000 ** 2, 0.5);
    expect(seconds).toBeCloseTo(flop / (2 * 1402.6e12 * 0.55), 10);
  });

  it('reads weights and cache once per decode step at small batches', () => {
    const bytes = 70.55e9 + 4 * 327_680 * 1000;
    const memory = bytes / (2 * 3350e9 * 0.8);
    const communication = 2 * 80 * ((4 * 8192 * 2) / 450e9 + 10e-6);
    const seconds = aReplica('llama-3.1-70b', 2).decodeStepSeconds(4, 1000);
    expect(seconds).toBeCloseTo(memory + communication + 80 * 8 * 3e-6, 10);
  });

  it('is bound by compute at large batches', () => {
    const replica = aReplica('llama-3.1-8b', 1);
    const compute = (2 * 8.03e9 * 4000) / (1402.6e12 * 0.55);
    expect(replica.decodeStepSeconds(4000, 1)).toBeCloseTo(compute + 32 * 8 * 3e-6, 10);
  });

  it('does not talk to itself', () => {
    expect(aReplica('llama-3.1-8b', 1).communicationSeconds(64)).toBe(0);
  });

  it('reads of a mixture of experts what one token touches, and all of it at large batches', () => {
    const replica = aReplica('qwen3-30b-a3b', 1);
    expect(replica.touchedWeightBytes(1)).toBeCloseTo(3.3e9, 0);
    expect(replica.touchedWeightBytes(10_000)).toBeCloseTo(30.5e9, 0);
    // Two tokens touch 1 - (1 - 8/128)^2 of the experts.
    const experts = (30.5e9 - 3.3e9) / (1 - 8 / 128);
    expect(replica.touchedWeightBytes(2)).toBeCloseTo(
      30.5e9 - experts + experts * (1 - (1 - 8 / 128) ** 2),
      0,
    );
  });

  it('delays running requests by the prompts of new ones', () => {
    const replica = aReplica('llama-3.1-70b', 2);
    const shape = { inputTokens: 1000, inputTokensSquared: 1e6, outputTokens: 200, cachedShare: 0 };
    const step = replica.decodeStepSeconds(50, 1100);
    const prompts = (50 / 200) * replica.meanPrefillSeconds(shape);
    expect(replica.timePerOutputToken(50, shape)).toBeCloseTo(step + prompts, 12);
    // The rate of requests is the same seen from either side: B sequences finish every Tout tokens.
    expect(replica.requestsPerSecond(50, shape)).toBeCloseTo(50 / (200 * (step + prompts)), 10);
  });
});

describe('kvCopies', () => {
  it('repeats heads once there are more chips than heads, and the latent on every chip', () => {
    expect(kvCopies(catalog.model('llama-3.1-70b'), 8)).toBe(1);
    expect(kvCopies(catalog.model('llama-3.1-70b'), 16)).toBe(2);
    expect(kvCopies(catalog.model('deepseek-v3'), 8)).toBe(8);
  });
});

describe('computePath', () => {
  it('expands weights where the chip does not compute in their format', () => {
    expect(computePath(catalog.accelerator('a100-sxm4-80gb'), 'fp8')).toEqual({
      dtype: 'bf16',
      flops: 271.2e12,
      measured: true,
      weightOnly: true,
    });
    expect(computePath(catalog.accelerator('t4'), 'bf16')?.dtype).toBe('fp16');
    expect(computePath(catalog.accelerator('b200-sxm-180gb'), 'fp4')?.flops).toBe(9e15);
  });
});
