import { RedisConnections } from '@app/redis';
import type { ApiHarness } from '../support/api-harness';
import { startApi } from '../support/api-harness';
import { RunHarness, SMALL_INPUT, aGate, aTeam } from '../support/run-harness';
import { anOutput } from '../support/agent-output.builder';
import { SseClient } from '../support/sse-client';
import { testRedisUrl } from '../support/stores';
import { TcpProxy } from '../support/tcp-proxy';
import { until } from '../support/until';

const NAME = 'e2e-redis-away';
const TENANT = { DEFAULT_TENANT: 'harness' };

describe('an API whose Redis goes away and comes back', () => {
  const door = new TcpProxy(new URL(testRedisUrl()));
  let api: ApiHarness;
  let worker: RunHarness;
  let url: string;
  let gate = aGate();

  beforeAll(async () => {
    await door.open();
    // The worker reaches Redis by another way: what it does while the API cannot see it must not be missed.
    const slow = async () => (await gate.opened, anOutput({ agent: 'cto' }));
    worker = await RunHarness.start(NAME, aTeam({ cto: slow }), TENANT);
    api = await startApi(NAME, {
      ...TENANT,
      REDIS_URL: door.url,
      PROCESS_REPORT_MS: '100',
    });
    await api.app.listen({ port: 0, host: '127.0.0.1' });
    url = await api.app.getUrl();
  });
  afterAll(async () => {
    gate.open();
    await api.close();
    await worker.stop();
    await door.shut();
  });
  afterEach(async () => {
    await door.open().catch(() => undefined);
  });

  const get = (path: string) => api.fastify.inject({ method: 'GET', url: path });
  const startRun = (assessmentId: string) =>
    api.fastify.inject({ method: 'POST', url: `/v1/assessments/${assessmentId}/runs`, payload: {} });
  const isReady = async () => (await get('/ready')).statusCode === 200;

  async function shutTheDoor(): Promise<void> {
    await door.shut();
    const redis = api.app.get(RedisConnections, { strict: false });
    await until(() => redis.commands.status !== 'ready');
  }

  it('serves what the database holds, refuses new runs with a time to try again, and recovers by itself', async () => {
    gate.open();
    const assessment = await worker.anAssessment(SMALL_INPUT);
    const { id } = await worker.untilEnded((await worker.runs.start('harness', assessment, {})).id);
    await shutTheDoor();

    for (const path of [
      '/v1/assessments',
      `/v1/assessments/${assessment.id}`,
      '/v1/runs',
      ...['', '/agents', '/timeline', '/report'].map((part) => `/v1/runs/${id}${part}`),
    ]) {
      expect([path, (await get(path)).statusCode]).toEqual([path, 200]);
    }

    const refused = await startRun(assessment.id);
    expect(refused.statusCode).toBe(503);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);

    expect((await get('/health')).statusCode).toBe(200);
    const ready = await get('/ready');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({
      error: { redis: { status: 'down' } },
      info: { database: { status: 'up' } },
    });

    await door.open();
    await until(isReady);
    const accepted = await startRun(assessment.id);
    expect(accepted.statusCode).toBe(202);
    expect((await worker.untilEnded(accepted.json<{ id: string }>().id)).state).toBe('completed');
  });

  it('keeps a stream of events open and goes on in it without a hole', async () => {
    gate = aGate();
    const runId = await worker.start();
    await worker.eventsUntil(runId, (event) => event.type === 'run.progress' && event.done === 10);
    const stream = await SseClient.open(`${url}/v1/runs/${runId}/events`);
    const [snapshot] = await stream.take(1);
    expect(snapshot).toMatchObject({ event: 'snapshot', data: { state: 'running' } });

    await shutTheDoor();
    gate.open();
    await worker.untilEnded(runId);
    await door.open();

    const rest = await stream.rest();
    expect(rest.map(({ event }) => event)).not.toContain('resync');
    const numbers = [snapshot, ...rest].flatMap((frame) =>
      frame?.id ? [Number(frame.id.split('-')[1])] : [],
    );
    expect(numbers).toEqual(numbers.map((_number, index) => (numbers[0] as number) + index));
    expect(rest.findLast(({ event }) => event === 'run.state')).toMatchObject({
      data: { state: 'completed' },
    });
    await until(isReady);
  });

  it('tells operators of itself alone meanwhile, and of everybody again afterwards', async () => {
    const system = async () => (await get('/v1/admin/health')).json<SystemHealth>();
    await until(async () => (await system()).processes.length === 2);
    const whole = await system();
    expect(whole).toMatchObject({ status: 'ok', reasons: [], unknown: [], queue: { waiting: 0 } });
    expect(whole.processes.map(({ service }) => service).sort()).toEqual(['api', 'worker']);
    expect(whole.dependencies.map(({ name, state }) => [name, state])).toEqual(
      expect.arrayContaining([
        ['mongodb', 'closed'],
        ['redis', 'closed'],
      ]),
    );

    await shutTheDoor();
    await until(async () =>
      (await system()).dependencies.some(({ name, state }) => name === 'redis' && state !== 'closed'),
    );
    const alone = await system();
    expect(alone).toMatchObject({
      status: 'degraded',
      reasons: [
        expect.stringMatching(/^the circuit of redis is (half-)?open$/),
        'unknown: other-processes, queue, redis-memory, sweeper',
      ],
      unknown: ['other-processes', 'queue', 'redis-memory', 'sweeper'],
      queue: null,
    });
    expect(alone.processes.map(({ id }) => id)).toEqual([alone.answeredBy]);

    await door.open();
    await until(async () => (await system()).status === 'ok');
  });
});

interface SystemHealth {
  readonly status: string;
  readonly answeredBy: string;
  readonly unknown: string[];
  readonly processes: ReadonlyArray<{ readonly id: string; readonly service: string }>;
  readonly dependencies: ReadonlyArray<{ readonly name: string; readonly state: string }>;
}
