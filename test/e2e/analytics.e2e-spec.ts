import { aDraft, aFigure, anOutput } from '../support/agent-output.builder';
import { startApi, type ApiHarness } from '../support/api-harness';
import { RunHarness, TENANT, aTeam } from '../support/run-harness';

const minimal = {
  name: 'Support chat',
  workloads: [{ kind: 'llm-serving', traffic: { requestsPerDay: 10_000 } }],
};

const grades = { applicable: 10, passed: 4, partial: 1, claimed: 2, failed: 3 };

describe('statistics over HTTP', () => {
  let api: ApiHarness;
  let worker: RunHarness;
  const price = { value: 1_000 as number | null };

  beforeAll(async () => {
    const team = aTeam({
      cto: () => {
        const { value } = price;
        const unknown = value === null ? { unknown: 'no price' } : {};
        const draft = aDraft({
          key: 'w1.use-api',
          cost: {
            figureIds: ['month', 'saving'],
            savingIds: ['saving'],
            monthly: [{ category: 'model-api', figureId: 'month' }],
            note: '',
          },
        });
        return anOutput({
          agent: 'cto',
          recommendations: [draft],
          figures: [
            aFigure({ id: 'month', unit: 'USD/month', value, ...unknown }),
            aFigure({ id: 'saving', unit: 'USD/year', value: 1_200, low: 600, high: 2_400 }),
            ...Object.entries(grades).map(([name, count]) =>
              aFigure({ id: `compliance.gdpr.requirements.${name}`, value: count }),
            ),
          ],
        });
      },
      mlops: () => {
        throw new Error('no luck');
      },
    });
    worker = await RunHarness.start('e2e-analytics', team, { AGENT_ATTEMPTS: '2', RUN_QUORUM: '1' });
    api = await startApi('e2e-analytics', { DEFAULT_TENANT: TENANT, AGENT_ATTEMPTS: '2', RUN_QUORUM: '1' });
  });
  afterAll(async () => {
    await api?.close();
    await worker?.stop();
  });

  const get = (url: string) => api.fastify.inject({ method: 'GET', url });
  const post = (url: string, payload?: object) =>
    api.fastify.inject({ method: 'POST', url, ...(payload && { payload }) });
  const assessAndRun = async (): Promise<string> => {
    const { id } = (await post('/v1/assessments', minimal)).json<{ id: string }>();
    await runAgain(id);
    return id;
  };
  const runAgain = async (assessmentId: string): Promise<void> => {
    const { id } = (await post(`/v1/assessments/${assessmentId}/runs`)).json<{ id: string }>();
    await worker.untilEnded(id);
  };

  it('tell of what runs found, what they took, and what came of it', async () => {
    const first = await assessAndRun();
    await runAgain(first);
    await assessAndRun();
    const month = new Date().toISOString().slice(0, 7);
    expect((await get('/v1/analytics/spend')).json()).toMatchObject({
      items: [{ month, category: 'model-api', usdPerMonth: 2_000, priced: 2, unpriced: 0, assessments: 2 }],
    });
    expect((await get('/v1/analytics/compliance')).json()).toMatchObject({
      items: [{ month, framework: 'gdpr', applicable: 20, passed: 8, passedShare: 0.4, notEvaluable: 0 }],
    });
    const { items } = (await get('/v1/analytics/agents')).json<{ items: Array<Record<string, unknown>> }>();
    expect(items).toHaveLength(11);
    expect(items.find(({ agent }) => agent === 'mlops')).toMatchObject({ runs: 3, failed: 3, attempts: 6 });
    expect(items.find(({ agent }) => agent === 'cto')).toMatchObject({
      runs: 3,
      failed: 0,
      p50Ms: expect.any(Number),
      p95Ms: expect.any(Number),
    });
    expect((await get('/v1/analytics/runs')).json()).toMatchObject({
      items: [{ month, state: 'partial', runs: 3, p50Ms: expect.any(Number) }],
    });
    expect((await get('/v1/analytics/model-calls')).json()).toMatchObject({ items: [] });

    const id = encodeURIComponent(`${first}:w1.use-api`);
    const done = { status: 'done', realisedSaving: { usdPerMonth: 90, evidence: 'Bill' } };
    for (const payload of [{ status: 'accepted' }, done]) {
      const headers = { 'if-match': '*' };
      const decided = await api.fastify.inject({
        method: 'PATCH',
        url: `/v1/recommendations/${id}`,
        payload,
        headers,
      });
      expect(decided.statusCode).toBe(200);
    }
    expect((await get('/v1/analytics/savings')).json()).toMatchObject({
      found: { usdPerMonth: 200, low: 100, high: 400, recommendations: 2 },
      accepted: { usdPerMonth: 100, recommendations: 1 },
      realised: {
        ...{ usdPerMonth: 90, recommendations: 1 },
        measured: { usdPerMonth: null, recommendations: 0, items: [] },
        told: { usdPerMonth: 90, recommendations: 1 },
      },
    });
    expect((await get(`/v1/analytics/savings?assessmentId=${first}`)).json()).toMatchObject({
      found: { usdPerMonth: 100 },
      byStatus: [{ status: 'done', recommendations: 1 }],
    });
  });

  it('tell of an unknown price as unknown', async () => {
    price.value = null;
    const id = await assessAndRun();
    expect((await get(`/v1/analytics/spend?assessmentId=${id}`)).json()).toMatchObject({
      items: [{ usdPerMonth: null, low: null, high: null, priced: 0, unpriced: 1 }],
    });
  });

  it('are of a time with an end', async () => {
    expect((await get('/v1/analytics/runs?from=2020-01-01&to=2020-02-01')).json()).toEqual({
      from: '2020-01-01T00:00:00.000Z',
      to: '2020-02-01T00:00:00.000Z',
      items: [],
    });
    expect((await get('/v1/analytics/spend?from=2000-01-01')).json()).toMatchObject({
      status: 400,
      code: 'analytics.bad-range',
    });
    expect((await get('/v1/analytics/agents?from=yesterday')).json()).toMatchObject({ status: 400 });
  });

  it('do not leave the outcome of a run in its answers', async () => {
    const { items } = (await get('/v1/runs')).json<{ items: Array<Record<string, unknown>> }>();
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) expect(item).not.toHaveProperty('outcome');
  });
});
