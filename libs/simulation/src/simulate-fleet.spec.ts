import type { FleetSpec } from './fleet-spec';
import { aFleet } from './fleet.builder';
import { simulateFleet } from './simulate-fleet';

const SHORT = { horizonSeconds: 200, warmUpSeconds: 20 };
const poisson = (ratePerSecond: number): Pick<FleetSpec, 'arrivals'> => ({
  arrivals: { kind: 'poisson', ratePerSecond },
});
const p95 = (spec: FleetSpec): number => simulateFleet(spec).firstToken?.p95 ?? 0;

describe('simulateFleet', () => {
  it('gives the same result for the same seed, and another for another', () => {
    const result = simulateFleet(aFleet(SHORT));
    expect(simulateFleet(aFleet(SHORT))).toEqual(result);
    expect(simulateFleet(aFleet({ ...SHORT, seed: 8 })).latency).not.toEqual(result.latency);
  });

  it('serves a lone request in the time that its steps and its prompt take', () => {
    const { service } = aFleet();
    const result = simulateFleet(
      aFleet({
        warmUpSeconds: 0,
        arrivals: { kind: 'trace', seconds: [1] },
        inputTokens: { kind: 'recorded', tokens: [3_000] },
        outputTokens: { kind: 'recorded', tokens: [101] },
      }),
    );
    const { perPrompt, perToken, perSquaredToken } = service.prefill;
    const prompt = perPrompt + 3_000 * perToken + 3_000 ** 2 * perSquaredToken;
    const step = service.stepSeconds[0] as number;
    // Two chunks of at most 2,048 tokens, each with a step; then a hundred more tokens.
    expect(result.firstToken?.mean).toBeCloseTo(prompt + 2 * step, 9);
    expect(result.latency?.mean).toBeCloseTo(prompt + 102 * step, 9);
  });

  it('slows a step down by the sequences that share it, and a prompt those that decode', () => {
    const alone = { kind: 'recorded', tokens: [100, 100] } as const;
    const two = simulateFleet(
      aFleet({
        warmUpSeconds: 0,
        fleet: { replicas: 1 },
        arrivals: { kind: 'trace', seconds: [0, 0] },
        inputTokens: { kind: 'fixed', tokens: 0 },
        outputTokens: alone,
      }),
    );
    expect(two.latency?.p50).toBeCloseTo(100 * (aFleet().service.stepSeconds[1] as number), 2);
  });

  it('keeps to the cache: what does not fit waits, what never fits is turned away', () => {
    const service = { ...aFleet().service, cacheTokens: 1_000 };
    const result = simulateFleet(
      aFleet({
        warmUpSeconds: 0,
        service,
        fleet: { replicas: 1 },
        arrivals: { kind: 'trace', seconds: [0, 0, 0] },
        inputTokens: { kind: 'recorded', tokens: [500, 500, 2_000] },
        outputTokens: { kind: 'recorded', tokens: [100, 100, 100] },
      }),
    );
    expect(result.requests).toMatchObject({ completed: 2, tooLong: 1 });
    expect(result.longestQueue).toBe(1);
    expect(result.waiting?.p99).toBeGreaterThan(1);
  });

  it('turns away what finds too many waiting, and lets go who waited too long', () => {
    const full = { ...SHORT, ...poisson(40), fleet: { replicas: 1 } };
    const rejected = simulateFleet(aFleet({ ...full, limits: { queueLimit: 20, timeoutSeconds: null } }));
    expect(rejected.requests.rejected).toBeGreaterThan(1_000);
    expect(rejected.longestQueue).toBe(20);
    const impatient = simulateFleet(aFleet({ ...full, limits: { queueLimit: null, timeoutSeconds: 2 } }));
    expect(impatient.requests.timedOut).toBeGreaterThan(1_000);
    expect(impatient.waiting?.p99).toBeLessThanOrEqual(2);
    expect(impatient.waiting?.p99).toBeGreaterThan(1.5);
    const { arrived, completed, timedOut } = impatient.requests;
    expect(completed + timedOut).toBe(arrived);
  });

  it('never lowers the 95th percentile with more traffic, at the same chance', () => {
    const waits = [5, 10, 20, 30, 40, 60].map((rate) =>
      p95(aFleet({ ...SHORT, ...poisson(rate), fleet: { replicas: 2 } })),
    );
    expect([...waits].sort((a, b) => a - b)).toEqual(waits);
    expect(waits[5]).toBeGreaterThan(2 * (waits[0] as number));
  });

  it('never raises the 95th percentile with more replicas, at the same chance', () => {
    const waits = [1, 2, 3, 5, 8].map((replicas) =>
      p95(aFleet({ ...SHORT, ...poisson(30), fleet: { replicas } })),
    );
    expect([...waits].sort((a, b) => b - a)).toEqual(waits);
    expect(waits[0]).toBeGreaterThan(2 * (waits[4] as number));
  });

  it('never raises the 95th percentile with faster steps', () => {
    const { service } = aFleet();
    const waits = [1, 0.8, 0.5].map((factor) =>
      p95(
        aFleet({
          ...SHORT,
          ...poisson(30),
          fleet: { replicas: 2 },
          service: { ...service, stepSeconds: service.stepSeconds.map((step) => step * factor) },
        }),
      ),
    );
    expect([...waits].sort((a, b) => b - a)).toEqual(waits);
  });

  it('counts each request once, whatever happens to it', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { requests } = simulateFleet(
        aFleet({
          ...SHORT,
          seed,
          ...poisson(40),
          fleet: { replicas: 3, zones: 3, spotReplicas: 2 },
          limits: { queueLimit: 200, timeoutSeconds: 5 },
          retryLost: seed % 2 === 0,
          coldStartSeconds: 20,
          randomFailures: {
            instanceHours: 0.05,
            repairSeconds: 30,
            spotPerHour: 30,
            spotNoticeSeconds: 5,
            spotReplaceSeconds: 20,
          },
          plannedFailures: [{ scope: 'zone', index: 1, atSeconds: 60, durationSeconds: 50 }],
        }),
      );
      const { arrived, completed, rejected, timedOut, tooLong, lost } = requests;
      expect(completed + rejected + timedOut + tooLong + lost).toBe(arrived);
      expect(completed).toBeGreaterThan(0);
      expect(lost > 0).toBe(seed % 2 === 1);
    }
  });

  it('costs what its replicas cost while they exist, and is unknown where a price is', () => {
    const price = { onDemandUsdPerHour: 10, spotUsdPerHour: 4 };
    const fleet = { replicas: 4, spotReplicas: 1 };
    const whole = simulateFleet(
      aFleet({ horizonSeconds: 3_600, warmUpSeconds: 0, ...poisson(5), fleet, price }),
    );
    expect(whole.costUsd).toBeCloseTo(34, 6);
    expect(whole.replicas).toMatchObject({ mean: 4, most: 4 });
    const unknown = { ...price, spotUsdPerHour: null };
    expect(simulateFleet(aFleet({ ...SHORT, fleet, price: unknown })).costUsd).toBeNull();
  });

  it.each<[string, Partial<FleetSpec>, RegExp]>([
    [
      'fail as soon as they start',
      {
        randomFailures: {
          instanceHours: 0,
          repairSeconds: 0,
          spotPerHour: 1e9,
          spotNoticeSeconds: -1,
          spotReplaceSeconds: 0,
        },
      },
      /instanceHours.*spotPerHour.*waits of 0 or more/,
    ],
    [
      'are scaled without a pause',
      {
        autoscaler: {
          least: 1,
          most: 2,
          metric: 'demand',
          target: 0.5,
          intervalSeconds: 1e-9,
          scaleDownSeconds: 0,
        },
      },
      /intervalSeconds/,
    ],
    [
      'stand in no such zone',
      { plannedFailures: [{ scope: 'zone', index: 3, atSeconds: 1, durationSeconds: 1 }] },
      /index/,
    ],
    ['cost less than nothing', { price: { onDemandUsdPerHour: -1, spotUsdPerHour: null } }, /price/],
    [
      'get more requests by their profile than can be simulated',
      {
        horizonSeconds: 10_000,
        arrivals: { kind: 'poisson', ratePerSecond: 50, profile: { slotSeconds: 1, factors: [50] } },
      },
      /horizonSeconds/,
    ],
  ])('refuses replicas that %s', (_what, over, words) => {
    expect(() => simulateFleet(aFleet(over))).toThrow(words);
  });

  it('says every problem of a specification at once', () => {
    expect(() =>
      simulateFleet(
        aFleet({
          horizonSeconds: -1,
          fleet: { replicas: 0 },
          outputTokens: { kind: 'exponential', mean: 0 },
        }),
      ),
    ).toThrow(/horizonSeconds.*outputTokens.*replicas/);
  });
});
