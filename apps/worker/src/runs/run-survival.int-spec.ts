import { AGENT_IDS } from '@app/agents';
import { RunEventLog } from '@app/events';
import { AppError, newId } from '@app/kernel';
import { AgentStepRepository, FencedError, RunExecutor, RunRepository, RunSweeper } from '@app/runs';
import { anOutput } from '../../../../test/support/agent-output.builder';
import { RunHarness, TENANT, aGate, aTeam } from '../../../../test/support/run-harness';

const DATABASE = 'run-survival';

describe('a run that is steered, interrupted or taken over', () => {
  let harness: RunHarness;
  const begin = async (...args: Parameters<typeof aTeam>) => {
    harness = await RunHarness.start(DATABASE, aTeam(...args), { RUN_SWEEP_INTERVAL_MS: '600000' });
    return harness;
  };
  afterEach(() => harness.stop());

  it('is cancelled while its agents work, and stays cancelled', async () => {
    const started = aGate();
    let signalled = false;
    const wait = (signal: AbortSignal) => {
      started.open();
      return new Promise<never>((_resolve, reject) =>
        signal.addEventListener('abort', () => {
          signalled = true;
          reject(signal.reason as Error);
        }),
      );
    };
    await begin({ research: wait });
    const runId = await harness.start();
    await started.opened;
    const told = await harness.runs.cancel(TENANT, runId);
    expect(told.state).toBe('cancelled');
    await harness.stop();
    expect(signalled).toBe(true);
    harness = await RunHarness.start(DATABASE, aTeam());
    const cancelled = await harness.runs.get(TENANT, runId);
    expect(cancelled.state).toBe('cancelled');
    expect(cancelled.steps.find((step) => step.agent === 'research')?.status).toBe('stopped');
    await expect(harness.runs.cancel(TENANT, runId)).rejects.toMatchObject({ code: 'run.cannot-cancel' });
  });

  it('pauses, and resumes without doing finished agents again', async () => {
    const started = aGate();
    const calls: string[] = [];
    let slowCalls = 0;
    const team = Object.fromEntries(
      AGENT_IDS.map((agent) => [
        agent,
        (signal: AbortSignal) => {
          calls.push(agent);
          if (agent !== 'cto' || ++slowCalls > 1) return anOutput({ agent });
          started.open();
          return new Promise<never>((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason as Error)),
          );
        },
      ]),
    );
    harness = await RunHarness.start(DATABASE, aTeam(team), { RUN_SWEEP_INTERVAL_MS: '300' });
    const runId = await harness.start();
    await harness.eventsUntil(runId, (event) => event.type === 'run.progress' && event.done === 10);
    await started.opened;
    expect((await harness.runs.pause(TENANT, runId)).state).toBe('pausing');
    const paused = await harness.untilState(runId, (state) => state === 'paused');
    expect(paused.steps.find((step) => step.agent === 'cto')?.status).toBe('pending');
    await harness.runs.resume(TENANT, runId);
    // The job of the paused turn may still be closing; the sweeper is what adds the next one then.
    const run = await harness.untilEnded(runId);
    expect(run.state).toBe('completed');
    expect(calls.filter((agent) => agent === 'cto')).toHaveLength(2);
    expect(calls).toHaveLength(AGENT_IDS.length + 1);
  });

  it('retries only what failed, in a new run that names the old one', async () => {
    const calls: string[] = [];
    let healthy = false;
    const team = Object.fromEntries(
      AGENT_IDS.map((agent) => [
        agent,
        () => {
          calls.push(agent);
          if (agent === 'mlops' && !healthy)
            throw new AppError({ kind: 'unprocessable', code: 'x', message: 'x' });
          return anOutput({ agent });
        },
      ]),
    );
    const { untilEnded } = bound(await begin(team));
    const old = await untilEnded(await harness.start());
    healthy = true;
    calls.length = 0;
    const retried = await untilEnded((await harness.runs.retry(TENANT, old.id)).id);
    expect(retried).toMatchObject({ state: 'completed', retryOf: old.id });
    expect(calls).toEqual(['mlops']);
    expect(retried.steps.filter((step) => step.carriedFrom === old.id)).toHaveLength(10);
    expect((await harness.runs.get(TENANT, old.id)).state).toBe('partial');
    await expect(harness.runs.retry(TENANT, retried.id)).rejects.toMatchObject({ code: 'run.cannot-retry' });
  });

  it('goes on at the agent where a stopped worker left it', async () => {
    const started = aGate();
    const wait = (signal: AbortSignal) => {
      started.open();
      return new Promise<never>((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    };
    harness = await RunHarness.start(DATABASE, aTeam({ compliance: wait }), { SHUTDOWN_TIMEOUT_MS: '5000' });
    const runId = await harness.start();
    await harness.eventsUntil(runId, (event) => event.type === 'run.progress' && event.done === 10);
    await started.opened;
    await harness.stop();
    const calls: string[] = [];
    const counting = Object.fromEntries(
      AGENT_IDS.map((agent) => [
        agent,
        () => {
          calls.push(agent);
          return anOutput({ agent });
        },
      ]),
    );
    harness = await RunHarness.start(DATABASE, aTeam(counting), { RUN_SWEEP_INTERVAL_MS: '300' });
    const run = await harness.untilEnded(runId);
    expect(run.state).toBe('completed');
    expect(calls).toEqual(['compliance']);
    const attempts = run.steps.find((step) => step.agent === 'compliance')?.attempts;
    expect(attempts?.map((attempt) => attempt.outcome)).toEqual(['aborted', 'succeeded']);
  });

  it('does agents again whose results another version of the product made', async () => {
    const bad = () => Promise.reject(new AppError({ kind: 'unprocessable', code: 'x', message: 'x' }));
    harness = await RunHarness.start(DATABASE, aTeam({ mlops: bad }, [], 'old version'));
    const old = await harness.untilEnded(await harness.start());
    await harness.stop();
    const calls: string[] = [];
    const counting = Object.fromEntries(
      AGENT_IDS.map((agent) => [agent, () => (calls.push(agent), anOutput({ agent }))]),
    );
    harness = await RunHarness.start(DATABASE, aTeam(counting, [], 'new version'));
    const retried = await harness.untilEnded((await harness.runs.retry(TENANT, old.id)).id);
    expect(retried.state).toBe('completed');
    expect([...calls].sort()).toEqual([...AGENT_IDS].sort());
    expect(retried.steps.every((step) => step.basis === 'new version' && step.carriedFrom === null)).toBe(
      true,
    );
  });

  it('executes the same job twice without doing anything twice', async () => {
    const calls: string[] = [];
    const counting = Object.fromEntries(
      AGENT_IDS.map((agent) => [agent, () => (calls.push(agent), anOutput({ agent }))]),
    );
    const { untilEnded } = bound(await begin(counting));
    const run = await untilEnded(await harness.start());
    await harness.get(RunExecutor).execute(TENANT, run.id, new AbortController().signal, 1_000);
    expect(calls).toHaveLength(AGENT_IDS.length);
    expect(await harness.runs.get(TENANT, run.id)).toEqual(run);
  });

  it('refuses the writes of a worker whose claim is older', async () => {
    const gate = aGate();
    const started = aGate();
    const wait = async () => {
      started.open();
      await gate.opened;
      return anOutput({ agent: 'cto' });
    };
    await begin({ cto: wait });
    const runId = await harness.start();
    await started.opened;
    const repository = harness.get(RunRepository);
    const steps = harness.get(AgentStepRepository);
    const old = { tenantId: TENANT, runId, epoch: (await repository.find(TENANT, runId))?.epoch ?? 0 };
    const taken = await repository.claim(TENANT, runId, new Date());
    const mine = { ...old, epoch: taken?.run.epoch ?? 0 };
    const now = new Date();
    await steps.openAll(mine, { agents: AGENT_IDS, basis: 'test', at: now, lastSeen: now });
    const outcome = { status: 'succeeded' as const, attempts: [], output: anOutput({ agent: 'cto' }) };
    await expect(steps.store(old, 'cto', outcome)).rejects.toBeInstanceOf(FencedError);
    expect(await repository.advance(old, { from: ['running'], to: 'completed', at: new Date() })).toBe(false);
    await steps.store(mine, 'cto', outcome);
    gate.open();
    expect((await repository.find(TENANT, runId))?.state).toBe('running');
  });

  it('is put back into the queue by the sweeper when its job is gone', async () => {
    await begin();
    const run = await harness.runs.start(TENANT, await harness.anAssessment(), {});
    await harness.untilEnded(run.id);
    const lost = { ...run, id: newId(), createdAt: new Date(Date.now() - 3_600_000) };
    await harness.get(RunRepository).insert(lost);
    expect(await harness.get(RunSweeper).sweep()).toBe(1);
    expect((await harness.untilEnded(lost.id)).state).toBe('completed');
  });

  it('tells the end of a run whose worker died between the record and the event, once', async () => {
    await begin();
    const run = await harness.runs.start(TENANT, await harness.anAssessment(), {});
    const ended = await harness.untilEnded(run.id);
    const untold = { ...ended, id: newId() };
    await harness.get(RunRepository).insert(untold);
    const log = harness.get(RunEventLog);
    const reporting = { type: 'run.state' as const, state: 'reporting', at: new Date().toISOString() };
    await log.append(TENANT, untold.id, [reporting]);

    const { signal } = new AbortController();
    for (let turn = 0; turn < 2; turn += 1)
      await harness.get(RunExecutor).execute(TENANT, untold.id, signal, 1_000);

    const told = await log.after(TENANT, untold.id, null, 10);
    expect(told.map(({ event }) => event.type === 'run.state' && event.state)).toEqual([
      'reporting',
      'completed',
    ]);
  });

  it('keeps the runs of tenants apart', async () => {
    const { untilEnded } = bound(await begin());
    const run = await untilEnded(await harness.start());
    const other = 'somebody-else';
    await expect(harness.runs.get(other, run.id)).rejects.toMatchObject({ code: 'run.not-found' });
    await expect(harness.runs.results(other, run.id)).rejects.toMatchObject({ code: 'run.not-found' });
    await expect(harness.runs.cancel(other, run.id)).rejects.toMatchObject({ code: 'run.not-found' });
    await expect(harness.runs.retry(other, run.id)).rejects.toMatchObject({ code: 'run.not-found' });
    expect((await harness.runs.list(other, {}, { limit: 10, afterId: null })).items).toEqual([]);
  });
});

/** The harness's methods that tests use most, free of `this`. */
function bound(harness: RunHarness) {
  return { runs: harness.runs, untilEnded: (runId: string) => harness.untilEnded(runId) };
}
