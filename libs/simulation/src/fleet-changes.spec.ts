import type { AutoscalerSpec, FleetSpec } from './fleet-spec';
import { aFleet } from './fleet.builder';
import { simulateFleet } from './simulate-fleet';

const autoscaler: AutoscalerSpec = {
  least: 1,
  most: 8,
  metric: 'demand',
  target: 0.6,
  intervalSeconds: 15,
  scaleDownSeconds: 120,
};

const spike = (over: Partial<FleetSpec> = {}): FleetSpec =>
  aFleet({
    horizonSeconds: 1_200,
    warmUpSeconds: 0,
    arrivals: {
      kind: 'poisson',
      ratePerSecond: 8,
      profile: { slotSeconds: 300, factors: [1, 6, 1, 1] },
    },
    fleet: { replicas: 1 },
    coldStartSeconds: 60,
    limits: { queueLimit: null, timeoutSeconds: 30 },
    ...over,
  });

describe('a fleet that changes', () => {
  it('starts replicas when the load rises and gives them up when it falls', () => {
    const fixed = simulateFleet(spike());
    const scaled = simulateFleet(spike({ autoscaler }));
    expect(scaled.replicas.most).toBeGreaterThan(2);
    expect(scaled.replicas.most).toBeLessThanOrEqual(8);
    expect(scaled.failedShare).toBeLessThan(fixed.failedShare);
    expect(scaled.slices.at(-1)?.ready).toBeLessThan(Math.max(...scaled.slices.map((slice) => slice.ready)));
  });

  it('helps later with a longer cold start', () => {
    const failed = [10, 60, 200].map(
      (coldStartSeconds) => simulateFleet(spike({ autoscaler, coldStartSeconds })).failedShare,
    );
    expect([...failed].sort((a, b) => a - b)).toEqual(failed);
    expect(failed[0]).toBeLessThan(failed[2] as number);
  });

  it('loses the replicas of a zone for as long as the zone is away, and their cold start', () => {
    const result = simulateFleet(
      aFleet({
        horizonSeconds: 600,
        warmUpSeconds: 0,
        arrivals: { kind: 'poisson', ratePerSecond: 15 },
        fleet: { replicas: 6, zones: 3 },
        coldStartSeconds: 60,
        plannedFailures: [{ scope: 'zone', index: 0, atSeconds: 200, durationSeconds: 100 }],
      }),
    );
    const ready = (second: number): number | undefined =>
      result.slices.find((slice) => slice.fromSeconds >= second)?.ready;
    expect(ready(150)).toBe(6);
    expect(ready(250)).toBe(4);
    expect(ready(330)).toBe(4);
    expect(ready(400)).toBe(6);
    expect(result.requests.restarted).toBeGreaterThan(0);
  });

  it('starts no replica in a zone that is away, however much is asked for', () => {
    const result = simulateFleet(
      spike({
        autoscaler,
        coldStartSeconds: 10,
        fleet: { replicas: 2, zones: 1 },
        plannedFailures: [{ scope: 'zone', index: 0, atSeconds: 300, durationSeconds: 200 }],
      }),
    );
    const away = result.slices.filter(({ fromSeconds }) => fromSeconds >= 300 && fromSeconds < 480);
    expect(away.map((slice) => slice.ready)).toEqual(away.map(() => 0));
    expect(result.slices.find((slice) => slice.fromSeconds >= 540)?.ready).toBeGreaterThan(1);
  });

  it('serves nobody while its only region is away, and half of its replicas with a second one', () => {
    const failure = { scope: 'region', index: 0, atSeconds: 200, durationSeconds: 100 } as const;
    const fleetOf = (regions: number): FleetSpec =>
      aFleet({
        horizonSeconds: 600,
        warmUpSeconds: 0,
        arrivals: { kind: 'poisson', ratePerSecond: 15 },
        fleet: { replicas: 6, regions, zones: 2 },
        coldStartSeconds: 0,
        limits: { queueLimit: null, timeoutSeconds: 10 },
        plannedFailures: [failure],
      });
    const ready = (regions: number) =>
      simulateFleet(fleetOf(regions)).slices.find((slice) => slice.fromSeconds >= 240)?.ready;
    expect(ready(1)).toBe(0);
    expect(ready(2)).toBe(3);
    expect(simulateFleet(fleetOf(1)).failedShare).toBeGreaterThan(0.1);
    expect(simulateFleet(fleetOf(2)).failedShare).toBeLessThan(0.01);
  });

  it('pays less for spot replicas and serves worse the more often they are taken', () => {
    const shares = [0, 20, 200].map((spotPerHour) =>
      simulateFleet(
        aFleet({
          horizonSeconds: 1_200,
          arrivals: { kind: 'poisson', ratePerSecond: 20 },
          fleet: { replicas: 3, spotReplicas: 3 },
          limits: { queueLimit: null, timeoutSeconds: 5 },
          randomFailures: {
            instanceHours: null,
            repairSeconds: 0,
            spotPerHour,
            spotNoticeSeconds: 30,
            spotReplaceSeconds: 60,
          },
        }),
      ),
    );
    const failed = shares.map((result) => result.failedShare);
    expect(failed[0]).toBe(0);
    expect([...failed].sort((a, b) => a - b)).toEqual(failed);
    expect(shares[2]?.replicas.mean).toBeLessThan(3);
  });

  it('decides once an interval: a replica that is missing is asked for at the next decision', () => {
    const result = simulateFleet(
      spike({ autoscaler: { ...autoscaler, intervalSeconds: 100 }, coldStartSeconds: 0 }),
    );
    const ready = (second: number): number =>
      result.slices.find((slice) => slice.fromSeconds === second)?.ready ?? NaN;
    // The spike begins at 300 s, the moment of a decision that cannot know of it yet.
    expect(ready(360)).toBe(ready(300));
    expect(ready(400)).toBeGreaterThan(ready(360));
  });

  it('brings no spot replica back into a zone that is away', () => {
    const result = simulateFleet(
      aFleet({
        horizonSeconds: 600,
        warmUpSeconds: 0,
        arrivals: { kind: 'poisson', ratePerSecond: 5 },
        fleet: { replicas: 2, spotReplicas: 2 },
        coldStartSeconds: 0,
        randomFailures: {
          instanceHours: null,
          repairSeconds: 0,
          spotPerHour: 600,
          spotNoticeSeconds: 0,
          spotReplaceSeconds: 30,
        },
        plannedFailures: [{ scope: 'zone', index: 0, atSeconds: 200, durationSeconds: 200 }],
      }),
    );
    const away = result.slices.filter(({ fromSeconds }) => fromSeconds >= 200 && fromSeconds < 380);
    expect(away.every((slice) => slice.ready === 0)).toBe(true);
    expect(result.slices.some(({ fromSeconds, ready }) => fromSeconds >= 400 && ready > 0)).toBe(true);
  });

  it('follows a day: its slices are as busy as the profile says', () => {
    const factors = Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 20 ? 1.75 : 0.25));
    const result = simulateFleet(
      aFleet({
        horizonSeconds: 86_400,
        warmUpSeconds: 0,
        arrivals: { kind: 'poisson', ratePerSecond: 0.2, profile: { slotSeconds: 3_600, factors } },
      }),
    );
    const arrived = (from: number, to: number): number =>
      result.slices
        .filter((slice) => slice.fromSeconds >= from * 3_600 && slice.fromSeconds < to * 3_600)
        .reduce((sum, slice) => sum + slice.arrived, 0);
    expect(arrived(8, 20) / (arrived(0, 8) + arrived(20, 24))).toBeGreaterThan(6);
    expect(arrived(8, 20) / (arrived(0, 8) + arrived(20, 24))).toBeLessThan(8);
  });

  it('waits longer for the same requests when they come in bursts', () => {
    const waits = (['poisson', 'gamma', 'bursty'] as const).map((kind) => {
      const of = { ratePerSecond: 25 };
      const arrivals =
        kind === 'poisson'
          ? { kind, ...of }
          : kind === 'gamma'
            ? { kind, ...of, variation: 8 }
            : { kind, ...of, burstFactor: 4, burstShare: 0.15, burstSeconds: 15 };
      return simulateFleet(aFleet({ horizonSeconds: 900, arrivals, fleet: { replicas: 2 } }));
    });
    const mean = waits.map((result) => result.waiting?.mean ?? 0);
    expect(mean[1]).toBeGreaterThan(mean[0] as number);
    expect(mean[2]).toBeGreaterThan(mean[1] as number);
    for (const { requests } of waits.slice(0, 2)) {
      expect(Math.abs(requests.arrived / (600 * 25) - 1)).toBeLessThan(0.05);
    }
  });
});
