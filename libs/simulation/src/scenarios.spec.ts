import { aFleet } from './fleet.builder';
import { SCENARIOS, scenarioSpec } from './scenarios';
import { simulateFleet } from './simulate-fleet';
import {
  COUNTED_REQUESTS,
  LONGEST_SIMULATED_SECONDS,
  MOST_SIMULATED,
  simulatedSeconds,
} from './simulated-span';

describe('simulatedSeconds', () => {
  it('is long enough for the requests to count, at any rate', () => {
    expect(simulatedSeconds(0.01, 100, 10) * 0.01 * 0.9).toBeCloseTo(COUNTED_REQUESTS, 6);
  });

  it('lets a replica start ten times over', () => {
    expect(simulatedSeconds(5, 300, 10)).toBe(3_000);
  });

  it('simulates no more requests than are bearable', () => {
    expect(simulatedSeconds(1_000, 300, 10) * 1_000).toBeCloseTo(MOST_SIMULATED, 6);
  });

  it.each([1 / 86_400, 1e-14])('ends after a month where requests come at %d a second', (rate) => {
    expect(simulatedSeconds(rate, 300, 10)).toBe(LONGEST_SIMULATED_SECONDS);
  });
});

describe('scenarioSpec', () => {
  const base = aFleet({ horizonSeconds: 600, fleet: { replicas: 4, zones: 2 }, coldStartSeconds: 30 });
  const setting = {
    ratePerSecond: 30,
    spikeFactor: 2,
    growthFactor: 1.5,
    replicasAfterCut: 2,
    launchSeconds: 240,
    outageSeconds: 240,
    latencySeconds: 2,
  };

  it('makes every named scenario one that can be simulated', () => {
    for (const name of SCENARIOS) {
      const spec = scenarioSpec(name, base, setting);
      expect(spec && simulateFleet(spec).requests.completed).toBeGreaterThan(1_000);
    }
  });

  it('leaves out what nothing is known of', () => {
    const unknown = { ...setting, growthFactor: null, replicasAfterCut: null };
    expect(scenarioSpec('steady-growth', base, unknown)).toBeNull();
    expect(scenarioSpec('budget-cut', base, unknown)).toBeNull();
    expect(scenarioSpec('budget-cut', base, { ...setting, replicasAfterCut: 0 })).toBeNull();
  });

  it('doubles the load for the time of a launch alone', () => {
    const spec = scenarioSpec('launch-spike', base, setting);
    const { fromSeconds = NaN, lengthSeconds = NaN } = spec?.episodes ?? {};
    const slices = spec ? simulateFleet(spec).slices : [];
    const rate = (from: number, to: number): number => {
      const within = slices.filter(
        (slice, index) => slice.fromSeconds >= from && (slices[index + 1]?.fromSeconds ?? Infinity) <= to,
      );
      const width = (slices[1]?.fromSeconds ?? NaN) * within.length;
      return within.reduce((sum, slice) => sum + slice.arrived, 0) / width;
    };
    expect(lengthSeconds).toBe(240);
    expect(rate(fromSeconds, fromSeconds + lengthSeconds)).toBeCloseTo(60, -1);
    expect(rate(0, fromSeconds)).toBeCloseTo(30, -1);
    expect(rate(fromSeconds + lengthSeconds, Infinity)).toBeCloseTo(30, -1);
  });

  it.each([
    { perDay: 3, outages: { least: 300, most: 720 } },
    { perDay: 300, outages: { least: 300, most: 720 } },
    { perDay: 48_000, outages: { least: 3, most: 3 } },
  ])('lets a failure last as long as it does, at $perDay requests a day', ({ perDay, outages }) => {
    const rare = { ...setting, ratePerSecond: perDay / 86_400, outageSeconds: 3_600 };
    const spec = scenarioSpec(
      'provider-outage',
      { ...base, limits: { queueLimit: null, timeoutSeconds: 60 } },
      rare,
    );
    const failures = spec?.plannedFailures ?? [];
    expect(new Set(failures.map(({ durationSeconds }) => durationSeconds))).toEqual(new Set([3_600]));
    expect(failures.length).toBeGreaterThanOrEqual(outages.least);
    expect(failures.length).toBeLessThanOrEqual(outages.most);
    // By hand: a replica answers 30 s after the failure, so who comes in its last 30 s is served within his minute of
    // patience; all others of the hour give up. 1 - 30 / 3600 = 99.2 %.
    const result = spec && simulateFleet(spec);
    expect(result?.failedShare).toBeGreaterThan(0.975);
    expect(result?.recovery?.mean).toBeCloseTo(30, 0);
    expect((result?.countedSeconds ?? 0) / failures.length).toBeCloseTo(3_600, 6);
  });

  it('simulates the beginning of a failure that more requests meet than can be simulated', () => {
    const busy = { ...setting, ratePerSecond: 100, outageSeconds: 3_600 };
    const patient = { ...base, limits: { queueLimit: null, timeoutSeconds: 60 } };
    const spec = scenarioSpec('provider-outage', patient, busy);
    expect(spec?.episodes?.count).toBe(1);
    expect(spec?.episodes?.lengthSeconds).toBeGreaterThan(120);
    expect(spec?.episodes?.lengthSeconds).toBeLessThan(3_600);
    expect((spec?.horizonSeconds ?? 0) * 100).toBeLessThan(130_000);
  });
});
