import { loadCatalog } from '@app/catalog';
import { scalingHeadroom } from './scaling-headroom';
import type { ServingSpec } from './serving';
import { servingFigure, sizeServing } from './size-serving';

const catalog = loadCatalog();

const aSpec = (mean: number, peak: number): ServingSpec => ({
  workloadId: 'w',
  model: catalog.model('llama-3.1-70b'),
  accelerator: catalog.accelerator('h100-sxm5-80gb'),
  precision: 'fp8',
  traffic: {
    requestsPerSecondMean: mean,
    requestsPerSecondPeak: peak,
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
  inputRefs: {},
});

describe('scalingHeadroom', () => {
  const of = (mean: number, peak: number) => {
    const sizing = sizeServing(aSpec(mean, peak));
    const found = scalingHeadroom(sizing);
    const figure = (name: 'load-time' | 'ready-time' | 'rise' | 'headroom-replicas') =>
      found?.figures.find((one) => one.id === found.ids[name]);
    return { sizing, found, figure };
  };

  it('waits for the instance, the weights at the rate of the storage, and the warm-up', () => {
    const { found, figure } = of(10, 40);
    // 70.55 GB at 2 (8, 0.5) GB/s; 240 (60, 900) s of start and 60 (20, 180) s of warm-up.
    expect(figure('load-time')?.value).toBeCloseTo(35.275, 6);
    expect(found?.readySeconds).toBeCloseTo(335.275, 6);
    expect(figure('ready-time')?.low).toBeCloseTo(60 + 70.55 / 8 + 20, 6);
    expect(figure('ready-time')?.high).toBeCloseTo(900 + 70.55 / 0.5 + 180, 6);
  });

  it('keeps as many replicas ready as the load outgrows meanwhile', () => {
    const { sizing, found, figure } = of(100, 4000);
    const rate = servingFigure(sizing, 'requests-per-second');
    expect(figure('rise')?.value).toBeCloseTo(3900 / 3600, 9);
    expect(found?.replicas).toBe(Math.ceil((3900 / 3600) * (335.275 / (rate.value ?? NaN))));
    expect(found?.replicas).toBeGreaterThan(10);
    // The worst case: the steepest rise, the longest wait, the slowest replica.
    const worst = Math.ceil(((3900 / 900) * (900 + 141.1 + 180)) / (rate.low ?? NaN));
    expect(figure('headroom-replicas')?.high).toBe(worst);
  });

  it('keeps none where the load does not rise', () => {
    expect(of(5, 5).found?.replicas).toBe(0);
    expect(scalingHeadroom({ ...sizeServing(aSpec(5, 5)), ids: {} })).toBeNull();
  });
});
