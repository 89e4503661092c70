import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { testRedisUrl } from '../../../test/support/stores';
import { HIGHEST_PRIORITY, bullKeys } from './bull-keys';

const PREFIX = 'bull-keys-spec:queue';
const NAME = 'layout';

/** What our scripts take for granted of BullMQ's data. */
describe('the layout of a queue of BullMQ', () => {
  const redis = new Redis(testRedisUrl(), { maxRetriesPerRequest: null });
  const keys = bullKeys(PREFIX, NAME);
  let queue: Queue;
  let worker: Worker;

  beforeAll(() => {
    queue = new Queue(NAME, { connection: redis, prefix: PREFIX });
    worker = new Worker(NAME, null, { connection: redis, prefix: PREFIX, autorun: false });
  });
  beforeEach(() => queue.obliterate({ force: true }));
  afterAll(async () => {
    await queue.obliterate({ force: true });
    await worker.close();
    await queue.close();
    redis.disconnect();
  });

  it('keeps a job without priority in the list of those that wait, the next at the right', async () => {
    for (const jobId of ['one', 'two']) await queue.add('x', {}, { jobId });
    expect(await redis.lrange(keys.wait, 0, -1)).toEqual(['two', 'one']);
  });

  it('scores a job with its priority times 2^32 and a number that counts up', async () => {
    for (const jobId of ['one', 'two']) await queue.add('x', {}, { jobId, priority: 7 });
    const [first, second] = await Promise.all(
      ['one', 'two'].map(async (id) => Number(await redis.zscore(keys.prioritized, id))),
    );
    expect([first, second].map((score = 0) => Math.floor(score / 2 ** 32))).toEqual([7, 7]);
    expect(second).toBeGreaterThan(first ?? Infinity);
  });

  it('takes the highest priority that we give, and none above', async () => {
    await queue.add('x', {}, { jobId: 'last', priority: HIGHEST_PRIORITY });
    await expect(queue.add('x', {}, { jobId: 'no', priority: HIGHEST_PRIORITY + 1 })).rejects.toThrow(
      'riority',
    );
  });

  it('takes the lowest score first, and keeps a lock while a worker has a job', async () => {
    await queue.add('x', {}, { jobId: 'later', priority: 2 });
    await queue.add('x', {}, { jobId: 'next', priority: 1 });
    const taken = await worker.getNextJob('token');
    expect(taken?.id).toBe('next');
    expect(await redis.lrange(keys.active, 0, -1)).toEqual(['next']);
    expect(await redis.exists(`${keys.job}next:lock`)).toBe(1);
  });

  it('scores a delayed job with the moment it is due times 4,096', async () => {
    const job = await queue.add('x', {}, { jobId: 'due', delay: 60_000 });
    const score = Number(await redis.zscore(keys.delayed, 'due'));
    expect(Math.floor(score / 4_096)).toBe(job.timestamp + 60_000);
  });

  it('keeps in the hash of a job when it was added', async () => {
    const job = await queue.add('x', {}, { jobId: 'hash', priority: 3 });
    expect(await redis.hget(`${keys.job}hash`, 'timestamp')).toBe(String(job.timestamp));
  });
});
