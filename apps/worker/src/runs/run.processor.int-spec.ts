import { AGENT_IDS } from '@app/agents';
import { AppError } from '@app/kernel';
import { ReportDocumentRepository } from '@app/reports';
import { mongo } from 'mongoose';
import { aFigure, anOutput } from '../../../../test/support/agent-output.builder';
import { RunHarness, TENANT, aGate, aTeam } from '../../../../test/support/run-harness';

const DATABASE = 'run-processor';

function unavailable(): AppError {
  return new AppError({ kind: 'unavailable', code: 'test.away', message: 'the source is away' });
}

describe('a run on a worker', () => {
  let harness: RunHarness;
  const begin = async (...args: Parameters<typeof aTeam>) => {
    harness = await RunHarness.start(DATABASE, aTeam(...args), { RUN_SWEEP_INTERVAL_MS: '600000' });
    return harness;
  };
  afterEach(() => harness.stop());

  it('completes with the result of every agent and a stored report', async () => {
    const { runs, untilEnded } = bound(await begin());
    const run = await untilEnded(await harness.start());
    expect(run.state).toBe('completed');
    expect(run.phases.map((phase) => phase.name)).toEqual([
      'queued',
      'validating',
      'running',
      'synthesising',
      'reporting',
    ]);
    expect(run.phases.every((phase) => phase.endedAt !== null)).toBe(true);
    const steps = await runs.results(TENANT, run.id);
    expect(steps.map((step) => step.agent).sort()).toEqual([...AGENT_IDS].sort());
    expect(steps.every((step) => step.status === 'succeeded' && step.output?.agent === step.agent)).toBe(
      true,
    );
    const report = await harness.get(ReportDocumentRepository).findByRun(TENANT, run.id);
    expect(report?.document.state).toBe('completed');
  });

  it('runs its agents at the same time', async () => {
    let inside = 0;
    const all = aGate();
    const together = async () => {
      inside += 1;
      if (inside === AGENT_IDS.length) all.open();
      await all.opened;
      return anOutput({ agent: 'cto' });
    };
    const team = Object.fromEntries(
      AGENT_IDS.map((agent) => [agent, () => together().then(() => anOutput({ agent }))]),
    );
    const { untilEnded } = bound(await begin(team));
    expect((await untilEnded(await harness.start())).state).toBe('completed');
  });

  it('tells its story in events without a gap', async () => {
    await begin();
    const runId = await harness.start();
    const events = await harness.eventsUntil(
      runId,
      (event) => event.type === 'run.state' && event.state === 'completed',
    );
    const sequence = events.map(({ id }) => Number(id.split('-')[1]));
    expect(sequence).toEqual(events.map((_event, index) => index + 1));
    const states = events.flatMap(({ event }) => (event.type === 'run.state' ? [event.state] : []));
    expect(states).toEqual(['queued', 'validating', 'running', 'synthesising', 'reporting', 'completed']);
    const percents = events.flatMap(({ event }) => (event.type === 'run.progress' ? [event.percent] : []));
    expect(percents).toHaveLength(AGENT_IDS.length);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
  });

  it('ends partial and names the agent that failed', async () => {
    const { untilEnded } = bound(
      await begin({ mlops: () => Promise.reject(new TypeError('secret detail')) }),
    );
    const run = await untilEnded(await harness.start({ agentAttempts: 2 }));
    expect(run.state).toBe('partial');
    expect(run.missingAgents).toEqual(['mlops']);
    expect(run.problems).toMatchObject([{ code: 'agent.failed', agent: 'mlops' }]);
    expect(JSON.stringify(run)).not.toContain('secret detail');
    expect(run.steps.find((step) => step.agent === 'mlops')?.attempts).toHaveLength(2);
    const report = await harness.get(ReportDocumentRepository).findByRun(TENANT, run.id);
    expect(report?.document.state).toBe('partial');
  });

  it('fails below its quorum, and says so', async () => {
    const fail = () =>
      Promise.reject(new AppError({ kind: 'unprocessable', code: 'test.bad', message: 'no such model' }));
    const { untilEnded } = bound(await begin({ cto: fail, mlops: fail, research: fail, report: fail }));
    const run = await untilEnded(await harness.start({ quorum: 8 }));
    expect(run.state).toBe('failed');
    expect(run.problems[0]).toMatchObject({ code: 'run.below-quorum' });
    expect(run.problems[0]?.message).toContain('7 of 11');
    expect(run.missingAgents.length).toBe(4);
  });

  it('tries an agent again when its trouble may pass, and not when it cannot', async () => {
    let calls = 0;
    const flaky = () => {
      calls += 1;
      return calls < 3 ? Promise.reject(unavailable()) : anOutput({ agent: 'research' });
    };
    const bad = () =>
      Promise.reject(new AppError({ kind: 'unprocessable', code: 'test.bad', message: 'no' }));
    const { untilEnded } = bound(await begin({ research: flaky, mlops: bad }));
    const run = await untilEnded(await harness.start());
    const attempts = (agent: string) => run.steps.find((step) => step.agent === agent)?.attempts ?? [];
    expect(attempts('research').map((attempt) => attempt.outcome)).toEqual(['failed', 'failed', 'succeeded']);
    expect(attempts('research')[0]?.error).toBe('test.away: the source is away');
    expect(attempts('mlops').map((attempt) => attempt.outcome)).toEqual(['failed']);
  });

  it.each([
    ['has no primary', 10107],
    ['has no room', 14031],
  ])('takes the job again, and spends no attempt of an agent, when the database %s', async (_what, code) => {
    let calls = 0;
    const cto = () => {
      calls += 1;
      return calls === 1
        ? Promise.reject(new mongo.MongoServerError({ errmsg: 'not now', code }))
        : anOutput({ agent: 'cto' });
    };
    const { untilEnded } = bound(await begin({ cto }));
    const run = await untilEnded(await harness.start({ agentAttempts: 1 }));
    expect(run.state).toBe('completed');
    const step = run.steps.find(({ agent }) => agent === 'cto');
    expect(step?.attempts.map(({ outcome }) => outcome)).toEqual(['aborted', 'succeeded']);
  });

  it('gives an agent no more than its time', async () => {
    const never = () => new Promise<never>(() => undefined);
    const { untilEnded } = bound(await begin({ simulation: never }));
    const run = await untilEnded(await harness.start({ agentTimeoutMs: 300, agentAttempts: 2 }));
    expect(run.state).toBe('partial');
    const step = run.steps.find((one) => one.agent === 'simulation');
    expect(step?.attempts.map((attempt) => attempt.outcome)).toEqual(['timed-out', 'timed-out']);
  });

  it('fails at once on a defect of the product, whose words stay in the log', async () => {
    const twice = (agent: 'cto' | 'mlops', value: number) => () =>
      anOutput({ agent, figures: [aFigure({ id: 'same.id', value })] });
    const { untilEnded } = bound(await begin({ cto: twice('cto', 1), mlops: twice('mlops', 2) }));
    const run = await untilEnded(await harness.start());
    expect(run.state).toBe('failed');
    expect(run.problems).toMatchObject([{ code: 'run.defect' }]);
    expect(run.problems[0]?.message).not.toContain('same.id');
    expect(run.problems[0]?.message).toContain(run.correlationId);
  });

  it('fails on contradictions in the input with their pointers', async () => {
    const problem = {
      code: 'input.contradiction' as const,
      pointer: '/workloads/0/traffic',
      message: 'expected some traffic',
    };
    const { untilEnded } = bound(await begin({}, [problem]));
    const run = await untilEnded(await harness.start());
    expect(run.state).toBe('failed');
    expect(run.problems).toMatchObject([{ code: 'input.contradiction', pointer: '/workloads/0/traffic' }]);
    expect(run.steps).toEqual([]);
  });
});

/** The harness's methods that tests use most, free of `this`. */
function bound(harness: RunHarness) {
  return { runs: harness.runs, untilEnded: (runId: string) => harness.untilEnded(runId) };
}
