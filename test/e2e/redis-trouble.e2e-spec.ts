import { JobQueue } from '@app/queue';
import { RedisConnections, RedisMemory } from '@app/redis';
import { runJob } from '@app/runs';
import { PinoLogger } from 'nestjs-pino';
import { startApi, type ApiHarness } from '../support/api-harness';
import { anOutput } from '../support/agent-output.builder';
import type { PrivateRedis } from '../support/private-redis';
import { startPrivateRedis } from '../support/private-redis';
import { RunHarness, TENANT, aGate, aTeam } from '../support/run-harness';
import { TcpProxy } from '../support/tcp-proxy';
import { until } from '../support/until';

const minimal = {
  name: 'Support chat',
  workloads: [{ kind: 'llm-serving', traffic: { requestsPerDay: 10_000 } }],
};

interface Named {
  readonly id: string;
}

describe('Redis that is away or full', () => {
  let redis: PrivateRedis;
  let door: TcpProxy;
  let api: ApiHarness;
  let worker: RunHarness | undefined;
  let runs: string;

  beforeEach(async () => {
    redis = await startPrivateRedis();
    door = new TcpProxy(new URL(redis.url));
    await door.open();
  });
  afterEach(async () => {
    await worker?.stop();
    worker = undefined;
    await api.close();
    await door.shut();
    await redis.stop();
  });

  const begin = async (name: string, env: Record<string, string> = {}) => {
    const shared = { DEFAULT_TENANT: TENANT, REDIS_URL: door.url, ...env };
    api = await startApi(name, shared);
    const made = await api.fastify.inject({ method: 'POST', url: '/v1/assessments', payload: minimal });
    runs = `/v1/assessments/${made.json<Named>().id}/runs`;
    return shared;
  };
  const post = (url: string) => api.fastify.inject({ method: 'POST', url });
  const get = (url: string) => api.fastify.inject({ url });
  const stored = async () => (await get('/v1/runs')).json<{ items: readonly Named[] }>().items.length;
  const answers = () =>
    api.app
      .get(RedisConnections, { strict: false })
      .ping()
      .then(
        () => true,
        () => false,
      );

  it.each([
    ['that counts requests', '60000', 'request.not-counted'],
    ['where nothing counts requests', '0', 'redis.unavailable'],
  ])('takes no run while it is away, in a process %s, and serves reads', async (_what, limit, code) => {
    await begin(`e2e-redis-away-${limit}`, { RATE_LIMIT_PER_MINUTE: limit });
    const id = (await post(runs)).json<Named>().id;
    await door.shut();
    await until(() => api.app.get(RedisConnections, { strict: false }).commands.status !== 'ready');
    const refused = await post(runs);
    expect(refused.json()).toMatchObject({ status: 503, code });
    expect(refused.headers['retry-after']).toBe('2');
    expect((await get(`/v1/runs/${id}`)).statusCode).toBe(200);
    expect((await get('/v1/assessments')).statusCode).toBe(200);
    expect((await get('/ready')).statusCode).toBe(503);
    expect(await stored()).toBe(1);

    // Steering costs nobody anything.
    expect((await post(`/v1/runs/${id}/cancel`)).statusCode).toBe(200);

    await door.open();
    await until(answers);
    expect((await post(runs)).statusCode).toBe(202);
  });

  it('takes nothing while it is full, warns, and drains by itself when there is room', async () => {
    const gate = aGate();
    const cto = async () => {
      await gate.opened;
      return anOutput({ agent: 'cto' });
    };
    const warn = jest.spyOn(PinoLogger.prototype, 'warn');
    const name = 'e2e-redis-full';
    const shared = await begin(name, { RATE_LIMIT_PER_MINUTE: '0' });
    worker = await RunHarness.start(name, aTeam({ cto }), {
      ...shared,
      RUN_CONCURRENCY: '1',
      RUN_LOCK_MS: '2000',
      RUN_STALLED_CHECK_MS: '1000',
      RUN_SWEEP_INTERVAL_MS: '500',
    });
    const ids = [(await post(runs)).json<Named>().id, (await post(runs)).json<Named>().id];
    const { commands } = api.app.get(RedisConnections, { strict: false });

    await commands.config('SET', 'maxmemory', '1mb');
    const refused = await post(runs);
    expect(refused.json()).toMatchObject({ status: 503, code: 'redis.full' });
    expect(refused.headers['retry-after']).toBe('10');
    expect((await get(`/v1/runs/${ids[0]}`)).statusCode).toBe(200);
    expect(await stored()).toBe(2);
    await api.app.get(RedisMemory, { strict: false }).look();
    expect(JSON.stringify(warn.mock.calls)).toContain('of its maxmemory');

    gate.open();
    const state = async (id: string) => (await get(`/v1/runs/${id}`)).json<{ state: string }>().state;
    await until(async () => (await state(ids[0] ?? '')) === 'completed');
    await commands.config('SET', 'maxmemory', '0');
    await until(async () => (await state(ids[1] ?? '')) === 'completed');
    const queue = api.app.get(JobQueue, { strict: false });
    await until(async () => {
      const { waiting, active, delayed } = await queue.lag(runJob.name);
      return waiting + active + delayed === 0;
    });
    expect((await post(runs)).statusCode).toBe(202);
  });
});
