import { AGENT_IDS } from '@app/agents';
import type { Spend } from '@app/llm';
import { ModelCallRepository, RunRepository, RunSpendingRepository } from '@app/runs';
import type { Fence } from '@app/runs';
import { ModelServer } from '../../../../test/support/model-server/model-server';
import { aNarratable, modelEnvironment, narratable } from '../../../../test/support/narratable-team';
import { RunHarness, TENANT, aGate, aTeam } from '../../../../test/support/run-harness';
import { until } from '../../../../test/support/until';

const DATABASE = 'run-spending';
const EVERYTHING = { limit: 100, afterId: null };

describe('what a run spends on models', () => {
  let models: ModelServer;
  let harness: RunHarness;
  let letGo: () => void = () => undefined;
  beforeAll(async () => {
    models = await ModelServer.start();
  });
  afterAll(() => models.stop());
  beforeEach(() => models.reset());
  afterEach(async () => {
    letGo();
    await harness.stop();
  });

  const begin = async (team = aTeam(narratable()), env: Record<string, string> = {}) => {
    const quiet = { RUN_SWEEP_INTERVAL_MS: '600000', SHUTDOWN_TIMEOUT_MS: '1000' };
    harness = await RunHarness.start(DATABASE, team, { ...modelEnvironment(models), ...quiet, ...env });
    return harness;
  };
  const missingCodes = async (runId: string): Promise<string[]> =>
    (await harness.runs.results(TENANT, runId)).map(({ output }) =>
      output?.narrative && 'missing' in output.narrative ? output.narrative.missing.code : 'worded',
    );
  /** A run in this claim's hands, with no worker at it. */
  const aClaimedRun = async (): Promise<Fence> => {
    const hold = aGate();
    await begin(aTeam({ cto: () => hold.opened.then(() => aNarratable('cto')) }));
    const runId = await harness.start({ narration: 'off', agentTimeoutMs: 60_000 });
    await harness.untilState(runId, (state) => state === 'running');
    const { epoch } = await harness.runs.get(TENANT, runId);
    letGo = hold.open;
    return { tenantId: TENANT, runId, epoch };
  };
  it('stays within the money of the run: what could pass it is not asked', async () => {
    await begin();
    const runId = await harness.start({ narration: 'preferred', budgetUsd: 0.03 });
    const run = await harness.untilEnded(runId);
    expect(run.state).toBe('completed');
    const codes = await missingCodes(runId);
    const worded = codes.filter((code) => code === 'worded').length;
    expect(worded).toBeGreaterThan(0);
    expect(codes.filter((code) => code === 'llm.budget-spent')).toHaveLength(11 - worded);
    expect(worded).toBeLessThan(11);
    expect(models.calls).toHaveLength(worded);
    expect(run.spending.calls).toBe(worded);
    expect(run.spending.microUsd).toBeLessThanOrEqual(30_000);
  });

  it('never has more set aside than the limit, however many ask at once', async () => {
    const fence = await aClaimedRun();
    const spending = harness.get(RunSpendingRepository);
    const most: Spend = { tokens: 10, microUsd: 1_000 };
    const limits = { tokens: 1_000_000, microUsd: 5_500 };
    const asked = await Promise.allSettled(
      Array.from({ length: 40 }, (_none, index) =>
        spending.reserve(fence, index % 2 === 0 ? 'cto' : 'mlops', most, limits),
      ),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    const run = await harness.runs.get(TENANT, fence.runId);
    expect(run.spending.microUsd).toBe(5_000);
    await spending.adjust(fence, 'cto', { tokens: -10, microUsd: -1_000, calls: -1 });
    await expect(spending.reserve(fence, 'research', most, limits)).resolves.toBeUndefined();
    await expect(spending.reserve(fence, 'research', most, limits)).rejects.toMatchObject({
      code: 'llm.budget-spent',
      message: expect.stringContaining('US dollars') as string,
    });
  });

  it('stays within the tokens of each agent', async () => {
    const fence = await aClaimedRun();
    const spending = harness.get(RunSpendingRepository);
    const limits = { tokens: 100, microUsd: 1_000_000 };
    await spending.reserve(fence, 'cloud-engineer', { tokens: 60, microUsd: 0 }, limits);
    await expect(
      spending.reserve(fence, 'cloud-engineer', { tokens: 60, microUsd: 0 }, limits),
    ).rejects.toMatchObject({
      code: 'llm.budget-spent',
      message: expect.stringContaining('tokens') as string,
    });
    await expect(spending.reserve(fence, 'cto', { tokens: 101, microUsd: 0 }, limits)).rejects.toMatchObject({
      code: 'llm.budget-spent',
    });
    await spending.reserve(fence, 'cto', { tokens: 100, microUsd: 0 }, limits);
  });

  it('asks no model without a budget, and fails what requires one at once', async () => {
    await begin();
    const runId = await harness.start({ narration: 'required', budgetUsd: 0, agentAttempts: 3 });
    const run = await harness.untilEnded(runId);
    expect(run.state).toBe('failed');
    expect(run.steps.map(({ attempts }) => attempts.length)).toEqual(AGENT_IDS.map(() => 1));
    expect(run.problems.at(-1)?.message).toContain('llm.budget-spent');
    expect(models.calls).toHaveLength(0);
  });

  it('can be no more once somebody ended or paused the run, or another worker has it', async () => {
    const fence = await aClaimedRun();
    const spending = harness.get(RunSpendingRepository);
    const most: Spend = { tokens: 1, microUsd: 1 };
    const limits = { tokens: 100, microUsd: 100 };
    const reserve = (by: Fence) => spending.reserve(by, 'cto', most, limits);
    await reserve(fence);
    await expect(reserve({ ...fence, epoch: fence.epoch - 1 })).rejects.toMatchObject({ code: 'run.fenced' });
    await expect(reserve({ ...fence, tenantId: 'another' })).rejects.toMatchObject({ code: 'run.fenced' });
    await harness.connection
      .collection<{ _id: string }>('runs')
      .updateOne({ _id: fence.runId }, { $set: { state: 'pausing' } });
    await expect(reserve(fence)).rejects.toMatchObject({ code: 'run.interrupted' });
    await harness.runs.cancel(TENANT, fence.runId);
    await expect(reserve(fence)).rejects.toMatchObject({ code: 'run.fenced' });
    // What was under way is booked all the same.
    await spending.adjust(fence, 'cto', { tokens: 4, microUsd: 6, calls: 0 });
    const run = await harness.runs.get(TENANT, fence.runId);
    expect(run.spending).toEqual({ calls: 1, tokens: { cto: 5 }, microUsd: 7 });
  });

  it('counts no call that a model refused', async () => {
    await begin();
    // The first attempt of one agent, which is repeated.
    models.script({ status: 429, retryAfterSeconds: 0 });
    const runId = await harness.start({ narration: 'required' });
    const run = await harness.untilEnded(runId);
    expect([run.state, models.calls.length]).toEqual(['completed', 12]);
    expect(run.spending.calls).toBe(11);
  });

  it('ends with a cancellation: calls under way are broken off and none follows', async () => {
    await begin(aTeam(narratable()), { LLM_CONCURRENCY: '4' });
    models.behave({ fault: 'hang' });
    const runId = await harness.start({ narration: 'preferred' });
    await until(() => models.calls.length === 4);
    await harness.runs.cancel(TENANT, runId);
    await until(() => models.calls.every(({ aborted }) => aborted));
    const stored = () => harness.get(ModelCallRepository).list(TENANT, runId, EVERYTHING);
    await until(async () => (await stored()).items.length === 4);
    expect(models.calls).toHaveLength(4);
    const run = await harness.runs.get(TENANT, runId);
    expect([run.state, run.spending.calls]).toEqual(['cancelled', 4]);
    expect((await stored()).items.map(({ outcome }) => outcome)).toEqual(Array(4).fill('aborted'));
  });

  it('goes on under the same budget after a takeover, and no finished agent is asked again', async () => {
    const started = aGate();
    const wait = (signal: AbortSignal) => {
      started.open();
      return new Promise<never>((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    };
    await begin(aTeam(narratable({ research: wait })));
    const runId = await harness.start({ narration: 'required' });
    await started.opened;
    await until(async () => {
      const { steps } = await harness.runs.get(TENANT, runId);
      return steps.filter(({ status }) => status === 'succeeded').length === 10;
    });
    const before = (await harness.runs.get(TENANT, runId)).spending;
    await harness.stop();
    await begin(aTeam(narratable()), { RUN_SWEEP_INTERVAL_MS: '300' });
    const run = await harness.untilEnded(runId);
    expect(run.state).toBe('completed');
    expect(models.calls.map(({ agent }) => agent).sort()).toEqual([...AGENT_IDS].sort());
    expect([before.calls, run.spending.calls]).toEqual([10, 11]);
    expect(run.spending.microUsd).toBeGreaterThan(before.microUsd);
    const calls = await harness.get(ModelCallRepository).list(TENANT, runId, EVERYTHING);
    expect(new Set(calls.items.map(({ epoch }) => epoch)).size).toBe(2);
  });

  it('counts a run from before there were models as one that asks none', async () => {
    const fence = await aClaimedRun();
    await harness.connection
      .collection<{ _id: string }>('runs')
      .updateOne(
        { _id: fence.runId },
        { $unset: { spending: '', 'options.narration': '', 'options.budgetUsd': '' } },
      );
    const run = await harness.get(RunRepository).find(TENANT, fence.runId);
    expect(run?.options).toMatchObject({ narration: 'off', budgetUsd: 0 });
    expect(run?.spending).toEqual({ calls: 0, tokens: {}, microUsd: 0 });
    const spending = harness.get(RunSpendingRepository);
    await spending.reserve(fence, 'cto', { tokens: 1, microUsd: 1 }, { tokens: 5, microUsd: 5 });
    expect((await harness.runs.get(TENANT, fence.runId)).spending.microUsd).toBe(1);
  });
});
