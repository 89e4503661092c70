import { loadCatalog } from '@app/catalog';
import type { BatchInferenceSpec } from './batch-inference';
import type { EmbeddingSpec } from './embedding';
import type { IndexSpec } from './retrieval';
import { sizeBatchInference, sizeBatchInferenceOptions } from './size-batch-inference';
import { sizeEmbedding, sizeEmbeddingOptions } from './size-embedding';
import { sizeIndex } from './size-index';

const catalog = loadCatalog();

const corpus: IndexSpec = {
  workloadId: 'w1',
  documents: 100_000,
  tokensPerDocument: 2000,
  chunkTokens: 512,
  chunkOverlapTokens: 64,
  dimensions: 1024,
  bytesPerElement: 4,
  links: 16,
  inputRefs: { documents: ['input:/workloads/0/corpus/documents'] },
};

function value(
  sizing: { ids: object; figures: readonly { id: string; value: number | null }[] },
  name: string,
) {
  const id = (sizing.ids as Record<string, string>)[name];
  return sizing.figures.find((entry) => entry.id === id)?.value ?? NaN;
}

describe('sizeIndex', () => {
  it('counts chunks by the step between their starts', () => {
    // (2000 - 64) / (512 - 64) = 4.32, so 5 chunks a document.
    expect(sizeIndex(corpus).chunks).toBe(500_000);
    expect(sizeIndex({ ...corpus, tokensPerDocument: 100 }).chunks).toBe(100_000);
  });

  it('counts vectors, links and head-room', () => {
    const bytes = 500_000 * (1024 * 4 + 16 * 2 * 4 * 1.1);
    expect(sizeIndex(corpus).memoryBytes).toBeCloseTo(bytes * 1.35, 0);
    expect(value(sizeIndex(corpus), 'vectors')).toBeCloseTo((500_000 * 4096) / 2 ** 30, 10);
  });

  it('counts the overlap among the tokens to embed', () => {
    expect(sizeIndex(corpus).corpusTokens).toBe(100_000 * (2000 + 4 * 64));
  });

  it('refuses an overlap that never advances', () => {
    expect(() => sizeIndex({ ...corpus, chunkOverlapTokens: 512 })).toThrow('smaller than the chunk');
  });
});

describe('sizeEmbedding', () => {
  const spec: EmbeddingSpec = {
    workloadId: 'w1',
    model: catalog.model('bge-m3'),
    accelerator: catalog.accelerator('l4'),
    tokensPerText: 512,
    texts: 50_000_000,
    windowHours: 24,
    textsPerSecondPeak: null,
    inputRefs: {},
  };

  it('counts two FLOP per parameter and token', () => {
    // L4: 121e12 x 0.4 / (2 x 0.568e9 x 512).
    expect(value(sizeEmbedding(spec), 'texts-per-second')).toBeCloseTo(
      (121e12 * 0.4) / (2 * 0.568e9 * 512),
      6,
    );
  });

  it('takes as many accelerators as the window asks for', () => {
    const sizing = sizeEmbedding(spec);
    // bge-m3 has 1.136 GB of weights in 16 bits.
    const start = (240 + 1.136 / 2 + 60) / 3600;
    expect(sizing.accelerators).toBe(Math.ceil(value(sizing, 'work-hours') / (24 - start)));
    expect(value(sizing, 'duration')).toBeLessThanOrEqual(24);
  });

  it('pays for the start of an instance as for its work', () => {
    const short = sizeEmbedding({ ...spec, texts: 1000 });
    const start = (240 + 1.136 / 2 + 60) / 3600;
    expect(value(short, 'work-hours')).toBeLessThan(start / 10);
    expect(short.acceleratorHours).toBeCloseTo(value(short, 'work-hours') + start, 9);
    expect(value(sizeEmbedding(spec), 'accelerator-hours')).toBeCloseTo(
      value(sizeEmbedding(spec), 'work-hours') + (sizeEmbedding(spec).accelerators ?? 0) * start,
      9,
    );
    const stream = sizeEmbedding({ ...spec, texts: null, windowHours: null, textsPerSecondPeak: 10 });
    expect(stream.acceleratorHours).toBeNull();
    expect(stream.ids['start-time']).toBeUndefined();
  });

  it('refuses a window that ends before an instance works', () => {
    const late = sizeEmbedding({ ...spec, texts: 1000, windowHours: 0.05 });
    expect(late).toMatchObject({ feasible: false, accelerators: null });
    expect(late.reason).toContain('start-time');
  });

  it('refuses texts beyond the context and models that do not embed', () => {
    expect(sizeEmbedding({ ...spec, tokensPerText: 9000 }).reason).toContain('context');
    expect(sizeEmbedding({ ...spec, model: catalog.model('llama-3.1-8b') }).reason).toContain(
      'not an embedding',
    );
  });

  it('sizes every accelerator on offer', () => {
    const { accelerator: _accelerator, ...rest } = spec;
    const options = sizeEmbeddingOptions(rest, catalog);
    expect(options.feasible.length + options.infeasible.length).toBe(catalog.rentableAccelerators().length);
  });
});

