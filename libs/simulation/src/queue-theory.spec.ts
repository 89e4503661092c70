import { meanWait, meanWaitOfOneServer, waitProbability, waitTail } from '../../../test/support/queue-theory';
import type { FleetResult } from './fleet-result';
import { aFleet, aQueue } from './fleet.builder';
import { simulateFleet } from './simulate-fleet';

/** Independent repetitions of one comparison, and the requests of each, of which a tenth warms up. */
const REPETITIONS = 16;
const REQUESTS = 8_000;

interface Repeated {
  readonly mean: number;
  /** Standard error of the mean over the repetitions. */
  readonly error: number;
  readonly results: readonly FleetResult[];
}

/** The mean wait over repetitions that differ in their seeds alone. */
function repeat(draft: Omit<Parameters<typeof aQueue>[0], 'horizonSeconds' | 'seed'>): Repeated {
  const results = Array.from({ length: REPETITIONS }, (_, seed) =>
    simulateFleet(aQueue({ ...draft, seed, horizonSeconds: REQUESTS / draft.ratePerSecond })),
  );
  const waits = results.map((result) => result.waiting?.mean ?? 0);
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / REPETITIONS;
  const squares = waits.reduce((sum, wait) => sum + (wait - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (REPETITIONS - 1) / REPETITIONS), results };
}

/** Theory lies within three standard errors, and these are small enough to say something. */
function agrees({ mean, error }: Repeated, theory: number): void {
  expect(Math.abs(mean - theory)).toBeLessThan(3 * error);
  expect(error).toBeLessThan(0.08 * theory);
}

describe('the simulation of a queue whose theory is known', () => {
  it.each([
    { servers: 1, used: 0.5 },
    { servers: 1, used: 0.8 },
    { servers: 4, used: 0.8 },
    { servers: 16, used: 0.75 },
  ])('waits as Erlang C says: $servers servers, used to $used', ({ servers, used }) => {
    const ratePerSecond = used * servers;
    const queue = { arrivalsPerSecond: ratePerSecond, serviceSeconds: 1, servers };
    const repeated = repeat({ ratePerSecond, servers });
    agrees(repeated, meanWait(queue));
    // The wait that 5 % exceed leaves 5 % in the tail of theory, on average to within a point.
    const tails = repeated.results.map(({ waiting }) => waitTail(queue, waiting?.p95 as number));
    const tail = tails.reduce((sum, share) => sum + share, 0) / REPETITIONS;
    expect(Math.abs(tail - 0.05)).toBeLessThan(0.01);
    const use = repeated.results.reduce((sum, result) => sum + (result.placesUsed ?? 0), 0) / REPETITIONS;
    expect(Math.abs(use - used)).toBeLessThan(0.01);
  });

  it.each([
    { name: 'constant', outputTokens: { kind: 'fixed', tokens: 1_000 } as const, mean: 1, variation: 0 },
    {
      name: 'exponential',
      outputTokens: { kind: 'exponential', mean: 1_000 } as const,
      mean: 1,
      variation: 1,
    },
    {
      name: 'log-normal',
      outputTokens: { kind: 'log-normal', p50: 800, p95: 2_400 } as const,
      mean: 0.8 * Math.exp((Math.log(3) / 1.645) ** 2 / 2),
      variation: Math.exp((Math.log(3) / 1.645) ** 2) - 1,
    },
  ])('waits as Pollaczek and Khinchine say with $name service', ({ outputTokens, mean, variation }) => {
    const repeated = repeat({ ratePerSecond: 0.7, servers: 1, outputTokens, stepSeconds: 0.001 });
    agrees(repeated, meanWaitOfOneServer(0.7, mean, variation));
  });

  it('waits as Erlang C says where the servers are the places of one replica', () => {
    const waits = Array.from({ length: REPETITIONS }, (_, seed) =>
      simulateFleet(
        aFleet({
          seed,
          horizonSeconds: REQUESTS / 12,
          warmUpSeconds: REQUESTS / 120,
          arrivals: { kind: 'poisson', ratePerSecond: 12 },
          inputTokens: { kind: 'fixed', tokens: 0 },
          outputTokens: { kind: 'exponential', mean: 1_000 },
          service: {
            stepSeconds: Array.from({ length: 16 }, () => 0.001),
            prefill: { perPrompt: 0, perToken: 0, perSquaredToken: 0 },
            chunkTokens: null,
            cacheTokens: null,
          },
          fleet: { replicas: 1 },
        }),
      ),
    ).map(({ waiting }) => waiting?.mean ?? 0);
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / REPETITIONS;
    const squares = waits.reduce((sum, wait) => sum + (wait - mean) ** 2, 0);
    const error = Math.sqrt(squares / (REPETITIONS - 1) / REPETITIONS);
    // A request joins at the end of the step that is under way: up to a thousandth of its service later.
    const theory = meanWait({ arrivalsPerSecond: 12, serviceSeconds: 1, servers: 16 });
    agrees({ mean, error, results: [] }, theory);
  });

  it('states an error by batch means that is about that of repetitions', () => {
    const repeated = repeat({ ratePerSecond: 1, servers: 2 });
    const stated =
      repeated.results.reduce((sum, { waiting }) => sum + (waiting?.meanError ?? 0), 0) / REPETITIONS;
    const between = repeated.error * Math.sqrt(REPETITIONS);
    expect(stated / between).toBeGreaterThan(0.6);
    expect(stated / between).toBeLessThan(1.6);
  });

  it('holds the law of Little: in the system are as many as come in the time that one stays', () => {
    const result = simulateFleet(aQueue({ ratePerSecond: 3.2, servers: 4, horizonSeconds: 6_000 }));
    const rate = result.requests.completed / result.countedSeconds;
    const expected = rate * (result.latency?.mean ?? 0);
    expect(Math.abs(result.inSystem - expected) / expected).toBeLessThan(0.01);
  });
});

describe('the closed forms', () => {
  it('agree with each other and with what is known of them', () => {
    // M/M/1: Pw = rho, Wq = rho / (mu - lambda); checked by hand for rho 0.5 and one second of service: 1 second.
    expect(waitProbability({ arrivalsPerSecond: 0.5, serviceSeconds: 1, servers: 1 })).toBeCloseTo(0.5, 12);
    expect(meanWait({ arrivalsPerSecond: 0.5, serviceSeconds: 1, servers: 1 })).toBeCloseTo(1, 12);
    expect(meanWaitOfOneServer(0.5, 1, 1)).toBeCloseTo(1, 12);
    // M/M/2 with rho 0.5: Pw = 2 rho^2 / (1 + rho) = 1/3.
    expect(waitProbability({ arrivalsPerSecond: 1, serviceSeconds: 1, servers: 2 })).toBeCloseTo(1 / 3, 12);
    expect(meanWait({ arrivalsPerSecond: 3, serviceSeconds: 1, servers: 2 })).toBe(Infinity);
  });
});
