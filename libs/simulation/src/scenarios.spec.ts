import { aFleet } from './fleet.builder';
import {
  COUNTED_REQUESTS,
  LONGEST_SIMULATED_SECONDS,
  MOST_SIMULATED,
  SCENARIOS,
  scenarioSpec,
  simulatedSeconds,
} from './scenarios';
import { simulateFleet } from './simulate-fleet';

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
  const setting = { ratePerSecond: 30, spikeFactor: 2, growthFactor: 1.5, replicasAfterCut: 2 };

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
    const slices = spec ? simulateFleet(spec).slices : [];
    const arrived = (from: number, to: number): number =>
      slices
        .filter((slice) => slice.fromSeconds >= from && slice.fromSeconds < to)
        .reduce((sum, slice) => sum + slice.arrived, 0);
    expect(arrived(180, 360) / arrived(0, 180)).toBeGreaterThan(1.8);
    expect(arrived(180, 360) / arrived(0, 180)).toBeLessThan(2.2);
    expect(arrived(360, 540) / arrived(0, 180)).toBeLessThan(1.2);
  });
});
