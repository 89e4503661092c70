import { loadCatalog } from '@app/catalog';
import { efficiencyFactors } from './efficiency';
import { FITTED } from './fitted-factors';
import { kvCopies, kvProfile } from './kv-cache';
import { computePath } from './number-format';
import { ReplicaModel, type ReplicaLayout } from './replica-model';

const catalog = loadCatalog();

function aReplica(modelId: string, n: number, layout?: ReplicaLayout): ReplicaModel {
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
    layout,
  });
}

/** The factors that hold for an H100 and a dense model. */
const { compute, bandwidth, stepSeconds, sequenceSeconds, collectiveSeconds, vllm } = FITTED;
const ENGINE = (1 + vllm) / 2;

describe('ReplicaModel', () => {
  it('computes a prompt by 2 Pa T + 2 L A d T^2 over the measured rate, and sends its activations', () => {
    const flop = 2 * 70.55e9 * 2000 + 2 * 80 * 64 * 128 * 2000 ** 2;
    const transfer = (2 * 80 * (2000 * 8192 * 2)) / 450e9;
    const seconds = aReplica('llama-3.1-70b', 2).prefillSeconds(2000, 2000 ** 2, 0);
    expect(seconds).toBeCloseTo(flop / (2 * 1402.6e12 * compute * ENGINE) + transfer, 10);
  });

  it('saves the cached share of a prompt, and its square in attention', () => {
    const flop = 2 * 8.03e9 * 1000 + 2 * 32 * 32 * 128 * 2000 ** 2 * 0.75;
    const seconds = aReplica('llama-3.1-8b', 1).prefillSeconds(2000, 2000 ** 2, 0.5);
    expect(seconds).toBeCloseTo(flop / (1402.6e12 * compute * ENGINE), 10);
  });

  it('reads weights and cache once per decode step, beside multiplying, talking and the host', () => {
    const rate = 2 * 3350e9 * bandwidth * ENGINE;
    const weights = 70.55e9 / rate;
    const cache = (4 * 327_680 * 1000) / rate;
    const multiply = (2 * 70.55e9 * 4) / (2 * 1402.6e12 * compute * ENGINE);
    const communication = 2 * 80 * ((4 * 8192 * 2) / 450e9 + collectiveSeconds);
    const host = stepSeconds + 4 * sequenceSeconds;
    const seconds = aReplica('llama-3.1-70b', 2).decodeStepSeconds(4, 1000);
    expect(seconds).toBeCloseTo(Math.hypot(weights, multiply) + cache + communication + host, 10);
  });

  it('reaches a smaller share of the rate in mixtures of experts', () => {
    const replica = aReplica('qwen3-30b-a3b', 1);
    // 8 of 128 experts a token: Pe = (30.5 - 3.3) 10^9 / (1 - 1/16), of which one sixteenth is active.
    const inExperts = 27.2e9 / (1 - 1 / 16) / 16;
    const linear = 2 * 1000 * (3.3e9 - inExperts + inExperts / FITTED.experts);
    const attention = 2 * 48 * 32 * 128 * 1000 ** 2;
    const rate = 1402.6e12 * compute * ENGINE;
    expect(replica.prefillSeconds(1000, 1e6, 0)).toBeCloseTo((linear + attention) / rate, 10);
  });

  it('reads the weights of a pipeline once for each group of sequences that follows another', () => {
    const plain = aReplica('llama-3.1-70b', 1, { stages: 1 });
    const staged = aReplica('llama-3.1-70b', 1, { stages: 4 });
    // The same weights read four times at four times the rate, less what stages lose.
    const lost = staged.decodeStepSeconds(1, 1) - staged.hostSeconds(1);
    const alone = plain.decodeStepSeconds(1, 1) - plain.hostSeconds(1);
    expect(lost).toBeGreaterThan(alone);
    expect(staged.cacheBytes()).toBeGreaterThan(0);
    expect(plain.cacheBytes()).toBeLessThan(0);
  });

  it('repeats no cache with data-parallel attention', () => {
    const split = aReplica('deepseek-v3', 8);
    const spread = aReplica('deepseek-v3', 8, { dataParallelAttention: true });
    expect(split.sequenceBytes(1000)).toBeCloseTo(8 * spread.sequenceBytes(1000), 5);
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
  it('takes the share of the peak that the next wider measured format reaches', () => {
    const rate = computePath(catalog.accelerator('mi325x'), 'fp8');
    expect(rate?.flops).toBeCloseTo((2614e12 * 784.9) / 1307, -6);
    expect(rate?.measured).toBe(true);
  });

  it('expands weights where the chip does not compute in their format', () => {
    expect(computePath(catalog.accelerator('a100-sxm4-80gb'), 'fp8')).toEqual({
      dtype: 'bf16',
      flops: 271.2e12,
      measured: true,
      weightOnly: true,
    });
    expect(computePath(catalog.accelerator('t4'), 'bf16')?.dtype).toBe('fp16');
    expect(computePath(catalog.accelerator('b200-sxm-180gb'), 'fp4')?.flops).toBeCloseTo(
      (9e15 * 3432.5) / 4500,
      -6,
    );
  });
});
