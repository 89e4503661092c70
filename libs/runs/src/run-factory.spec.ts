import type { Assessment } from '@app/assessments';
import type { OverridesService } from '@app/overrides';
import { AppConfig } from '@app/platform';
import type { RequestContext } from '@app/platform';
import type { DecisionOverrideRepository } from '@app/synthesis';
import { RunFactory } from './run-factory';

const ASSESSMENT = { id: 'a', version: 1, input: { name: 'n', workloads: [] } } as unknown as Assessment;

function factory(env: Record<string, string> = {}): RunFactory {
  return new RunFactory(
    AppConfig.fromEnvironment({
      NODE_ENV: 'test',
      MONGODB_URL: 'mongodb://127.0.0.1/test',
      REDIS_URL: 'redis://127.0.0.1',
      ...env,
    }),
    { correlationId: 'c' } as RequestContext,
    { now: () => new Date('2026-11-20') },
    { listStanding: async () => [] } as unknown as DecisionOverrideRepository,
    { currentVersion: async () => 3 } as unknown as OverridesService,
  );
}

describe('a new run', () => {
  const LIMITS = { RUN_BUDGET_USD: '0.5', AGENT_TOKEN_BUDGET: '1000' };

  it('may spend what the configuration allows, unless it asks for less', () => {
    const start = (request: object) => factory(LIMITS).ofAssessment('t', 'r', ASSESSMENT, request).options;
    expect(start({})).toMatchObject({ budgetUsd: 0.5, agentTokenBudget: 1_000 });
    expect(start({ budgetUsd: 0.5, agentTokenBudget: 999 })).toMatchObject({
      budgetUsd: 0.5,
      agentTokenBudget: 999,
    });
    expect(start({ budgetUsd: 0, agentTokenBudget: 0 })).toMatchObject({ budgetUsd: 0, agentTokenBudget: 0 });
  });

  it.each<[object, string, string]>([
    [{ budgetUsd: 0.51 }, '/budgetUsd', '0.5 (RUN_BUDGET_USD)'],
    [{ agentTokenBudget: 1_001 }, '/agentTokenBudget', '1000 (AGENT_TOKEN_BUDGET)'],
  ])('is refused when it asks for more: %j', (request, pointer, named) => {
    const start = () => factory(LIMITS).ofAssessment('t', 'r', ASSESSMENT, request);
    expect(start).toThrow(
      expect.objectContaining({
        kind: 'unprocessable',
        code: 'run.limit-passed',
        message: expect.stringContaining(named) as string,
        problems: [expect.objectContaining({ pointer })],
      }) as Error,
    );
  });

  it('uses the facts of the tenant as they were when it was accepted, and so do its repetitions', async () => {
    const runs = factory();
    const run = await runs.pinned(runs.ofAssessment('t', 'r', ASSESSMENT, {}));
    expect(run.overridesVersion).toBe(3);
    expect(runs.retryOf({ ...run, overridesVersion: 2 }, 'again').overridesVersion).toBe(2);
  });

  it('that repeats an older one may spend no more than a run may now', () => {
    const old = factory().ofAssessment('t', 'old', ASSESSMENT, {
      budgetUsd: 1,
      agentTokenBudget: 500,
      seed: 7,
    });
    expect(factory(LIMITS).retryOf(old, 'new').options).toEqual({ ...old.options, budgetUsd: 0.5 });
  });
});
