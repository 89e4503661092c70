import { loadCatalog } from '@app/catalog';
import { citedIds, FigureBook } from '@app/kernel';
import { kvBytes, kvProfile } from './kv-cache';
import { replicasFor } from './replica-count';
import type { ServingSpec } from './serving';
import { servingFigure, sizeServing, sizeServingOptions } from './size-serving';

const catalog = loadCatalog();
const GIB = 2 ** 30;

function aSpec(over: Partial<ServingSpec> = {}): ServingSpec {
  return {
    workloadId: 'w1',
    model: catalog.model('llama-3.1-70b'),
    accelerator: catalog.accelerator('h100-sxm5-80gb'),
    precision: 'fp8',
    traffic: {
      requestsPerSecondMean: 1,
      requestsPerSecondPeak: 4,
      inputTokens: { p50: 1000, p95: 3000 },
      outputTokens: { p50: 250, p95: 600 },
      cachedShare: 0,
    },
    slo: {
      timeToFirstTokenMs: 2000,
      timePerOutputTokenMs: 50,
      endToEndMs: null,
      availabilityPercent: null,
    },
    inputRefs: { requestsPerSecondPeak: ['input:/workloads/0/traffic/requestsPerSecondPeak'] },
    ...over,
  };
}

describe('kvProfile', () => {
  const perToken = (id: string, tokens = 1): number => kvBytes(kvProfile(catalog.model(id), 'fp16'), tokens);

  it('counts 327,680 B per token for grouped-query attention of Llama 3.1 70B', () => {
    expect(perToken('llama-3.1-70b')).toBe(327_680);
  });

  it('counts the latent of DeepSeek-V3 at 70,272 B per token', () => {
    expect(perToken('deepseek-v3')).toBe(70_272);
  });

  it('halves with an 8-bit cache', () => {
    expect(kvBytes(kvProfile(catalog.model('llama-3.1-70b'), 'fp8'), 1)).toBe(163_840);
  });

  it('stops growing in sliding-window layers at the window', () => {
    // gpt-oss-20b: 24 layers, every other one with a window of 128: 49,152 B, half of it bounded.
    expect(perToken('gpt-oss-20b', 1000)).toBe(24_576 * 1000 + 24_576 * 128);
    // Gemma 3 27B: 62 layers, one of six global: 10 global and 52 with a window of 1024.
    expect(perToken('gemma-3-27b', 10_000)).toBeCloseTo((507_904 / 62) * (10 * 10_000 + 52 * 1024), 3);
  });

  it('counts the full-attention layers only of a hybrid', () => {
    expect(perToken('qwen3.5-27b')).toBe(65_536);
  });
});

