import type { Run } from '@app/runs';
import { RunRepository, RunSweeper } from '@app/runs';
import { RedisConnections } from '@app/redis';
import { JobQueue } from '@app/queue';
import { newId } from '@app/kernel';
import { anOutput } from '../../../../test/support/agent-output.builder';
import type { PrivateRedis } from '../../../../test/support/private-redis';
import { startPrivateRedis } from '../../../../test/support/private-redis';
import { RunHarness, TENANT, aGate, aTeam } from '../../../../test/support/run-harness';
import { until } from '../../../../test/support/until';

const LONG_AGO = new Date(0);

describe('the sweeper', () => {
  let redis: PrivateRedis;
  let harness: RunHarness;
  let gate = aGate();
  let calls = 0;

  beforeAll(async () => (redis = await startPrivateRedis()));
  afterAll(() => redis.stop());
  afterEach(async () => {
    gate.open();
    await harness.stop();
  });

  /** A worker that carries one run, which waits at an agent until the gate opens. */
  const begin = async (name: string, env: Record<string, string> = {}) => {
    gate = aGate();
    calls = 0;
    const cto = async () => {
      calls += 1;
      await gate.opened;
      return anOutput({ agent: 'cto' });
    };
    harness = await RunHarness.start(name, aTeam({ cto }), {
      REDIS_URL: redis.url,
      RUN_CONCURRENCY: '1',
      RUN_LOCK_MS: '2000',
      RUN_STALLED_CHECK_MS: '1000',
      RUN_SWEEP_INTERVAL_MS: '600000',
      SHUTDOWN_TIMEOUT_MS: '5000',
      ...env,
    });
    return harness;
  };
  const wipe = () => harness.get(RedisConnections).commands.flushall();
  const touchedAt = async (id: string) =>
    (
      await harness.connection.model<{ _id: string; touchedAt: Date }>('Run').findById(id)
    )?.touchedAt.getTime() ?? 0;

  it('puts back every run that a wiped Redis lost, however many, and none twice', async () => {
    // A busy machine renews late: what the worker has must not come back among what was lost.
    await begin('run-sweeper-lost', { RUN_LOCK_MS: '60000' });
    const first = await harness.runs.start(TENANT, await harness.anAssessment(), {});
    await until(() => calls === 1);
    const lost = Array.from({ length: 620 }, (): Run => ({ ...first, id: newId(), createdAt: LONG_AGO }));
    for (const run of lost) await harness.get(RunRepository).insert(run);
    const sweeper = harness.get(RunSweeper);
    expect(await sweeper.sweep()).toBe(620);
    expect(await harness.get(JobQueue).lag('runs')).toMatchObject({ waiting: 620, active: 1 });
    expect(await sweeper.sweep()).toBe(0);
    await harness.connection.model('Run').deleteMany({ _id: { $in: lost.map(({ id }) => id) } });
  });

  it('does not disturb a worker whose job is gone while it has the run', async () => {
    await begin('run-sweeper-active', { RUN_LOCK_MS: '4000', RUN_SWEEP_INTERVAL_MS: '200' });
    const runId = await harness.start();
    await until(() => calls === 1);
    await wipe();
    const since = await touchedAt(runId);
    // Longer than silence lasts before the sweeper takes a run for lost.
    await until(async () => (await touchedAt(runId)) - since > 5_000);
    expect(calls).toBe(1);
    const nothing = { waiting: 0, active: 0, delayed: 0 };
    expect(await harness.get(JobQueue).lag('runs')).toMatchObject(nothing);
    gate.open();
    const state = async () => (await harness.runs.get(TENANT, runId)).state;
    await until(async () => (await state()) === 'completed');
    const run = await harness.runs.get(TENANT, runId);
    expect(run.steps.every(({ attempts, epoch }) => attempts.length === 1 && epoch === 1)).toBe(true);
  });

  it('is one at a time, until its lease runs out by the clock of Redis', async () => {
    await begin('run-sweeper-lease', { RUN_SWEEP_INTERVAL_MS: '300' });
    const { commands } = harness.get(RedisConnections);
    const key = harness.get(RedisConnections).key('run-sweeper');
    const sweep = jest.spyOn(harness.get(RunSweeper), 'sweep');
    await commands.set(key, 'somebody else');
    sweep.mockClear();
    const looks = jest.spyOn(harness.get(RedisConnections), 'use');
    await until(() => looks.mock.calls.filter(([operation]) => operation === 'lease').length >= 2);
    expect(sweep).not.toHaveBeenCalled();
    await commands.pexpire(key, 1);
    await until(() => sweep.mock.calls.length > 0);
  });
});
