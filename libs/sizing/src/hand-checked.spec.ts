import { loadCatalog } from '@app/catalog';
import { efficiencyFactors, type EfficiencyFactor } from './efficiency';
import { indexOptions } from './index-options';
import { kvBytes, kvProfile } from './kv-cache';
import { computePath } from './number-format';
import { meanWaitSeconds } from './queueing';
import { ReplicaModel, type ReplicaLayout } from './replica-model';
import { sizeIndex } from './size-index';
import { acceptedTokens, speculativeSpeedup } from './speculative-decoding';
import { checkpointInterval, lostShare } from './training-reliability';
import { stateBytesPerChip } from './training-sharding';
import { trainingFlops } from './training-model';

const catalog = loadCatalog();
const GIB = 2 ** 30;

/** Round factors, so that the arithmetic can be followed with a pencil: docs/sizing.md writes it out. */
function aReplica(
  modelId: string,
  n: number,
  weights: 'bf16' | 'fp8',
  layout: ReplicaLayout = {},
): ReplicaModel {
  const model = catalog.model(modelId);
  const accelerator = catalog.accelerator('h100-sxm5-80gb');
  const path = computePath(accelerator, weights);
  if (path === null) throw new TypeError('a chip without a rate');
  const round = (factor: EfficiencyFactor, value: number): EfficiencyFactor => ({ ...factor, value });
  const usual = efficiencyFactors(accelerator, model);
  const factors = {
    ...usual,
    compute: round(usual.compute, 0.75),
    bandwidth: round(usual.bandwidth, 0.9),
    experts: round(usual.experts, 1),
    engine: round(usual.engine, 1),
    step: round(usual.step, 2e-3),
    sequence: round(usual.sequence, 4e-6),
    collective: round(usual.collective, 0),
  };
  const bytesPerWeight = weights === 'bf16' ? 2 : 1;
  const kv = kvProfile(model, 'fp16');
  return new ReplicaModel({
    model,
    accelerator,
    n,
    bytesPerWeight,
    kv,
    path,
    factors,
    side: 'value',
    layout,
  });
}

