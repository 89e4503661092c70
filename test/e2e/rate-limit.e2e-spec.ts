import { RedisConnections } from '@app/redis';
import { startApi, type ApiHarness } from '../support/api-harness';
import { until } from '../support/until';

describe('the limit of requests', () => {
  let api: ApiHarness;
  let redis: RedisConnections;
  let key: string;

  beforeAll(async () => {
    api = await startApi('e2e-rate-limit', { RATE_LIMIT_PER_MINUTE: '3' });
    redis = api.app.get(RedisConnections, { strict: false });
    await redis.ping();
    key = redis.key('rate', 'local');
  });
  afterAll(() => api?.close());
  beforeEach(async () => {
    await redis.commands.del(key);
  });

  const get = (url = '/v1/runs') => api.fastify.inject({ method: 'GET', url });

  it('says with every answer what is left', async () => {
    const { headers } = await get();

    expect(headers['ratelimit-policy']).toBe('"tenant";q=3;w=60');
    expect(headers.ratelimit).toMatch(/^"tenant";r=2;t=(60|5\d)$/);
  });

  it('refuses what goes beyond it, until the minute is over by the clock of Redis', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => get()));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(3);
    await redis.commands.pexpire(key, 44_900);
    const refused = await get();
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ code: 'request.rate-limited' });
    expect(refused.headers['retry-after']).toMatch(/^(3\d|4[0-5])$/);

    await redis.commands.pexpire(key, 1);
    await until(async () => (await redis.commands.exists(key)) === 0);
    expect((await get()).statusCode).toBe(200);
  });

  it('does not begin a minute anew with every request', async () => {
    await get();
    await redis.commands.pexpire(key, 30_000);
    await get();
    expect(await redis.commands.pttl(key)).toBeLessThanOrEqual(30_000);
  });

  it('counts no probes', async () => {
    for (let index = 0; index < 5; index += 1) expect((await get('/health')).statusCode).toBe(200);
    expect((await get('/ready')).headers.ratelimit).toBeUndefined();
  });

  it('serves on when Redis does not count', async () => {
    jest.spyOn(redis, 'use').mockRejectedValue(new TypeError('away'));
    for (let index = 0; index < 5; index += 1) expect((await get()).statusCode).toBe(200);
  });
});
