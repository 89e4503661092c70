import { loadCatalog } from '@app/catalog';
import { efficiencyFactors } from './efficiency';
import { kvProfile } from './kv-cache';
import { decodeHopSeconds, prefillHopSeconds } from './machine-network';
import { computePath, type ComputePath } from './number-format';
import { ReplicaModel, type ReplicaLayout } from './replica-model';

const catalog = loadCatalog();
const model = catalog.model('deepseek-v3');
const accelerator = catalog.accelerator('h200-sxm-141gb');

function replicaOf(layout: ReplicaLayout, side: 'value' | 'worst' | 'best' = 'value'): ReplicaModel {
  return new ReplicaModel({
    model,
    accelerator,
    n: 8,
    layout,
    bytesPerWeight: 2,
    kv: kvProfile(model, 'fp16'),
    path: computePath(accelerator, 'bf16') as ComputePath,
    factors: efficiencyFactors(accelerator, model),
    side,
  });
}

describe('the network between the machines of one copy', () => {
  it('takes the time that DeepSeek-V3 in 16 bits over two machines takes by hand', () => {
    // H 7,168, two stages: 256 sequences go in two groups of 128. 2 x 7,168 x 128 = 1,835,008 bytes at 40 GB/s are
    // 45.9 us, once to the second machine; there and back take 20 us each.
    const chain = { stages: 2, hiddenSize: 7_168, side: 'value' } as const;
    expect(decodeHopSeconds(256, chain)).toBeCloseTo(45.8752e-6 + 40e-6, 12);
    // A prompt of 1,000 tokens: 14,336,000 bytes at 40 GB/s are 358 us.
    expect(prefillHopSeconds(1_000, chain)).toBeCloseTo(358.4e-6 + 40e-6, 12);
    // At the ends: 100 Gbit/s and 40 us, 3,200 Gbit/s and 10 us.
    expect(decodeHopSeconds(256, { ...chain, side: 'worst' })).toBeCloseTo(146.80064e-6 + 80e-6, 12);
    expect(decodeHopSeconds(256, { ...chain, side: 'best' })).toBeCloseTo(4.58752e-6 + 20e-6, 12);
  });

  it('adds that to the step and to the prompt, and to neither within one machine', () => {
    const [chain, within] = [replicaOf({ stages: 2, acrossMachines: true }), replicaOf({ stages: 2 })];
    const step = (replica: ReplicaModel): number => replica.decodeStepSeconds(256, 1_200);
    expect(step(chain) - step(within)).toBeCloseTo(85.8752e-6, 12);
    expect(chain.prefillSeconds(1_000, 1e6, 0) - within.prefillSeconds(1_000, 1e6, 0)).toBeCloseTo(
      398.4e-6,
      12,
    );
    expect(step(replicaOf({ acrossMachines: true }))).toBe(step(replicaOf({})));
  });
});
