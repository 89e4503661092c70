import type { ApiSpec } from './api-spec';
import { simulateApi } from './simulate-api';

const anApi = (over: Partial<ApiSpec> = {}): ApiSpec => ({
  seed: 3,
  horizonSeconds: 1_800,
  warmUpSeconds: 120,
  arrivals: { kind: 'poisson', ratePerSecond: 2 },
  inputTokens: { kind: 'log-normal', p50: 1_000, p95: 3_000 },
  outputTokens: { kind: 'fixed', tokens: 200 },
  limits: { requestsPerMinute: null, tokensPerMinute: null },
  retries: { most: 5, firstWaitSeconds: 1, longestWaitSeconds: 60 },
  ...over,
});

describe('simulateApi', () => {
  it('lets everything through that nothing limits', () => {
    expect(simulateApi(anApi())).toMatchObject({ failedShare: 0, retriedShare: 0, delay: { p99: 0 } });
  });

  it('takes no more in a minute than the limit, however often it is tried', () => {
    const result = simulateApi(anApi({ limits: { requestsPerMinute: 60, tokensPerMinute: null } }));
    expect(result.answered / (result.countedSeconds / 60)).toBeLessThan(61);
    expect(result.answered / (result.countedSeconds / 60)).toBeGreaterThan(58);
    expect(result.failedShare).toBeGreaterThan(0.4);
    expect(result.answered + result.givenUp).toBe(result.arrived);
  });

  it('saves up no more than a minute holds while nobody calls', () => {
    const seconds = Array.from({ length: 200 }, (_, index) => 600 + index / 1_000);
    const burst = anApi({
      arrivals: { kind: 'trace', seconds },
      limits: { requestsPerMinute: 60, tokensPerMinute: null },
      retries: { most: 0, firstWaitSeconds: 1, longestWaitSeconds: 1 },
    });
    expect(simulateApi(burst).answered).toBe(60);
  });

  it('limits tokens as well as requests: what is longer than a minute holds never passes', () => {
    const result = simulateApi(anApi({ limits: { requestsPerMinute: null, tokensPerMinute: 1_000 } }));
    expect(result.failedShare).toBeGreaterThan(0.9);
    const enough = simulateApi(anApi({ limits: { requestsPerMinute: null, tokensPerMinute: 400_000 } }));
    expect(enough.failedShare).toBe(0);
  });

  it('fails no more requests with a higher limit', () => {
    const failed = [60, 90, 120, 150, 200].map(
      (requestsPerMinute) =>
        simulateApi(anApi({ limits: { requestsPerMinute, tokensPerMinute: null } })).failedShare,
    );
    expect([...failed].sort((a, b) => b - a)).toEqual(failed);
    expect(failed[0]).toBeGreaterThan(failed[4] as number);
  });

  it('counts the busiest minute by the clock', () => {
    const trace = { kind: 'trace', seconds: [1, 30, 59, 61, 62] } as const;
    const inputTokens = { kind: 'recorded', tokens: [100, 100, 100, 5_000, 100] } as const;
    const { busiestMinute } = simulateApi(anApi({ arrivals: trace, inputTokens }));
    expect(busiestMinute).toEqual({ requests: 3, tokens: 5_500 });
  });

  it('bridges a short outage by trying again, and loses requests to a long one', () => {
    const outage = (durationSeconds: number) =>
      simulateApi(anApi({ outages: [{ atSeconds: 600, durationSeconds }] }));
    expect(outage(5).failedShare).toBeLessThan(0.001);
    expect(outage(5).retriedShare).toBeGreaterThan(0);
    expect(outage(600).failedShare).toBeGreaterThan(0.25);
    expect(simulateApi(anApi())).toEqual(simulateApi(anApi()));
  });
});
