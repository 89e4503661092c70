import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { AppConfig, MetricsRegistry, PlatformModule } from '@app/platform';
import { RedisConnections } from '@app/redis';
import { Worker } from 'bullmq';
import { z } from 'zod';
import { PATIENT_WITH_STORES, testRedisUrl } from '../../../test/support/stores';
import { defineJob } from './define-job';
import type { Ticket } from './fair-queue';
import { JobQueue } from './job-queue';
import { QueueModule } from './queue.module';

const PREFIX = 'fair-queue-spec';

describe('the order and the limits of a queue', () => {
  let module: TestingModule;
  let queue: JobQueue;
  let redis: RedisConnections;
  const workers: Worker[] = [];
  let turn = 0;

  beforeAll(async () => {
    const config = AppConfig.fromEnvironment({
      LOG_LEVEL: 'silent',
      MONGODB_URL: 'mongodb://127.0.0.1:1/x',
      REDIS_URL: testRedisUrl(),
      REDIS_PREFIX: PREFIX,
      QUEUE_LIMIT: '1200',
      QUEUE_LIMIT_PER_TENANT: '1100',
      ...PATIENT_WITH_STORES,
    });
    const imports = [PlatformModule.forRoot({ service: 'test', config }), QueueModule];
    module = await Test.createTestingModule({ imports }).compile();
    await module.init();
    queue = module.get(JobQueue);
    redis = module.get(RedisConnections);
  });
  afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.close(true))));
  afterAll(() => module.close());

  /** A queue of its own, with hands that take one job at a time. */
  function aQueue() {
    const job = defineJob({
      name: `fair-${'abcdefghijklmnopqrstuvwxyz'[turn++]}`,
      payload: z.object({}),
      attempts: 4,
      backoffMs: 1,
    });
    const worker = new Worker(job.name, null, {
      connection: redis.blocking(),
      prefix: redis.key('queue'),
      autorun: false,
    });
    workers.push(worker);
    const request = (id: string, tenantId: string) => ({ id, tenantId, payload: {} });
    const admit = async (tenantId: string): Promise<Ticket> => {
      const admission = await queue.admit(job, tenantId);
      if ('full' in admission) throw new Error(`full: ${admission.full.limit}`);
      return admission.ticket;
    };
    return {
      job,
      request,
      admit,
      put: async (id: string, tenantId: string) =>
        queue.enqueue(job, request(id, tenantId), await admit(tenantId)),
      putMany: (tenantId: string, count: number) =>
        queue.putBack(
          job,
          Array.from({ length: count }, (_, index) => request(`${tenantId}-${index}`, tenantId)),
        ),
      take: () => worker.getNextJob('hand'),
      takeIds: async (count: number) => {
        const ids: string[] = [];
        for (let index = 0; index < count; index += 1) ids.push((await worker.getNextJob('hand'))?.id ?? '-');
        return ids;
      },
      key: (name: string) => redis.key('queue', job.name, name),
    };
  }

  it('takes the only job of a tenant next, though another tenant queued 1,000 before', async () => {
    const { put, putMany, takeIds } = aQueue();
    await putMany('big', 1_000);
    await put('small-0', 'small');
    expect(await takeIds(2)).toEqual(['small-0', 'big-0']);
  });

  it('takes it next also while a backlog is being worked off', async () => {
    const { put, putMany, takeIds } = aQueue();
    await putMany('big', 100);
    await takeIds(40);
    await put('small-0', 'small');
    expect(await takeIds(2)).toEqual(['small-0', 'big-40']);
  });

  it('lets tenants take turns, whoever queued more', async () => {
    const { put, putMany, takeIds } = aQueue();
    await putMany('big', 50);
    for (const id of ['s-0', 's-1', 's-2']) await put(id, 'small');
    await put('t-0', 'third');
    expect(await takeIds(7)).toEqual(['s-0', 't-0', 'big-0', 's-1', 'big-1', 's-2', 'big-2']);
  });

  it('does not let one that always comes back push the others away', async () => {
    const { put, putMany, take } = aQueue();
    await putMany('big', 20);
    const taken: string[] = [];
    for (let index = 0; index < 10; index += 1) {
      await put(`s-${index}`, 'small');
      for (let hand = 0; hand < 2; hand += 1) taken.push((await take())?.data.tenantId as string);
    }
    expect(taken.filter((tenant) => tenant === 'small')).toHaveLength(10);
    expect(taken.filter((tenant) => tenant === 'big')).toHaveLength(10);
  });

  it('refuses a tenant whose backlog is at its limit, and lets others in', async () => {
    const { admit, job, putMany } = aQueue();
    await putMany('big', 1_100);
    const refused = await queue.admit(job, 'big');
    expect(refused).toEqual({
      full: { limit: 'tenant', most: 1_100, retryAfterSeconds: expect.any(Number) as number },
    });
    await expect(admit('small')).resolves.toMatchObject({ tenantId: 'small' });
    expect(await module.get(MetricsRegistry).expose()).toContain(
      `infra_mind_queue_refused_total{queue="${job.name}",reason="tenant"} 1`,
    );
  });

  it('lets a tenant in again as its backlog is worked off', async () => {
    const { admit, putMany, take } = aQueue();
    await putMany('big', 1_100);
    await expect(admit('big')).rejects.toThrow('full: tenant');
    await take();
    await take();
    await expect(admit('big')).resolves.toBeDefined();
  });

  it('refuses everybody when all that wait are at the limit', async () => {
    const { admit, putMany } = aQueue();
    for (const tenant of ['one', 'two', 'three']) await putMany(tenant, 400);
    await expect(admit('four')).rejects.toThrow('full: total');
  });

  it('counts what was let in and is not there yet: a crowd at one moment does not get past the limit', async () => {
    const { putMany, job } = aQueue();
    await putMany('big', 1_090);
    const crowd = await Promise.all(Array.from({ length: 30 }, () => queue.admit(job, 'big')));
    expect(crowd.filter((admission) => 'ticket' in admission)).toHaveLength(10);
    const other = await Promise.all(Array.from({ length: 130 }, () => queue.admit(job, 'other')));
    expect(other.filter((admission) => 'ticket' in admission)).toHaveLength(100);
  });

  it('lets in who comes together as if they came one after the other', async () => {
    const tenants = ['a', 'b', 'a', 'a', 'c', 'b', 'a', 'd'];
    const [alone, together] = [aQueue(), aQueue()];
    for (const one of [alone, together]) {
      await one.putMany('b', 3);
      await one.takeIds(1);
    }
    const inTurn: Ticket[] = [];
    for (const tenant of tenants) inTurn.push(await alone.admit(tenant));
    const atOnce = await Promise.all(tenants.map((tenant) => together.admit(tenant)));
    const placesOf = (tickets: readonly Ticket[]) =>
      tickets.map(({ tenantId, priority, key }) => [tenantId, priority, key.replace(/^\d+/, '')]);
    expect(placesOf(atOnce)).toEqual(placesOf(inTurn));
    expect(new Set(atOnce.map(({ key }) => key)).size).toBe(tenants.length);
  });

  it('gives a place back that no job took', async () => {
    const { admit, putMany } = aQueue();
    await putMany('big', 1_099);
    const ticket = await admit('big');
    await expect(admit('big')).rejects.toThrow('full: tenant');
    await queue.release(ticket);
    await queue.release(ticket);
    await expect(admit('big')).resolves.toBeDefined();
    await expect(admit('big')).rejects.toThrow('full: tenant');
  });

  it('gives the place back of a process that died with it', async () => {
    const { admit, putMany, job } = aQueue();
    await putMany('big', 1_099);
    const ticket = await admit('big');
    const tickets = redis.key('fair', job.name, 'tickets');
    const [, number, tenant] = ticket.key.split('|');
    await redis.commands.zrem(tickets, ticket.key);
    await redis.commands.zadd(tickets, ticket.priority, `1|${number}|${tenant}`);
    await expect(admit('big')).resolves.toBeDefined();
    expect(await redis.commands.zcard(tickets)).toBe(1);
  });

  it('begins anew when all is done: old backlogs weigh no more', async () => {
    const { put, job, take } = aQueue();
    for (let index = 0; index < 5; index += 1) {
      await put(`a-${index}`, 'a');
      await (await take())?.moveToCompleted('', 'hand', false);
    }
    await put('a-last', 'a');
    const tag = Number(await redis.commands.hget(redis.key('fair', job.name, 'tags'), 't:a'));
    expect(tag).toBe(2);
  });

  it('begins anew while jobs are in work only where the tags are far on, so that they never reach their end', async () => {
    const { put, job, take } = aQueue();
    const tags = redis.key('fair', job.name, 'tags');
    await put('held', 'a');
    await take();
    await put('next', 'a');
    expect(await redis.commands.hget(tags, 't:a')).toBe('3');
    await take();
    await redis.commands.hset(tags, 't:a', 1_500_000, 'v', 1_500_000, 'top', 1_500_000);
    await put('later', 'a');
    expect(await redis.commands.hget(tags, 't:a')).toBe('2');
  });

  it('puts back what is gone, once, whatever the limits', async () => {
    const { job, request, putMany } = aQueue();
    await putMany('big', 1_200);
    const requests = [request('big-0', 'big'), request('lost', 'big')];
    expect(await queue.putBack(job, requests)).toBe(1);
    expect(await queue.putBack(job, requests)).toBe(0);
    expect(await queue.lag(job.name)).toMatchObject({ waiting: 1_201 });
  });

  it('makes due what a wrong clock delayed, into the future or from the past', async () => {
    const { job, request, put, key } = aQueue();
    const hour = 3_600_000;
    for (const [id, off] of [
      ['ahead', hour],
      ['behind', -hour],
      ['right', 0],
    ] as const) {
      await put(id, 'a');
      await redis.commands.zrem(key('prioritized'), id);
      await redis.commands.zadd(key('delayed'), (Date.now() + off) * 4_096, id);
    }
    const requests = ['ahead', 'behind', 'right'].map((id) => request(id, 'a'));
    expect(await queue.putBack(job, requests)).toBe(2);
    expect(await queue.lag(job.name)).toMatchObject({ waiting: 2, delayed: 1 });
  });

  it('adds a job again that is in no list any more', async () => {
    const { job, request, put, key, takeIds } = aQueue();
    await put('orphan', 'a');
    await redis.commands.zrem(key('prioritized'), 'orphan');
    expect(await queue.putBack(job, [request('orphan', 'a')])).toBe(1);
    expect(await takeIds(1)).toEqual(['orphan']);
  });

  it('leaves a job alone that a worker has, with a lock or while it is looked for', async () => {
    const { job, request, put, take, key } = aQueue();
    await put('held', 'a');
    await take();
    expect(await queue.putBack(job, [request('held', 'a')])).toBe(0);
    await redis.commands.del(key('held:lock'));
    expect(await queue.putBack(job, [request('held', 'a')])).toBe(0);
  });

  it('finds the oldest that waits, in whatever order they are taken', async () => {
    const { job, put, putMany, key } = aQueue();
    await putMany('big', 10);
    await redis.commands.hset(key('big-0'), 'timestamp', Date.now() - 90_000);
    await put('new', 'small');
    const { waiting, oldestWaitingMs } = await queue.lag(job.name);
    expect(waiting).toBe(11);
    expect(oldestWaitingMs).toBeGreaterThanOrEqual(90_000);
  });

  it('serves in the order of coming once tags are at the highest priority, under the limit of all', async () => {
    const { job, put, takeIds, putMany } = aQueue();
    await put('first', 'a');
    const tags = redis.key('fair', job.name, 'tags');
    await redis.commands.hset(tags, 't:a', 2_097_151, 'v', 2_097_150, 'top', 2_097_151);
    await putMany('a', 3);
    await put('b-0', 'b');
    await put('b-1', 'b');
    expect(await takeIds(6)).toEqual(['first', 'b-0', 'a-0', 'a-1', 'a-2', 'b-1']);
  });
});
