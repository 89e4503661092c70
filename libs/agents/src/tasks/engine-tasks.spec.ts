import { canonicalJson } from '@app/kernel';
import type { FleetSpec } from '@app/simulation';
import { aThreadPool } from '../../../../test/support/thread-pools';
import { until } from '../../../../test/support/until';
import { inPlaceTasks } from './in-place-tasks';
import { ENGINE_THREAD_PROGRAM, threadTasks } from './thread-tasks';

const spec: FleetSpec = {
  seed: 11,
  horizonSeconds: 600,
  warmUpSeconds: 60,
  arrivals: { kind: 'bursty', ratePerSecond: 20, burstFactor: 3, burstShare: 0.1, burstSeconds: 20 },
  inputTokens: { kind: 'log-normal', p50: 800, p95: 3_000 },
  outputTokens: { kind: 'log-normal', p50: 200, p95: 700 },
  service: {
    stepSeconds: Array.from({ length: 64 }, (_, index) => 0.02 + 0.0002 * index),
    prefill: { perPrompt: 0.002, perToken: 4e-5, perSquaredToken: 1e-9 },
    chunkTokens: 2_048,
    cacheTokens: 200_000,
  },
  fleet: { replicas: 4, zones: 2 },
  limits: { queueLimit: 500, timeoutSeconds: 60 },
  coldStartSeconds: 120,
  plannedFailures: [{ scope: 'zone', index: 0, atSeconds: 200, durationSeconds: 120 }],
  retryLost: true,
  slo: { firstTokenSeconds: 1, latencySeconds: null },
};

describe('the engine tasks', () => {
  const pool = aThreadPool({ program: ENGINE_THREAD_PROGRAM });
  const going = new AbortController().signal;

  afterAll(() => pool.close());

  it('give the same bytes in a thread as in place', async () => {
    const inPlace = await inPlaceTasks.run('simulate', spec, going);
    const inThread = await threadTasks(pool).run('simulate', spec, going);
    expect(canonicalJson(inThread)).toBe(canonicalJson(inPlace));
    expect(inPlace.requests.completed).toBeGreaterThan(1_000);
  });

  it('leave the event loop free while a thread computes', async () => {
    let ended = false;
    const result = threadTasks(pool)
      .run('simulate', { ...spec, horizonSeconds: 6_000 }, going)
      .finally(() => (ended = true));
    let turns = 0;
    await until(() => {
      turns += 1;
      return ended;
    });
    await result;
    expect(turns).toBeGreaterThan(100);
  });

  it('keep the code of what a computation refuses, in a thread as in place', async () => {
    const wrong = { ...spec, horizonSeconds: 0 };
    for (const tasks of [inPlaceTasks, threadTasks(pool)]) {
      await expect(tasks.run('simulate', wrong, going)).rejects.toMatchObject({
        code: 'simulation.invalid-spec',
        problems: expect.arrayContaining([expect.objectContaining({ pointer: '/horizonSeconds' })]),
      });
    }
  });

  it('are not begun for somebody who no longer waits', async () => {
    for (const tasks of [inPlaceTasks, threadTasks(pool)]) {
      await expect(tasks.run('simulate', spec, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    }
  });

  it('are computed in place where a pool has no threads', () => {
    expect(threadTasks(aThreadPool({ program: ENGINE_THREAD_PROGRAM, threads: 0 }))).toBe(inPlaceTasks);
  });
});
