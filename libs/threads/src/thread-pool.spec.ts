import { MetricsRegistry } from '@app/platform';
import { join } from 'node:path';
import { aThreadPool } from '../../../test/support/thread-pools';
import { until } from '../../../test/support/until';
import type { ThreadPool, ThreadPoolOptions } from './thread-pool';

const program = join(__dirname, '../../../test/support/arithmetic.thread.ts');
const going = (): AbortSignal => new AbortController().signal;

describe('ThreadPool', () => {
  const pools: ThreadPool[] = [];
  const shared = aThreadPool({ program });
  const aPool = (over: Partial<ThreadPoolOptions> = {}, registry?: MetricsRegistry): ThreadPool => {
    const pool = aThreadPool({ program, ...over }, registry);
    pools.push(pool);
    return pool;
  };

  afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));
  afterAll(() => shared.close());

  it('gives the result of a function of its program', async () => {
    await expect(shared.run('double', 21, going())).resolves.toBe(42);
  });

  it('keeps kind, code, message and problems of an error', async () => {
    await expect(shared.run('refuse', null, going())).rejects.toMatchObject({
      name: 'AppError',
      kind: 'unprocessable',
      code: 'arithmetic.refused',
      message: 'expected a number that can be halved',
      problems: [{ pointer: '/value', detail: 'odd' }],
    });
  });

  it('tells of any other error as of a defect, and with its place', async () => {
    const error = await shared.run('fail', null, going()).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'invariant-broken', message: 'TypeError: no such number' });
    expect((error as Error).stack).toContain('arithmetic.thread');
  });

  it('names what its program can do when asked for something else', async () => {
    await expect(shared.run('triple', 1, going())).rejects.toThrow(/double.*triple/);
  });

  it('answers for a program that cannot be loaded, instead of waiting for it', async () => {
    const pool = aPool({ program: join(__dirname, 'not-there.ts') });
    await expect(pool.run('double', 1, going())).rejects.toMatchObject({ code: 'threads.thread-lost' });
  });

  it('ends a computation that is aborted, and goes on', async () => {
    const pool = aPool();
    await pool.run('double', 1, going());
    const stop = new AbortController();
    const stopped = pool.run('forever', null, stop.signal);
    await until(() => pool.load.busy === 1);
    stop.abort(new Error('nobody waits any more'));
    await expect(stopped).rejects.toThrow('nobody waits any more');
    await expect(pool.run('double', 2, going())).resolves.toBe(4);
  });

  it('leaves the event loop free while it computes', async () => {
    const pool = aPool();
    const stop = new AbortController();
    const endless = pool.run('forever', null, stop.signal).catch(() => 'ended');
    let turns = 0;
    await until(() => (turns += 1) > 1_000);
    expect(pool.load.busy).toBe(1);
    stop.abort();
    await expect(endless).resolves.toBe('ended');
  });

  it('ends a computation that takes too long, and says so', async () => {
    const pool = aPool({ timeoutMs: 50 });
    await expect(pool.run('forever', null, going())).rejects.toMatchObject({
      kind: 'timeout',
      code: 'threads.timed-out',
    });
  });

  it('refuses more than may wait, and lets an aborted one leave the line', async () => {
    const pool = aPool({ queueLimit: 1 });
    const first = new AbortController();
    const second = new AbortController();
    const computing = pool.run('forever', null, first.signal).catch(() => 'ended');
    const waiting = pool.run('double', 1, second.signal);
    expect(pool.load).toEqual({ threads: 1, busy: 1, waiting: 1 });
    await expect(pool.run('double', 2, going())).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'threads.queue-full',
      retryAfterSeconds: 5,
    });
    second.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    const next = pool.run('double', 4, going());
    first.abort();
    await expect(next).resolves.toBe(8);
    await expect(computing).resolves.toBe('ended');
  });

  it('outlives a thread that runs out of memory or leaves', async () => {
    const pool = aPool({ memoryMb: 96 });
    await expect(pool.run('hoard', null, going())).rejects.toMatchObject({ code: 'threads.out-of-memory' });
    await expect(pool.run('leave', null, going())).rejects.toMatchObject({ code: 'threads.thread-lost' });
    await expect(pool.run('double', 3, going())).resolves.toBe(6);
  });

  it('fails what runs and what waits when it is closed, and takes no more', async () => {
    const pool = aPool();
    const running = pool.run('forever', null, going());
    const waiting = pool.run('double', 1, going());
    const ends = Promise.allSettled([running, waiting]);
    await pool.close();
    expect(await ends).toMatchObject([
      { reason: { code: 'threads.closed' } },
      { reason: { code: 'threads.closed' } },
    ]);
    await expect(pool.run('double', 1, going())).rejects.toMatchObject({ code: 'threads.closed' });
  });

  it('tells how long, how full and with what end it worked', async () => {
    const registry = new MetricsRegistry();
    const pool = aPool({}, registry);
    await pool.run('double', 1, going());
    await pool.run('refuse', 1, going()).catch(() => undefined);
    const told = await registry.expose();
    expect(told).toContain('infra_mind_engine_threads{state="limit"} 1');
    expect(told).toContain('infra_mind_engine_queue_length 0');
    expect(told).toContain('infra_mind_engine_task_seconds_count{task="double"} 1');
    expect(told).toContain('infra_mind_engine_tasks_total{task="double",outcome="succeeded"} 1');
    expect(told).toContain('infra_mind_engine_tasks_total{task="refuse",outcome="failed"} 1');
  });
});
