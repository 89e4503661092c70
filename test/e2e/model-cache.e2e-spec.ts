import { AGENT_IDS } from '@app/agents';
import { Redis } from 'ioredis';
import { startApi, type ApiHarness } from '../support/api-harness';
import { ModelServer } from '../support/model-server/model-server';
import { modelEnvironment, narratable } from '../support/narratable-team';
import { RunHarness, TENANT, aTeam } from '../support/run-harness';
import { TcpProxy } from '../support/tcp-proxy';
import { testRedisUrl } from '../support/stores';
import { until } from '../support/until';

const NAME = 'e2e-model-cache';

describe('the answers of models that are kept, over HTTP', () => {
  const redis = new Redis(testRedisUrl());
  let models: ModelServer;
  let worker: RunHarness;
  let api: ApiHarness;
  let strangers: ApiHarness;
  beforeAll(async () => {
    models = await ModelServer.start();
    const env = { ...modelEnvironment(models), LLM_CACHE_HOURS: '1' };
    worker = await RunHarness.start(NAME, aTeam(narratable()), env);
    api = await startApi(NAME, { DEFAULT_TENANT: TENANT });
    strangers = await startApi(NAME, { DEFAULT_TENANT: 'strangers' });
  });
  afterAll(async () => {
    redis.disconnect();
    await Promise.all([api?.close(), strangers?.close(), worker?.stop()]);
    await models?.stop();
  });

  const invalidate = (by: ApiHarness, query = '') =>
    by.fastify.inject({ method: 'DELETE', url: `/v1/admin/model-cache${query}` });
  /** Agents whose model was asked by a run, the others having been answered from the cache. */
  const askedByARun = async (): Promise<string[]> => {
    const before = models.calls.length;
    const run = await worker.untilEnded(await worker.start({ narration: 'required' }));
    expect(run.state).toBe('completed');
    return models.calls.slice(before).map(({ agent }) => agent ?? '');
  };

  /** The generations that kept answers are of: a new one makes those before it worthless. */
  const generations = async (): Promise<Record<string, string>> => {
    const keys = (await redis.keys(`${NAME}:llm:generation:*`)).sort();
    const values = keys.length === 0 ? [] : await redis.mget(...keys);
    return Object.fromEntries(keys.map((key, index) => [key.split(':generation:')[1], values[index] ?? '']));
  };
  const changedBy = async (deletion: () => ReturnType<typeof invalidate>): Promise<string[]> => {
    const before = await generations();
    const { statusCode, body } = await deletion();
    expect([statusCode, body]).toEqual([204, '']);
    const after = await generations();
    return Object.keys(after).filter((key) => after[key] !== before[key]);
  };

  it('are made worthless for the tenant of the request, whose models are asked anew', async () => {
    // A cache that is slow at the moment is passed over.
    await until(async () => (await askedByARun()).length === 0);
    expect((await invalidate(api)).statusCode).toBe(204);
    expect((await askedByARun()).sort()).toEqual([...AGENT_IDS].sort());
  });

  it('are of the tenant of the request, and of one prompt where one is named', async () => {
    expect(await changedBy(() => invalidate(api, '?prompt=narrate.cto'))).toEqual([`${TENANT}:narrate.cto`]);
    expect(await changedBy(() => invalidate(api))).toEqual([TENANT]);
    expect(await changedBy(() => invalidate(strangers))).toEqual(['strangers']);
  });

  it('stay, and the client hears of it, when there is no such prompt', async () => {
    const refused = await invalidate(api, '?prompt=narrate.nobody');
    expect(refused.json()).toMatchObject({ status: 400 });
    expect(refused.body).toContain('narrate.cto');
  });

  it('stay, and the client hears of it, while the cache is away', async () => {
    const proxy = new TcpProxy(new URL(testRedisUrl()));
    await proxy.open();
    const without = await startApi(NAME, { CACHE_REDIS_URL: proxy.url });
    try {
      await proxy.shut();
      const refused = await invalidate(without);
      expect(refused.json()).toMatchObject({ status: 503, code: 'llm.cache-unavailable' });
    } finally {
      await without.close();
    }
  });
});
