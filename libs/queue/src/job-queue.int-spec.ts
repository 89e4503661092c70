import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { AppError, InvariantError } from '@app/kernel';
import { AppConfig, MetricsRegistry, PlatformModule, RequestContext } from '@app/platform';
import { RedisConnections } from '@app/redis';
import { PinoLogger } from 'nestjs-pino';
import { z } from 'zod';
import { PATIENT_WITH_STORES, testRedisUrl } from '../../../test/support/stores';
import { until } from '../../../test/support/until';
import { defineJob } from './define-job';
import { JobQueue } from './job-queue';
import type { JobHandler } from './job-worker';
import { JobWorker } from './job-worker';
import { QueueMonitor } from './queue-monitor';
import { QueueModule } from './queue.module';

const PREFIX = 'job-queue-spec';

function aJob(name: string, attempts = 1, backoffMs = 1) {
  return defineJob({ name, payload: z.object({ n: z.number() }), attempts, backoffMs });
}

describe('JobQueue and JobWorker', () => {
  let module: TestingModule;
  let queue: JobQueue;
  let logger: PinoLogger;
  const workers: Array<JobWorker<{ n: number }>> = [];

  beforeAll(async () => {
    const config = AppConfig.fromEnvironment({
      LOG_LEVEL: 'silent',
      MONGODB_URL: 'mongodb://127.0.0.1:1/x',
      REDIS_URL: testRedisUrl(),
      REDIS_PREFIX: PREFIX,
      ...PATIENT_WITH_STORES,
      RUN_LOCK_MS: '4000',
      RUN_STALLED_CHECK_MS: '1000',
    });
    const imports = [PlatformModule.forRoot({ service: 'test', config }), QueueModule];
    module = await Test.createTestingModule({ imports }).compile();
    await module.init();
    queue = module.get(JobQueue);
    logger = await module.resolve(PinoLogger);
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop('the test is over', 0)));
  });
  afterAll(() => module.close());

  function work(job: ReturnType<typeof aJob>, handle: JobHandler<{ n: number }>): JobWorker<{ n: number }> {
    const parts = {
      redis: module.get(RedisConnections),
      config: module.get(AppConfig),
      context: module.get(RequestContext),
      logger,
    };
    const worker = new JobWorker(job, handle, parts, 4);
    workers.push(worker);
    worker.start();
    return worker;
  }

  const put = (job: ReturnType<typeof aJob>, id: string, n: number) =>
    queue.enqueue(job, { id, tenantId: 'tenant-1', payload: { n } });

  it('gives a job to a handler with the tenant and the correlation id of who asked', async () => {
    const job = aJob('context');
    const context = module.get(RequestContext);
    const done = new Promise((resolve) => {
      work(job, ({ n }) => Promise.resolve(resolve({ n, ...context.current() })));
    });
    await context.run({ tenantId: 'tenant-1', correlationId: 'asked-by' }, () => put(job, 'job-a', 7));
    expect(await done).toEqual({ n: 7, tenantId: 'tenant-1', correlationId: 'asked-by', runId: 'job-a' });
  });

  it('adds a job whose id is waiting only once', async () => {
    const job = aJob('once');
    await Promise.all([1, 2, 3].map((n) => put(job, 'same', n)));
    expect(await queue.lag('once')).toMatchObject({ waiting: 1, active: 0 });
  });

  it('takes the same id again when the job is over', async () => {
    const job = aJob('again');
    let calls = 0;
    const turns = [0, 1].map(() => {
      let open: () => void = () => undefined;
      return { over: new Promise<void>((resolve) => (open = resolve)), open: () => open() };
    });
    work(job, () => Promise.resolve(turns[calls++]?.open()));
    await put(job, 'same', 1);
    await turns[0]?.over;
    await until(async () => (await queue.lag('again')).active === 0);
    await put(job, 'same', 2);
    await turns[1]?.over;
    expect(calls).toBe(2);
  });

  it('tries a failed job again, and not one that cannot get better', async () => {
    const job = aJob('tries', 3);
    const calls: number[] = [];
    const over = new Promise<void>((resolve) => {
      work(job, ({ n }) => {
        calls.push(n);
        if (n === 1) return Promise.reject(new InvariantError('a defect'));
        if (calls.filter((call) => call === 2).length === 3) resolve();
        return Promise.reject(new AppError({ kind: 'unavailable', code: 'x.away', message: 'away' }));
      });
    });
    await put(job, 'defect', 1);
    await put(job, 'away', 2);
    await over;
    expect(calls.filter((n) => n === 1)).toHaveLength(1);
    expect(calls.filter((n) => n === 2)).toHaveLength(3);
  });

  it('refuses a payload of another shape before it is queued', async () => {
    const wrong = { id: 'x', tenantId: 't', payload: { n: 'one' } as never };
    await expect(queue.enqueue(aJob('shape'), wrong)).rejects.toThrow('job shape');
    expect(() => aJob('Not A Name')).toThrow('job name');
  });

  it('shows depth and age in the metrics', async () => {
    const job = aJob('metrics');
    await put(job, 'waiting', 1);
    module.get(QueueMonitor).watch('metrics');
    const text = await module.get(MetricsRegistry).expose();
    expect(text).toContain('infra_mind_queue_jobs{queue="metrics",state="waiting"} 1');
    expect(text).toMatch(/infra_mind_queue_oldest_waiting_seconds\{queue="metrics"\} \d/);
  });

  it('does not begin a job again that this process still has in its hands', async () => {
    // Long enough to be seen waiting.
    const job = aJob('lost-lock', 3, 60_000);
    let calls = 0;
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    let started: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (started = resolve));
    work(job, () => {
      calls += 1;
      started();
      return finished;
    });
    await put(job, 'one', 1);
    await begun;
    await module.get(RedisConnections).commands.del(`${PREFIX}:queue:lost-lock:one:lock`);
    // The check for lost locks puts the job back; it is then offered, refused and waits for its next attempt.
    await until(async () => (await queue.lag('lost-lock')).delayed === 1);
    expect(calls).toBe(1);
    finish();
  });

  it('keeps a job that outlives its lock several times, however the clock of its worker jumps', async () => {
    const job = aJob('long', 3);
    const { commands } = module.get(RedisConnections);
    let calls = 0;
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    for (let workers = 0; workers < 2; workers += 1) {
      work(job, () => {
        calls += 1;
        return finished;
      });
    }
    await put(job, 'one', 1);
    await until(() => calls === 1);
    const clock = Date.now.bind(Date);
    let shift = 0;
    const shifted = jest.spyOn(Date, 'now').mockImplementation(() => clock() + shift);
    try {
      for (const jump of [-3_600_000, 3_600_000]) {
        shift = jump;
        // What is left of a lock goes up when it is renewed, every third of its time, and at no other time.
        let [renewals, left] = [0, 0];
        await until(async () => {
          const next = await commands.pttl(`${PREFIX}:queue:long:one:lock`);
          if (next > left) renewals += 1;
          left = next;
          return renewals === 4 || calls > 1;
        });
        expect({ calls, ...(await queue.lag('long')) }).toMatchObject({ calls: 1, active: 1, delayed: 0 });
      }
    } finally {
      shifted.mockRestore();
      finish();
    }
  });

  it('can be put back when BullMQ gave it up because its workers were lost too often', async () => {
    const job = aJob('stalled-out');
    let calls = 0;
    const finish: Array<() => void> = [];
    work(job, () => {
      calls += 1;
      return new Promise<void>((resolve) => finish.push(resolve));
    });
    await put(job, 'one', 1);
    await until(() => calls === 1);
    const { commands } = module.get(RedisConnections);
    await commands.hset(`${PREFIX}:queue:stalled-out:one`, 'stc', 5);
    await commands.del(`${PREFIX}:queue:stalled-out:one:lock`);
    await until(async () => (await commands.exists(`${PREFIX}:queue:stalled-out:one`)) === 0);
    finish[0]?.();
    expect(await queue.putBack(job, [{ id: 'one', tenantId: 't', payload: { n: 1 } }])).toBe(1);
    await until(() => calls === 2);
    finish[1]?.();
  });

  it('tells active jobs to stop when the worker must go', async () => {
    const job = aJob('stop');
    let started: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (started = resolve));
    let aborted = false;
    const worker = work(job, (_payload, signal) => {
      started();
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(new AppError({ kind: 'unavailable', code: 'x', message: 'shutdown' }));
        }),
      );
    });
    await put(job, 'slow', 1);
    await begun;
    expect(worker.isRunning()).toBe(true);
    await worker.stop('shutdown', 0);
    expect(aborted).toBe(true);
  });

  it('says that the queue is unavailable when Redis is not there', async () => {
    const config = AppConfig.fromEnvironment({
      LOG_LEVEL: 'silent',
      MONGODB_URL: 'mongodb://127.0.0.1:1/x',
      REDIS_URL: 'redis://127.0.0.1:1',
      REDIS_TIMEOUT_MS: '100',
    });
    const imports = [PlatformModule.forRoot({ service: 'test', config }), QueueModule];
    const away = await Test.createTestingModule({ imports }).compile();
    const attempt = away.get(JobQueue).enqueue(aJob('away'), { id: 'x', tenantId: 't', payload: { n: 1 } });
    await expect(attempt).rejects.toMatchObject({ kind: 'unavailable', retryAfterSeconds: 2 });
    await expect(away.get(RedisConnections).ping()).rejects.toMatchObject({ code: 'redis.unavailable' });
    await away.close();
  });
});
