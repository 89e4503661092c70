import { Clock } from '@app/kernel';
import { RedisConnections } from '@app/redis';
import { startApi, type ApiHarness } from '../support/api-harness';

const NOON = new Date('2026-11-20T12:00:15Z');

describe('the limit of requests', () => {
  let api: ApiHarness;
  let now = NOON;

  beforeAll(async () => {
    api = await startApi('e2e-rate-limit', { RATE_LIMIT_PER_MINUTE: '3' });
    await api.app.get(RedisConnections, { strict: false }).ping();
  });
  afterAll(() => api?.close());
  beforeEach(async () => {
    now = new Date(now.getTime() + 3_600_000);
    jest.spyOn(api.app.get(Clock), 'now').mockImplementation(() => now);
  });

  const get = (url = '/v1/runs') => api.fastify.inject({ method: 'GET', url });

  it('says with every answer what is left', async () => {
    const { headers } = await get();

    expect(headers['ratelimit-policy']).toBe('"tenant";q=3;w=60');
    expect(headers.ratelimit).toBe('"tenant";r=2;t=45');
  });

  it('refuses what goes beyond it, until the minute is over', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => get()));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(3);
    const refused = answers.find(({ statusCode }) => statusCode === 429);
    expect(refused?.json()).toMatchObject({ code: 'request.rate-limited' });
    expect(refused?.headers['retry-after']).toBe('45');

    now = new Date(now.getTime() + 45_000);
    expect((await get()).statusCode).toBe(200);
  });

  it('counts no probes', async () => {
    for (let index = 0; index < 5; index += 1) expect((await get('/health')).statusCode).toBe(200);
    expect((await get('/ready')).headers.ratelimit).toBeUndefined();
  });

  it('serves on when Redis does not count', async () => {
    const redis = api.app.get(RedisConnections, { strict: false });
    jest.spyOn(redis, 'use').mockRejectedValue(new TypeError('away'));
    for (let index = 0; index < 5; index += 1) expect((await get()).statusCode).toBe(200);
  });
});