describe('sizeBatchInference', () => {
  const spec: BatchInferenceSpec = {
    workloadId: 'w1',
    model: catalog.model('llama-3.1-8b'),
    accelerator: catalog.accelerator('l40s'),
    precision: 'fp8',
    traffic: {
      requestsPerSecondMean: 0,
      requestsPerSecondPeak: 0,
      inputTokens: { p50: 1500, p95: 3000 },
      outputTokens: { p50: 200, p95: 400 },
      cachedShare: 0,
    },
    inputRefs: {},
    items: 1_000_000,
    windowHours: 8,
    passesPerMonth: 4,
    batchRefs: { items: ['input:/workloads/0/traffic/batchItems'] },
  };

  it('finishes within the window', () => {
    const sizing = sizeBatchInference(spec);
    expect(sizing.feasible).toBe(true);
    expect(value(sizing, 'duration')).toBeLessThanOrEqual(8);
    const perSecond = value(sizing, 'items-per-second');
    const work = (1e6 / perSecond / 3600) * (sizing.tensorParallel ?? 0);
    // 8.03 GB of weights in 8 bits.
    const start = (240 + 8.03 / 2 + 60) / 3600;
    expect(value(sizing, 'work-hours')).toBeCloseTo(work, 6);
    expect(sizing.acceleratorHours).toBeCloseTo(work + (sizing.accelerators ?? 0) * start, 3);
  });

  it('adds a replica where the start takes too much of the window, and refuses one that it takes whole', () => {
    const once = sizeBatchInference({ ...spec, windowHours: null });
    const exact = value(once, 'work-hours') / (once.tensorParallel ?? NaN);
    expect(sizeBatchInference({ ...spec, windowHours: exact }).replicas).toBe(2);
    const late = sizeBatchInference({ ...spec, windowHours: 0.05 });
    expect(late).toMatchObject({ feasible: false, replicas: null });
    expect(late.reason).toContain('start-time');
    expect(late.figures.some(({ id }) => late.reason?.includes(id))).toBe(true);
  });

  it('runs on one replica when there is no window', () => {
    expect(sizeBatchInference({ ...spec, windowHours: null }).replicas).toBe(1);
  });

  it('says why a model does not fit', () => {
    const sizing = sizeBatchInference({
      ...spec,
      model: catalog.model('llama-3.1-405b'),
      instanceCounts: [1],
    });
    expect(sizing.feasible).toBe(false);
    expect(sizing.reason).toContain('weights take');
  });

  it('puts the fewest accelerator-hours first', () => {
    const { accelerator: _accelerator, ...rest } = spec;
    const hours = sizeBatchInferenceOptions(rest, catalog).feasible.map((s) => s.acceleratorHours ?? 0);
    expect(hours).toEqual([...hours].sort((a, b) => a - b));
  });
});
