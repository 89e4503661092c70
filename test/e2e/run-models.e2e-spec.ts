import { AGENT_IDS } from '@app/agents';
import { startApi, type ApiHarness } from '../support/api-harness';
import { ModelServer } from '../support/model-server/model-server';
import { modelEnvironment, narratable } from '../support/narratable-team';
import { RunHarness, TENANT, aTeam } from '../support/run-harness';

const minimal = {
  name: 'Support chat',
  workloads: [{ kind: 'llm-serving', traffic: { requestsPerDay: 10_000 } }],
};

interface Named {
  readonly id: string;
}
interface Run {
  readonly options: Record<string, unknown>;
  readonly spending: {
    readonly calls: number;
    readonly tokens: number;
    readonly usd: number;
    readonly limitUsd: number;
  };
  readonly links: Record<string, string>;
  readonly agents: ReadonlyArray<{ readonly wording: string | null }>;
}
interface CallPage {
  readonly items: ReadonlyArray<Record<string, unknown> & { readonly agent: string; readonly usd: number }>;
  readonly nextCursor: string | null;
}

describe('runs with a language model, over HTTP', () => {
  let models: ModelServer;
  let api: ApiHarness;
  let worker: RunHarness;
  beforeAll(async () => {
    models = await ModelServer.start();
    const env = modelEnvironment(models);
    worker = await RunHarness.start('e2e-run-models', aTeam(narratable()), env);
    api = await startApi('e2e-run-models', { DEFAULT_TENANT: TENANT, ...env });
  });
  afterAll(async () => {
    await api?.close();
    await worker?.stop();
    await models?.stop();
  });

  const get = (url: string) => api.fastify.inject({ method: 'GET', url });
  const start = async (to: ApiHarness, options: object) => {
    const assessment = await to.fastify.inject({ method: 'POST', url: '/v1/assessments', payload: minimal });
    const url = `/v1/assessments/${assessment.json<Named>().id}/runs`;
    return to.fastify.inject({ method: 'POST', url, payload: options });
  };
  const finished = async (options: object): Promise<string> => {
    const { id } = (await start(api, options)).json<Named>();
    await worker.untilEnded(id);
    return id;
  };

  it('says what models cost in all, and lists every call page by page', async () => {
    const id = await finished({ narration: 'required', budgetUsd: 0.5 });
    const run = (await get(`/v1/runs/${id}`)).json<Run>();
    expect(run.options).toMatchObject({ narration: 'required', budgetUsd: 0.5 });
    expect(run.agents.map(({ wording }) => wording)).toEqual(AGENT_IDS.map(() => 'worded'));
    expect(run.links['model-calls']).toBe(`/v1/runs/${id}/model-calls`);
    const first = await get(`/v1/runs/${id}/model-calls?limit=6`);
    expect(first.statusCode).toBe(200);
    const page = first.json<CallPage>();
    expect(first.headers.link).toContain('rel="next"');
    const next = (await get(`/v1/runs/${id}/model-calls?limit=6&cursor=${page.nextCursor}`)).json<CallPage>();
    const calls = [...page.items, ...next.items];
    expect(next.nextCursor).toBeNull();
    expect(calls.map(({ agent }) => agent).sort()).toEqual([...AGENT_IDS].sort());
    expect(Object.keys(calls[0] ?? {}).sort()).toEqual([
      'agent',
      'durationMs',
      'id',
      'inputTokens',
      'model',
      'outcome',
      'outputTokens',
      'prompt',
      'provider',
      'startedAt',
      'usd',
    ]);
    expect(run.spending).toMatchObject({ calls: 11, limitUsd: 0.5 });
    expect(run.spending.usd).toBeCloseTo(
      calls.reduce((sum, { usd }) => sum + usd, 0),
      9,
    );
  });

  it('shows a wording beside what was computed, and who worded it', async () => {
    const id = await finished({ narration: 'preferred' });
    const { output } = (await get(`/v1/runs/${id}/agents/cto`)).json<{
      output: { summary: string; narrative: Record<string, unknown> };
    }>();
    expect(output.narrative).toMatchObject({
      by: { provider: 'openai-compatible', model: 'test-model' },
      repaired: false,
      summary: output.summary,
      priorities: ['cto.finding'],
    });
  });

  it('knows no calls of a run that is not there', async () => {
    expect((await get('/v1/runs/01KA4RZ2V9J5Q6M7N8P9R0S1T2/model-calls')).json()).toMatchObject({
      status: 404,
      code: 'run.not-found',
    });
  });

  it.each([{ narration: 'always' }, { budgetUsd: -1 }, { budgetUsd: 'much' }])(
    'refuses %j, naming the field',
    async (options) => {
      const refused = await start(api, options);
      expect(refused.statusCode).toBe(400);
      expect(refused.body).toContain(`/${Object.keys(options)[0]}`);
    },
  );

  it.each([
    ['budgetUsd', 1.01, 'RUN_BUDGET_USD'],
    ['agentTokenBudget', 200_001, 'AGENT_TOKEN_BUDGET'],
  ])('refuses a %s of %d, which is more than the operator allows', async (option, wish, variable) => {
    const refused = await start(api, { [option]: wish });
    expect(refused.json()).toMatchObject({ status: 422, code: 'run.limit-passed' });
    expect(refused.json<{ detail: string }>().detail).toContain(`(${variable})`);
  });

  it('refuses a run that requires a model where none is configured, and stores nothing', async () => {
    const without = await startApi('e2e-run-models', { DEFAULT_TENANT: TENANT });
    try {
      const count = async () => (await get('/v1/runs?limit=100')).json<CallPage>().items.length;
      const before = await count();
      const refused = await start(without, { narration: 'required' });
      expect(refused.json()).toMatchObject({ status: 422, code: 'run.no-model' });
      expect(await count()).toBe(before);
    } finally {
      await without.close();
    }
  });
});
