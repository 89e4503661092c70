import { loadCatalog } from '@app/catalog';
import { decidedFleet } from './decided-fleet';
import { replicasFor } from './replica-count';
import type { FleetWish, ServingSpec } from './serving';
import { servingFigure, sizeServing } from './size-serving';

const catalog = loadCatalog();
const CURVE = Array.from({ length: 24 }, (_, hour) =>
  hour < 10 ? 1 - hour * 0.02 : 0.3 - (hour - 10) * 0.01,
);

function sized(fleet?: FleetWish) {
  const spec: ServingSpec = {
    workloadId: 'w',
    model: catalog.model('llama-3.1-8b'),
    accelerator: catalog.accelerator('l40s'),
    precision: 'bf16',
    traffic: {
      requestsPerSecondMean: 10,
      requestsPerSecondPeak: 40,
      inputTokens: { p50: 900, p95: 2500 },
      outputTokens: { p50: 200, p95: 600 },
      cachedShare: 0,
    },
    slo: { timeToFirstTokenMs: 3000, timePerOutputTokenMs: 100, endToEndMs: null, availabilityPercent: 99.9 },
    inputRefs: {},
    ...(fleet && { fleet }),
  };
  return sizeServing(spec);
}

const autoscaled = (least: number | null = null, most: number | null = null): FleetWish => ({
  least,
  most,
  curve: CURVE,
});

describe('decidedFleet', () => {
  const plain = sized();
  const asked = plain.replicas ?? 0;

  it('leaves a fleet alone on whose size nobody decided', () => {
    expect(plain.ids['rented-share']).toBeUndefined();
    expect(plain.capacity?.rentedShare).toBeUndefined();
    expect(asked).toBeGreaterThan(4);
  });

  it('runs on average what the hours need, one by one, with those kept ahead', () => {
    const sizing = sized(autoscaled());
    const { capacity } = sizing;
    if (!capacity) throw new TypeError('it is feasible');
    const weights = (servingFigure(sizing, 'weights').value ?? 0) * 2 ** 30;
    // (40 - 10) requests a second in an hour, while a replica takes 240 s + weights / 2 GB/s + 60 s to start.
    const ahead = Math.ceil(((30 / 3600) * (300 + weights / 2e9)) / capacity.requestsPerSecond);
    const { bounds: _, ...free } = capacity;
    const mean =
      CURVE.map((share) => Math.min(asked, Math.max(2, (replicasFor(free, 40 * share) ?? 0) + ahead))).reduce(
        (sum, count) => sum + count,
        0,
      ) / CURVE.length;
    expect(sizing.replicas).toBe(asked);
    expect(capacity.rentedShare).toBeCloseTo(mean / asked, 12);
    expect(servingFigure(sizing, 'rented-share').value).toBeCloseTo(mean / asked, 12);
  });

  it('falls with the least that is kept, and never below it', () => {
    const shares = [asked, 5, 3, 1].map(
      (least) => sized(autoscaled(least, asked)).capacity?.rentedShare ?? NaN,
    );
    expect(shares[0]).toBe(1);
    expect([...shares].sort((a, b) => b - a)).toEqual(shares);
    for (const [index, least] of [asked, 5, 3, 1].entries())
      expect(shares[index]).toBeGreaterThanOrEqual(Math.min(1, least / asked));
  });

  it('spreads the mean load over the replicas that run', () => {
    const [fixed, scaled] = [plain, sized(autoscaled())];
    const use = (sizing: typeof plain): number => servingFigure(sizing, 'mean-utilisation').value ?? NaN;
    expect(use(scaled) * (scaled.capacity?.rentedShare ?? NaN)).toBeCloseTo(use(fixed), 9);
  });

  it('is not feasible with fewer at the most than the peak and the spare ask for, whatever comes and goes', () => {
    expect(sized({ least: 1, most: 1, curve: null }).feasible).toBe(false);
    expect(sized(autoscaled(1, 1)).reason).toContain('So many replicas as were decided');
    expect(sized({ least: asked, most: asked, curve: null }).replicas).toBe(asked);
  });

  it('keeps the load of every hour where the curve does not fall evenly', () => {
    const { capacity, traffic } = plain;
    if (!capacity) throw new TypeError('it is feasible');
    const ground = { capacity, traffic, asked, weightBytes: 0 };
    const share = (curve: readonly number[]): number =>
      decidedFleet({ least: 1, most: null, curve }, ground).rentedShare;
    expect(share([0.2, 1, 0.2, 0.2])).toBeCloseTo(share([1, 0.2, 0.2, 0.2]), 12);
    expect(share([1, 1, 1])).toBe(1);
    expect(share([])).toBe(1);
  });
});
