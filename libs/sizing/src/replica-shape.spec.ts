import { loadCatalog } from '@app/catalog';
import type { ServingSpec } from './serving';
import { sizeGroup } from './size-group';
import { servingFigure, sizeServing } from './size-serving';

const catalog = loadCatalog();

function aSpec(over: Partial<ServingSpec> = {}): ServingSpec {
  return {
    workloadId: 'w',
    model: catalog.model('deepseek-v3'),
    accelerator: catalog.accelerator('h200-sxm-141gb'),
    instanceCounts: [8],
    precision: 'bf16',
    traffic: {
      requestsPerSecondMean: 100,
      requestsPerSecondPeak: 300,
      inputTokens: { p50: 800, p95: 2000 },
      outputTokens: { p50: 250, p95: 600 },
      cachedShare: 0,
    },
    slo: {
      timeToFirstTokenMs: null,
      timePerOutputTokenMs: null,
      endToEndMs: null,
      availabilityPercent: null,
    },
    inputRefs: {},
    ...over,
  };
}

describe('a replica over several machines', () => {
  it('names the presumed network with its range among the inputs of what it says', () => {
    const sizing = sizeServing(aSpec());
    const rate = sizing.figures.find(({ id }) => id === 'assumption.sizing.network-rate');
    expect(rate).toMatchObject({ value: 40e9, low: 12.5e9, high: 400e9, method: 'assumed' });
    expect(servingFigure(sizing, 'communication-time').inputs).toContain('assumption.sizing.network-rate');
    expect(servingFigure(sizing, 'decode-step').inputs).toContain('assumption.sizing.network-latency');
  });

  it('carries a model that the memory of no machine holds, in as many machines as the same sizing by numbers', () => {
    // 671 x 10^9 weights of two bytes are 1,342 GB: eight times 141 GB are too few, sixteen times are enough.
    const sizing = sizeServing(aSpec());
    expect(sizing).toMatchObject({ feasible: true, tensorParallel: 8, stages: 2 });
    const { service } = sizeGroup(aSpec(), 8, { stages: 2 });
    expect(sizing.replicas).toBe(service?.replicas);
    expect(sizing.accelerators).toBe((service?.replicas ?? 0) * 16);
    expect(servingFigure(sizing, 'accelerators').value).toBe(sizing.accelerators);
    expect(servingFigure(sizing, 'replica-accelerators').value).toBe(16);
    expect(servingFigure(sizing, 'smallest-tensor-parallel').value).toBe(16);
  });

  it('is taken where one machine holds the model and hardly a request beside it', () => {
    // Weights of 671 GB in eight bits leave little of eight chips of 100 GB: two machines hold many more requests.
    const accelerator = { ...catalog.accelerator('h100-sxm5-80gb'), memoryGB: 100 };
    const spec = aSpec({ accelerator, precision: 'fp8' });
    const alone = sizeGroup(spec, 8).service?.replicas ?? 0;
    const sizing = sizeServing(spec);
    expect(alone).toBeGreaterThan(0);
    expect(sizing.stages).toBe(2);
    expect(sizing.accelerators).toBeLessThan(alone * 8);
  });

  it('is not taken where one machine serves with as few accelerators', () => {
    expect(sizeServing(aSpec({ model: catalog.model('llama-3.1-8b') }))).not.toHaveProperty('stages');
  });

  it('keeps no promise that a group which holds the model breaks', () => {
    const spec = aSpec({
      model: catalog.model('llama-3.1-70b'),
      accelerator: catalog.accelerator('l40s'),
      slo: {
        timeToFirstTokenMs: 600,
        timePerOutputTokenMs: null,
        endToEndMs: null,
        availabilityPercent: null,
      },
    });
    expect(sizeGroup(spec, 8, { stages: 4 }).obstacle).toBeNull();
    expect(sizeServing(spec)).toMatchObject({ feasible: false });
    expect(sizeServing(spec).reason).toContain('promised time to first token');
  });

  it('is not laid over machines of fewer than eight', () => {
    const sizing = sizeServing(aSpec({ instanceCounts: [4] }));
    expect(sizing.feasible).toBe(false);
    expect(sizing.reason).toContain('the largest group of');
  });
});