describe('the arithmetic of docs/sizing.md', () => {
  it('1: Llama 3.1 70B in bf16 on four H100 holds 223 sequences of 1,700 tokens', () => {
    const replica = aReplica('llama-3.1-70b', 4, 'bf16');
    expect(replica.weightBytes()).toBe(141.1e9);
    // 8,192 tokens x (5 x 8,192 + (2 x 28,672 + 128,256) / 4) x 2 B
    expect(replica.workingBytesPerChip()).toBe(8192 * 87_360 * 2);
    // 4 x (72e9 - 1,431,306,240 - 3.87 GiB) - 141.1e9
    expect(replica.cacheBytes()).toBeCloseTo(124_553_251_604.48, 0);
    expect(replica.sequenceBytes(1700)).toBe(327_680 * 1700);
    expect(replica.concurrency(1700)).toBe(223);
  });

  it('2: the latent of DeepSeek-V3 is 70,272 B a token, on each of eight chips unless attention is data parallel', () => {
    expect(aReplica('deepseek-v3', 1, 'fp8').sequenceBytes(1)).toBe(61 * (512 + 64) * 2);
    expect(aReplica('deepseek-v3', 8, 'fp8').sequenceBytes(4000)).toBe(2_248_704_000);
    expect(aReplica('deepseek-v3', 8, 'fp8', { dataParallelAttention: true }).sequenceBytes(4000)).toBe(
      281_088_000,
    );
  });

  it('3: a sequence of 2,000 tokens of gpt-oss 20B keeps 52.3 MB, half of its layers 128 tokens only', () => {
    expect(kvBytes(kvProfile(catalog.model('gpt-oss-20b'), 'fp16'), 2000)).toBe(24_576 * 2000 + 24_576 * 128);
  });

  it('4: Llama 3.1 8B in fp8 on one H100 gives 4,879 tokens/s with 64 sequences of 1,000 and 200 tokens', () => {
    const replica = aReplica('llama-3.1-8b', 1, 'fp8');
    const shape = { inputTokens: 1000, inputTokensSquared: 1e6, outputTokens: 200, cachedShare: 0 };
    expect(replica.meanPrefillSeconds(shape) * 1000).toBeCloseTo(15.516, 3);
    expect(replica.decodeStepSeconds(64, 1100) * 1000).toBeCloseTo(8.153, 3);
    expect(replica.requestsPerSecond(64, shape) * 200).toBeCloseTo(4878.57, 2);
    expect(replica.timePerOutputToken(64, shape) * 1000).toBeCloseTo(13.119, 3);
  });

  it('5: Mixtral 8x7B reads 32.44 GB of its 46.7 GB in fp8 for four tokens', () => {
    expect(aReplica('mixtral-8x7b', 2, 'fp8').touchedWeightBytes(4) / 1e9).toBeCloseTo(32.4406, 4);
    expect(aReplica('mixtral-8x7b', 2, 'fp8').weightBytes() / 1e9).toBeCloseTo(46.7, 10);
  });

  it('6: Llama 2 70B over 2 x 10^12 tokens, its shards on 512 chips and its checkpoints', () => {
    const flops = trainingFlops({
      workloadId: 'w',
      model: catalog.model('llama-2-70b'),
      accelerator: catalog.accelerator('a100-sxm4-80gb'),
      method: 'pretraining',
      tokens: 2e12,
      epochs: 1,
      sequenceLength: 4096,
      loraRank: 1,
      deadlineHours: null,
      inputRefs: {},
    });
    // 6 x 68.98e9 x 2e12 for the parameters and 6 x 80 x 64 x 128 x 4,096 x 2e12 for causal attention.
    expect(flops).toBeCloseTo(8.2776e23 + 6 * 80 * 64 * 128 * 4096 * 2e12, -15);
    const perChip = (stage: 0 | 1 | 2 | 3): number => stateBytesPerChip(0, 68.98e9, 512, stage, 4) / GIB;
    expect(perChip(0)).toBeCloseTo(1156.37, 2);
    expect(perChip(1)).toBeCloseTo(386.96, 2);
    expect(perChip(2)).toBeCloseTo(130.49, 2);
    expect(perChip(3)).toBeCloseTo(2.2585, 4);
    // 965.72 GB at 128 GB/s: 7.54 s; a failure every 50,700 h / 512 = 99.02 h.
    const interval = checkpointInterval(7.5446875 / 3600, 99.0234375);
    expect(interval * 60).toBeCloseTo(38.65, 2);
    expect(lostShare(7.5446875 / 3600, interval, 99.0234375, 0.25)).toBeCloseTo(0.00903, 5);
  });

  it('7: a million vectors of 1,024 dimensions take 5.50 GiB as a graph, 1.64 in 8 bits, 0.51 in single bits', () => {
    const spec = {
      workloadId: 'w',
      documents: 1_000_000,
      tokensPerDocument: 400,
      chunkTokens: 512,
      chunkOverlapTokens: 64,
      dimensions: 1024,
      bytesPerElement: 4,
      links: 32,
      inputRefs: {},
    };
    const memory = Object.fromEntries(
      indexOptions(spec, sizeIndex(spec)).map((one) => [one.kind, one.memory.value ?? 0]),
    );
    expect(memory.flat).toBeCloseTo(3.8147 * 1.35, 4);
    expect(memory.hnsw).toBeCloseTo(5.5039, 4);
    expect(memory['hnsw-int8']).toBeCloseTo(1.6415, 4);
    expect(memory['hnsw-binary']).toBeCloseTo(0.515, 3);
    expect(memory['ivf-pq']).toBeCloseTo(0.0905, 4);
    // A query reads 1 % of 10^6 codes of 72 B and tables of 256 x 1,024 x 4 B, at 4 GB/s.
    const query = indexOptions(spec, sizeIndex(spec)).find((one) => one.kind === 'ivf-pq')?.queryTime;
    expect(query?.value).toBeCloseTo((720_000 + 1_048_576) / 4e6, 6);
  });

  it('8: eight places of 10 s at 0.6 requests a second let a request wait 1.475 s', () => {
    const wait = meanWaitSeconds({
      servers: 8,
      arrivalsPerSecond: 0.6,
      serviceSeconds: 10,
      arrivalVariation: 1,
      serviceVariation: 0.5,
    });
    expect(wait).toBeCloseTo(1.4754, 4);
  });

  it('9: four drafted tokens accepted at 0.7 give 2.773 tokens a step', () => {
    expect(acceptedTokens(0.7, 4)).toBeCloseTo(2.7731, 4);
    expect(acceptedTokens(1, 4)).toBe(5);
    expect(acceptedTokens(0, 4)).toBe(1);
  });

  it('10: checking five tokens of each of 64 sequences takes 10.881 ms, and drafting is 1.807 times as fast', () => {
    const replica = aReplica('llama-3.1-8b', 1, 'fp8');
    expect(replica.verifyStepSeconds(64, 1100, 5) * 1000).toBeCloseTo(10.881, 3);
    const drafting = { acceptance: 0.7, drafted: 4, cost: 0.05 };
    expect(speculativeSpeedup(replica, 64, 1100, drafting)).toBeCloseTo(1.807, 3);
    // Where a step is bound by multiplying, checking five tokens takes nearly five times as long: no gain is left.
    expect(speculativeSpeedup(replica, 2048, 16, drafting)).toBeLessThan(1);
  });
});
