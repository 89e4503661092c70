import { DatabaseAvailability } from '@app/database';
import type { ApiHarness } from '../support/api-harness';
import { startApi } from '../support/api-harness';
import { anOutput } from '../support/agent-output.builder';
import { RunHarness, aGate, aTeam } from '../support/run-harness';
import { testMongoUrl } from '../support/stores';
import { TcpProxy } from '../support/tcp-proxy';
import { until } from '../support/until';

const NAME = 'e2e-database-away';
const TENANT = { DEFAULT_TENANT: 'harness' };
const IMPATIENT = { MONGODB_TIMEOUT_MS: '5000' };

describe('processes whose database goes away and comes back', () => {
  const door = new TcpProxy(new URL(testMongoUrl(NAME)));
  let api: ApiHarness;
  let worker: RunHarness;
  const gate = aGate();

  beforeAll(async () => {
    await door.open();
    const env = { ...TENANT, ...IMPATIENT, MONGODB_URL: door.url };
    const slow = async () => (await gate.opened, anOutput({ agent: 'cto' }));
    worker = await RunHarness.start(NAME, aTeam({ cto: slow }), {
      ...env,
      RUN_SWEEP_INTERVAL_MS: '500',
      RUN_LOCK_MS: '2000',
    });
    api = await startApi(NAME, env);
  });
  afterAll(async () => {
    gate.open();
    await api.close();
    await worker.stop();
    await door.shut();
  });

  const get = (path: string) => api.fastify.inject({ method: 'GET', url: path });
  const both = () => [api.app.get(DatabaseAvailability, { strict: false }), worker.get(DatabaseAvailability)];
  const untilKnown = (isWritable: boolean) =>
    until(() => both().every((availability) => availability.isWritable === isWritable));

  async function expectRefusals(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      const answer = await get(path);
      expect([path, answer.statusCode]).toEqual([path, 503]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.headers['retry-after']).toBe('2');
      expect(answer.json()).toMatchObject({ code: 'database.unavailable' });
    }
  }

  it('stay alive, refuse at once, keep the run they have, and go on with it', async () => {
    const runId = await worker.start();
    await worker.eventsUntil(runId, (event) => event.type === 'run.progress' && event.done === 10);
    await door.shut();
    await untilKnown(false);

    await expectRefusals(['/v1/assessments', '/v1/runs', `/v1/runs/${runId}`, `/v1/runs/${runId}/events`]);
    const refused = await api.fastify.inject({
      method: 'POST',
      url: '/v1/assessments',
      payload: { name: 'x', workloads: [] },
    });
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([
      503,
      'database.unavailable',
    ]);
    expect((await get('/health')).statusCode).toBe(200);
    expect((await get('/metrics')).statusCode).toBe(200);
    const ready = await get('/ready');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({ error: { database: { status: 'down' } } });
    const system = await get('/v1/admin/health');
    expect(system.statusCode).toBe(200);
    expect(system.json()).toMatchObject({
      status: 'degraded',
      dependencies: expect.arrayContaining([
        expect.objectContaining({ name: 'mongodb', state: expect.stringMatching(/open/) as string }),
      ]) as object,
    });

    // The last agent is done while its result cannot be stored.
    gate.open();
    await door.open();
    await untilKnown(true);
    expect((await get('/ready')).statusCode).toBe(200);
    expect((await worker.untilEnded(runId)).state).toBe('completed');
    expect((await get(`/v1/runs/${runId}`)).json()).toMatchObject({ state: 'completed' });
  });

  it('answer a request that was under way when the database began to hang with 503, never 500', async () => {
    door.freeze();
    const hanging = ['/v1/assessments', '/v1/runs'].map((path) => get(path));
    for (const answer of await Promise.all(hanging)) {
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
        503,
        'database.unavailable',
      ]);
      expect(answer.headers['retry-after']).toBe('2');
    }
    await untilKnown(false);
    await expectRefusals(['/v1/runs']);
    door.thaw();
    await untilKnown(true);
    await until(async () => (await get('/v1/runs')).statusCode === 200);
  });
});
