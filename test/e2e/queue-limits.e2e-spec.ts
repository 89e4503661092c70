import { getConnectionToken } from '@nestjs/mongoose';
import { JobQueue } from '@app/queue';
import type { Connection } from 'mongoose';
import { startApi, type ApiHarness } from '../support/api-harness';

const minimal = {
  name: 'Support chat',
  workloads: [{ kind: 'llm-serving', traffic: { requestsPerDay: 10_000 } }],
};

interface Named {
  readonly id: string;
}

describe('accepting runs while too many wait', () => {
  let api: ApiHarness;
  const begin = async (name: string, env: Record<string, string>) => {
    api = await startApi(name, env);
    const assessment = await api.fastify.inject({ method: 'POST', url: '/v1/assessments', payload: minimal });
    return `/v1/assessments/${assessment.json<Named>().id}/runs`;
  };
  afterEach(() => api.close());

  const post = (url: string, key?: string) =>
    api.fastify.inject({ method: 'POST', url, headers: key ? { 'idempotency-key': key } : {} });
  const stored = async () =>
    (await api.fastify.inject({ url: '/v1/runs' })).json<{ items: readonly Named[] }>().items.length;

  it('refuses at the limit of a tenant, says so, and stores nothing', async () => {
    const url = await begin('e2e-queue-limit-tenant', { QUEUE_LIMIT_PER_TENANT: '3' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(url)));
    expect(answers.filter(({ statusCode }) => statusCode === 202)).toHaveLength(3);
    const refused = answers.filter(({ statusCode }) => statusCode !== 202);
    for (const answer of refused) {
      expect(answer.statusCode).toBe(503);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
      expect(answer.json()).toMatchObject({
        code: 'run.queue-full',
        detail: expect.stringContaining('3 runs of this tenant wait (QUEUE_LIMIT_PER_TENANT)') as string,
      });
    }
    expect(await stored()).toBe(3);
  });

  it('refuses at the limit of all, and says that it is that one', async () => {
    const url = await begin('e2e-queue-limit-total', { QUEUE_LIMIT: '1' });
    expect((await post(url)).statusCode).toBe(202);
    const refused = await post(url);
    expect(refused.statusCode).toBe(503);
    expect(refused.json<{ detail: string }>().detail).toContain('1 runs of all tenants wait (QUEUE_LIMIT)');
  });

  it('gives what was accepted when it is asked for again', async () => {
    const url = await begin('e2e-queue-limit-replay', { QUEUE_LIMIT: '1' });
    const first = await post(url, 'key-1');
    expect(first.statusCode).toBe(202);
    expect((await post(url, 'key-1')).json()).toEqual(first.json());
    // As after a process that stored the run and died before it kept the answer.
    const keys = api.app.get<Connection>(getConnectionToken(), { strict: false }).model('IdempotencyKey');
    await keys.updateMany({ key: 'key-1' }, { $set: { answer: null, leaseUntil: new Date(0) } });
    const again = await post(url, 'key-1');
    expect(again.statusCode).toBe(202);
    expect(again.json<Named>().id).toBe(first.json<Named>().id);
    expect((await post(url, 'key-2')).statusCode).toBe(503);
    expect(await stored()).toBe(1);
  });

  it('accepts under the key that was refused, once there is room', async () => {
    const url = await begin('e2e-queue-limit-key', { QUEUE_LIMIT: '1' });
    const first = (await post(url)).json<Named>().id;
    expect((await post(url, 'key-1')).statusCode).toBe(503);
    const queue = api.app.get(JobQueue, { strict: false });
    await api.fastify.inject({ method: 'POST', url: `/v1/runs/${first}/cancel` });
    await queue['queue']('runs').remove(first);
    expect((await post(url, 'key-1')).statusCode).toBe(202);
  });

  it('lets a paused run go on, whatever the limits', async () => {
    const url = await begin('e2e-queue-limit-resume', { QUEUE_LIMIT: '1' });
    const id = (await post(url)).json<Named>().id;
    await api.fastify.inject({ method: 'POST', url: `/v1/runs/${id}/pause` });
    const resumed = await api.fastify.inject({ method: 'POST', url: `/v1/runs/${id}/resume` });
    expect(resumed.statusCode).toBe(202);
  });

  it('refuses a retry before anything of it is stored', async () => {
    const url = await begin('e2e-queue-limit-retry', { QUEUE_LIMIT: '1' });
    const id = (await post(url)).json<Named>().id;
    await api.fastify.inject({ method: 'POST', url: `/v1/runs/${id}/cancel` });
    const retried = await api.fastify.inject({ method: 'POST', url: `/v1/runs/${id}/retry` });
    expect(retried.json()).toMatchObject({ status: 503, code: 'run.queue-full' });
    expect(await stored()).toBe(1);
  });
});
