import { AGENT_IDS } from '@app/agents';
import type { RunState } from '@app/runs';
import { RunRepository } from '@app/runs';
import { anOutput } from '../../../../test/support/agent-output.builder';
import { RunHarness, TENANT, aTeam } from '../../../../test/support/run-harness';

describe('a run that somebody steers between two writes of its worker', () => {
  let harness: RunHarness;
  const calls: string[] = [];
  beforeEach(async () => {
    calls.length = 0;
    const team = Object.fromEntries(
      AGENT_IDS.map((agent) => [agent, () => (calls.push(agent), anOutput({ agent }))]),
    );
    harness = await RunHarness.start('run-steering-race', aTeam(team), { RUN_SWEEP_INTERVAL_MS: '300' });
  });
  afterEach(() => harness.stop());

  /** Does something to the run in the moment before its worker brings it into a state. */
  const inTheMomentBefore = (state: RunState, act: (runId: string) => Promise<unknown>) => {
    const repository = harness.get(RunRepository);
    const advance = repository.advance.bind(repository);
    let isDone = false;
    repository.advance = async (fence, change) => {
      if (change.to === state && !isDone) {
        isDone = true;
        await act(fence.runId);
      }
      return advance(fence, change);
    };
  };
  const pause = (runId: string) => harness.runs.pause(TENANT, runId);
  const cancel = (runId: string) => harness.runs.cancel(TENANT, runId);

  it('is paused before its agents begin: nobody has tried them, and they begin when it is resumed', async () => {
    inTheMomentBefore('running', pause);
    const runId = await harness.start();
    const paused = await harness.untilState(runId, (state) => state === 'paused');
    expect(paused.steps.map(({ status, attempts }) => [status, attempts.length])).toEqual(
      AGENT_IDS.map(() => ['pending', 0]),
    );
    expect(calls).toEqual([]);
    await harness.runs.resume(TENANT, runId);
    const run = await harness.untilEnded(runId);
    expect(run.state).toBe('completed');
    expect(run.steps.map(({ attempts }) => attempts.length)).toEqual(AGENT_IDS.map(() => 1));
    expect([...calls].sort()).toEqual([...AGENT_IDS].sort());
  });

  it('is paused when its agents are done: it is joined when it is resumed, and no agent is asked again', async () => {
    inTheMomentBefore('reporting', pause);
    const runId = await harness.start();
    const paused = await harness.untilState(runId, (state) => state === 'paused');
    expect(paused.phases.map(({ name }) => name)).toEqual(['queued', 'validating', 'running', 'paused']);
    await harness.runs.resume(TENANT, runId);
    expect((await harness.untilEnded(runId)).state).toBe('completed');
    expect([...calls].sort()).toEqual([...AGENT_IDS].sort());
  });

  it.each(['running', 'reporting', 'completed'] as const)(
    'stays cancelled, and tells nothing more, when that comes right before it is %s',
    async (state) => {
      inTheMomentBefore(state, cancel);
      const runId = await harness.start();
      await harness.untilEnded(runId);
      await harness.stop();
      harness = await RunHarness.start('run-steering-race', aTeam());
      const run = await harness.runs.get(TENANT, runId);
      expect(run.state).toBe('cancelled');
      expect(run.steps.filter(({ status }) => status === 'pending' || status === 'running')).toEqual([]);
      const events = await harness.eventsUntil(runId, ({ type }) => type === 'run.state');
      expect(events).not.toHaveLength(0);
    },
  );
});
