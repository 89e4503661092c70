import { FOLLOW_UP_MODEL } from '@app/synthesis';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { aDraft, aFigure, anOutput } from '../support/agent-output.builder';
import { startApi, type ApiHarness } from '../support/api-harness';
import { RunHarness, TENANT, aTeam } from '../support/run-harness';

const minimal = { name: 'Chat', workloads: [{ kind: 'llm-serving', traffic: { requestsPerDay: 10_000 } }] };
const workflow = {
  name: 'Spending',
  steps: [{ name: 'Finance', role: 'cfo', quorum: 1, deadlineDays: 7 }],
  members: [{ person: 'dan', roles: ['cfo'] }],
};

describe('savings over HTTP', () => {
  let api: ApiHarness;
  let worker: RunHarness;
  const forecast = { value: 120, low: 100, high: 150 };

  beforeAll(async () => {
    const cost = { figureIds: ['saving'], savingIds: ['saving'], note: '' };
    const team = aTeam({
      cto: () =>
        anOutput({
          agent: 'cto',
          recommendations: [aDraft({ key: 'w1.commit', cost }), aDraft({ key: 'w1.other' })],
          figures: [aFigure({ id: 'saving', ...forecast, unit: 'USD/month' })],
        }),
    });
    worker = await RunHarness.start('e2e-savings', team);
    api = await startApi('e2e-savings', { DEFAULT_TENANT: TENANT });
    await send('PUT', '/v1/approval-workflows/spend', workflow);
  });
  afterAll(async () => {
    await api?.close();
    await worker?.stop();
  });

  const send = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
    api.fastify.inject({ method, url, headers: { 'if-match': '*' }, ...(payload && { payload }) });
  const idOf = async (url: string, payload?: object) =>
    (await send('POST', url, payload)).json<{ id: string }>().id;
  const urlOf = (assessmentId: string, key: string) =>
    `/v1/recommendations/${encodeURIComponent(`${assessmentId}:${key}`)}`;
  const assessed = async () => {
    const assessmentId = await idOf('/v1/assessments', minimal);
    await worker.untilEnded(await idOf(`/v1/assessments/${assessmentId}/runs`));
    return assessmentId;
  };
  const aBudget = () =>
    idOf('/v1/budgets', { name: 'Bill', lines: [{ month: '2026-02', category: 'compute', usd: 900 }] });
  const stated = { category: 'compute', baselineUsdPerMonth: 1_000, evidence: 'Invoices', by: 'ada' };

  it('leads from the approval over the ticket to what was saved by the actuals of a budget', async () => {
    const assessmentId = await assessed();
    const url = urlOf(assessmentId, 'w1.commit');
    const savings = async () => (await send('GET', `${url}/savings`)).json<Record<string, unknown>>();
    expect(await savings()).toMatchObject({
      status: 'proposed',
      approval: null,
      forecast: { value: 120, low: 100, high: 150 },
      realised: { value: null, unknown: 'it is not done' },
      verdict: 'unknown',
    });
    const subject = { kind: 'recommendation', assessmentId, key: 'w1.commit' };
    const approval = await idOf('/v1/approvals', { workflowId: 'spend', subject, by: 'ada' });
    await send('POST', `/v1/approvals/${approval}/decisions`, { by: 'dan', as: 'cfo', decision: 'approve' });
    await send('PATCH', url, { ticketUrl: 'https://tracker.example.org/OPS-7' });
    await send('PATCH', url, { status: 'done' });
    expect(await savings()).toMatchObject({
      status: 'done',
      approval: { id: approval, stale: false },
      ticketUrl: 'https://tracker.example.org/OPS-7',
      realised: { unknown: expect.stringContaining('nobody said in which category') },
    });
    // It was done in January.
    await api.app
      .get<Connection>(getConnectionToken())
      .model(FOLLOW_UP_MODEL)
      .collection.updateOne(
        { assessmentId, key: 'w1.commit' },
        { $set: { statusSince: new Date('2026-01-10T00:00:00Z') } },
      );
    const budgetId = await aBudget();
    const csv = 'date,category,amount_usd\n2026-02,compute,800\n2026-04,compute,700\n2026-04,people,9000\n';
    await send('POST', `/v1/budgets/${budgetId}/actuals`, { csv });
    const measured = (await send('PUT', `${url}/saving-measure`, { ...stated, budgetId })).json<{
      figures: ReadonlyArray<{ id: string; value: number | null }>;
    }>();
    expect(measured).toMatchObject({
      measure: { budgetId, category: 'compute', by: 'ada' },
      realised: { value: 250, low: 200, high: 300 },
      realisedTotal: { value: 500 },
      difference: { value: 130 },
      verdict: 'more',
      told: null,
    });
    const { id } = (await send('GET', url)).json<{ id: string }>();
    const trail = {
      realised: { value: 250, inputs: ['saving.w1.commit.2026-02.saved', 'saving.w1.commit.2026-04.saved'] },
      forecast: { value: 120, formula: expect.stringContaining('by run') },
      verdict: 'more',
      window: { from: '2026-02', to: '2026-04', months: 2 },
    };
    expect((await send('GET', url)).json()).toMatchObject({ measuredSaving: trail, realisedSaving: null });
    expect((await send('GET', '/v1/recommendations?status=done')).json()).toMatchObject({
      items: [{ id, measuredSaving: trail }],
    });
    await send('PATCH', url, { realisedSaving: { usdPerMonth: 9_999, evidence: 'They say so' } });
    const statistics = `/v1/analytics/savings?assessmentId=${assessmentId}`;
    expect((await send('GET', statistics)).json()).toMatchObject({
      realised: {
        ...{ usdPerMonth: 250, recommendations: 1 },
        measured: {
          ...{ usdPerMonth: 250, low: 200, high: 300, recommendations: 1, forecastUsdPerMonth: 120 },
          ...{ withoutForecast: 0, unknown: 0, itemsLeftOut: 0 },
          items: [{ recommendationId: id, ...trail, link: `${url}/savings` }],
        },
        told: { usdPerMonth: null, recommendations: 0 },
      },
    });
    forecast.value = 140;
    await worker.untilEnded(await idOf(`/v1/assessments/${assessmentId}/runs`));
    expect(await savings()).toMatchObject({ forecast: { value: 120, inputs: [] }, verdict: 'more' });
    forecast.value = 120;
    const ids = measured.figures.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['saving', 'saving.w1.commit.2026-02.actual', 'saving.w1.commit.forecast']),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('counts nothing for two recommendations', async () => {
    const assessmentId = await assessed();
    const budgetId = await aBudget();
    const [first, second] = [urlOf(assessmentId, 'w1.commit'), urlOf(assessmentId, 'w1.other')];
    const both = await Promise.all(
      [first, second].map((url) => send('PUT', `${url}/saving-measure`, { ...stated, budgetId })),
    );
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const [holder, other] = both[0]!.statusCode === 200 ? [first, second] : [second, first];
    expect((await send('PUT', `${other}/saving-measure`, { ...stated, budgetId })).json()).toMatchObject({
      code: 'saving.counted-elsewhere',
    });
    const people = { ...stated, budgetId, category: 'people' };
    expect((await send('PUT', `${other}/saving-measure`, people)).statusCode).toBe(200);
    expect((await send('DELETE', `${holder}/saving-measure`)).statusCode).toBe(204);
    expect((await send('PUT', `${other}/saving-measure`, { ...stated, budgetId })).statusCode).toBe(200);
  });

  it('takes no amount without evidence, and no budget that is not there', async () => {
    const url = `${urlOf(await assessed(), 'w1.commit')}/saving-measure`;
    const bare = { budgetId: 'x', category: 'compute', baselineUsdPerMonth: 5, by: 'ada' };
    expect((await send('PUT', url, bare)).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/evidence' }],
    });
    expect((await send('PUT', url, { ...stated, budgetId: 'none' })).json()).toMatchObject({
      code: 'budget.not-found',
    });
  });
});
