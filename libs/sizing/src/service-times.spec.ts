import { loadCatalog } from '@app/catalog';
import { replicaTimes } from './service-times';
import type { ServingSpec } from './serving';
import { servingFigure, sizeServing } from './size-serving';

const catalog = loadCatalog();
const spec: ServingSpec = {
  workloadId: 'w1',
  model: catalog.model('llama-3.1-70b'),
  accelerator: catalog.accelerator('h100-sxm5-80gb'),
  precision: 'fp8',
  traffic: {
    requestsPerSecondMean: 1,
    requestsPerSecondPeak: 4,
    inputTokens: { p50: 1000, p95: 1000 },
    outputTokens: { p50: 250, p95: 250 },
    cachedShare: 0,
  },
  slo: { timeToFirstTokenMs: 2000, timePerOutputTokenMs: 50, endToEndMs: null, availabilityPercent: null },
  inputRefs: {},
};

describe('replicaTimes', () => {
  const sizing = sizeServing(spec);
  const times = replicaTimes(spec, sizing);

  it('gives the step of the sizing at its batch, and shorter ones below', () => {
    const steps = times?.stepSeconds ?? [];
    expect(steps).toHaveLength(sizing.capacity?.batch ?? 0);
    expect((steps.at(-1) ?? 0) * 1_000).toBeCloseTo(servingFigure(sizing, 'decode-step').value ?? 0, 9);
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
  });

  it('gives the prompt of the sizing: its terms together are its time', () => {
    const { perPrompt = 0, perToken = 0, perSquaredToken = 0 } = times?.prefill ?? {};
    const seconds = perPrompt + perToken * 1_000 + perSquaredToken * 1_000 ** 2;
    expect(seconds * 1_000).toBeCloseTo(servingFigure(sizing, 'prefill-time').value ?? 0, 9);
  });

  it('holds at least the tokens of its batch', () => {
    expect(times?.cacheTokens).toBeGreaterThan((sizing.capacity?.batch ?? 0) * 1_000);
    expect(replicaTimes(spec, { tensorParallel: null, capacity: null })).toBeNull();
    const slow = replicaTimes(spec, sizing, 'worst');
    expect(slow?.stepSeconds[0]).toBeGreaterThan(times?.stepSeconds[0] ?? Infinity);
  });
});