describe('sizeServing', () => {
  it('counts the weights of a 70B model at 8 bits as its parameters', () => {
    const weights = servingFigure(sizeServing(aSpec()), 'weights');
    expect(weights.value).toBeCloseTo((70.55e9 * 1) / GIB, 6);
    expect(weights.unit).toBe('GiB');
    expect(weights.sources.length).toBeGreaterThan(0);
  });

  it('needs at least two H100 for a 70B model at 8 bits and four at 16 bits', () => {
    expect(servingFigure(sizeServing(aSpec()), 'smallest-tensor-parallel').value).toBe(2);
    const wide = sizeServing(aSpec({ precision: 'bf16' }));
    expect(servingFigure(wide, 'smallest-tensor-parallel').value).toBe(4);
  });

  it('keeps the promises that it was given', () => {
    const sizing = sizeServing(aSpec());
    expect(sizing.feasible).toBe(true);
    expect(servingFigure(sizing, 'time-per-output-token').value).toBeLessThanOrEqual(50);
    expect(servingFigure(sizing, 'time-to-first-token').value).toBeLessThanOrEqual(2000);
    expect(servingFigure(sizing, 'peak-utilisation').value).toBeLessThanOrEqual(0.7);
    expect(sizing.accelerators).toBe((sizing.replicas ?? 0) * (sizing.tensorParallel ?? 0));
  });

  it('takes a batch so large that one more sequence would break a promise or a limit', () => {
    const sizing = sizeServing(aSpec({ slo: { ...aSpec().slo, timePerOutputTokenMs: 25 } }));
    const batch = servingFigure(sizing, 'batch').value ?? 0;
    expect(servingFigure(sizing, 'time-per-output-token').value).toBeLessThanOrEqual(25);
    expect(batch).toBeLessThan(256);
    expect(batch).toBeGreaterThan(1);
  });

  it('adds a replica to spare from 99.9 % availability on', () => {
    const slo = aSpec().slo;
    const without = sizeServing(aSpec({ slo: { ...slo, availabilityPercent: 99.8 } }));
    const withSpare = sizeServing(aSpec({ slo: { ...slo, availabilityPercent: 99.9 } }));
    expect(servingFigure(without, 'spare-replicas').value).toBe(0);
    expect(withSpare.replicas).toBe((without.replicas ?? 0) + 1);
  });

  it('grows the fleet with the load', () => {
    const sizing = sizeServing(aSpec());
    if (sizing.capacity === null) throw new TypeError('expected a capacity');
    expect(replicasFor(sizing.capacity, 4)).toBe(sizing.replicas);
    expect(replicasFor(sizing.capacity, 400)).toBeGreaterThan(replicasFor(sizing.capacity, 40) ?? 0);
  });

  it('spans a range that holds its value', () => {
    for (const entry of sizeServing(aSpec()).figures) {
      if (entry.value === null) continue;
      expect(entry.low ?? entry.value).toBeLessThanOrEqual(entry.value);
      expect(entry.high ?? entry.value).toBeGreaterThanOrEqual(entry.value);
    }
  });

  it('refers to figures that it contains, and to answers', () => {
    const sizing = sizeServing(aSpec());
    const ids = new Set(sizing.figures.map((entry) => entry.id));
    for (const entry of sizing.figures) {
      for (const input of entry.inputs) expect(input.startsWith('input:') || ids.has(input)).toBe(true);
    }
    expect(servingFigure(sizing, 'load-replicas').inputs).toContain(
      'input:/workloads/0/traffic/requestsPerSecondPeak',
    );
  });
});

describe('an infeasible sizing', () => {
  it('says that the weights do not fit, by figures that it holds', () => {
    const sizing = sizeServing(aSpec({ accelerator: catalog.accelerator('t4'), instanceCounts: [1, 4] }));
    expect(sizing.feasible).toBe(false);
    expect(sizing.reason).toContain('weights take');
    const ids = sizing.figures.map((entry) => entry.id);
    for (const id of citedIds(sizing.reason ?? '')) expect(ids).toContain(id);
  });

  it('says that a promise cannot be kept', () => {
    const sizing = sizeServing(aSpec({ slo: { ...aSpec().slo, timePerOutputTokenMs: 1 } }));
    expect(sizing.reason).toContain('time per output token');
  });

  it('says that computing a long prompt takes longer than promised', () => {
    const sizing = sizeServing(aSpec({ slo: { ...aSpec().slo, timeToFirstTokenMs: 20 } }));
    expect(sizing.reason).toContain('computing a long prompt');
    const late = sizeServing(aSpec({ slo: { ...aSpec().slo, endToEndMs: 500 } }));
    expect(late.reason).toContain('end-to-end');
  });

  it('says that a sequence is longer than the context', () => {
    const model = catalog.model('llama-2-7b');
    const traffic = { ...aSpec().traffic, inputTokens: { p50: 3000, p95: 5000 } };
    expect(sizeServing(aSpec({ model, traffic })).reason).toContain('context');
  });

  it('does not guess a rate that nobody sourced', () => {
    const sizing = sizeServing(aSpec({ accelerator: catalog.accelerator('rtx-5090') }));
    expect(sizing.reason).toContain('is sourced');
  });
});

describe('sizeServingOptions', () => {
  const { accelerator: _accelerator, ...need } = aSpec();

  it('sizes every accelerator on offer, the fewest first', () => {
    const options = sizeServingOptions(need, catalog);
    expect(options.feasible.length + options.infeasible.length).toBe(catalog.rentableAccelerators().length);
    const counts = options.feasible.map((sizing) => sizing.accelerators ?? 0);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    for (const sizing of options.infeasible) expect(sizing.reason).not.toBeNull();
  });

  it('gives the same bytes twice and figures that agree across accelerators', () => {
    const first = sizeServingOptions(need, catalog);
    expect(JSON.stringify(sizeServingOptions(need, catalog))).toBe(JSON.stringify(first));
    const book = new FigureBook();
    for (const sizing of [...first.feasible, ...first.infeasible]) book.addAll(sizing.figures);
    expect(book.all().length).toBeGreaterThan(100);
  });
});
