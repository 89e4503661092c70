import { agentById, createWorkbench } from '@app/agents';
import { loadCatalog } from '@app/catalog';
import { startApi, type ApiHarness } from '../support/api-harness';
import { RunHarness, TENANT, aTeam } from '../support/run-harness';

const input = {
  name: 'Support chat',
  workloads: [
    {
      id: 'chat',
      kind: 'llm-serving' as const,
      model: { apiId: 'openai/gpt-5-mini' },
      traffic: { requestsPerDay: 10_000, growthPerMonth: 0.05 },
    },
  ],
  constraints: { apiOnly: true },
};
const plan = {
  name: 'Assistant 2027',
  lines: [
    { month: '2027-01', category: 'compute', usd: 100 },
    { month: '2027-02', category: 'compute', usd: 100 },
  ],
};
const HEAD = 'date,category,amount_usd\n';

describe('budgets over HTTP', () => {
  let api: ApiHarness;
  let worker: RunHarness;

  beforeAll(async () => {
    const team = aTeam({
      cto: (signal) => {
        const bench = createWorkbench({ input, asOf: '2026-11-20', seed: 1, catalog: loadCatalog() });
        return agentById('cto').analyse(bench, signal);
      },
    });
    worker = await RunHarness.start('e2e-budgets', team);
    api = await startApi('e2e-budgets', { DEFAULT_TENANT: TENANT });
  });
  afterAll(async () => {
    await api?.close();
    await worker?.stop();
  });

  const send = (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ) => api.fastify.inject({ method, url, headers, ...(payload && { payload }) });
  const create = async (body: object = plan): Promise<string> =>
    (await send('POST', '/v1/budgets', body)).json<{ id: string }>().id;
  const upload = (id: string, csv: string, query = '') =>
    send('POST', `/v1/budgets/${id}/actuals${query}`, { csv, fileName: 'january.csv' });

  it('stores a budget as version 1, and the same creation once', async () => {
    const key = { 'idempotency-key': 'budget-once' };
    const created = await send('POST', '/v1/budgets', plan, key);
    const again = await send('POST', '/v1/budgets', plan, key);

    expect(created.statusCode).toBe(201);
    expect(created.headers.etag).toBe('"v1"');
    expect(created.json()).toMatchObject({ version: 1, currency: 'USD', totalUsd: 200, assessmentId: null });
    expect(again.json().id).toBe(created.json().id);
    const read = await send('GET', created.headers.location!);
    expect(read.json()).toEqual(created.json());
    expect(
      (await send('GET', created.headers.location!, undefined, { 'if-none-match': '"v1"' })).statusCode,
    ).toBe(304);
  });

  it('names wrong fields, twofold lines and assessments that are not there', async () => {
    const wrong = await send('POST', '/v1/budgets', {
      name: 'x',
      lines: [{ month: '2027-13', category: 'gpus', usd: -1 }],
    });
    expect(wrong.statusCode).toBe(400);
    expect(
      wrong
        .json()
        .errors.map(({ pointer }: { pointer: string }) => pointer)
        .sort(),
    ).toEqual(['/lines/0/category', '/lines/0/month', '/lines/0/usd']);
    const twice = await send('POST', '/v1/budgets', { ...plan, lines: [plan.lines[0], plan.lines[0]] });
    expect(twice.json()).toMatchObject({
      code: 'budget.duplicate-line',
      errors: [{ pointer: '/lines/1' }],
    });
    const stray = await send('POST', '/v1/budgets', { ...plan, assessmentId: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' });
    expect(stray.json().code).toBe('assessment.not-found');
  });

  it('changes a budget for whoever read its newest version only', async () => {
    const id = await create();
    const url = `/v1/budgets/${id}`;
    expect((await send('PUT', url, plan)).statusCode).toBe(428);
    const changed = await send('PUT', url, { ...plan, name: 'Second' }, { 'if-match': '"v1"' });
    expect(changed.json()).toMatchObject({ version: 2, name: 'Second' });
    const late = await send('PUT', url, plan, { 'if-match': '"v1"' });
    expect([late.statusCode, late.json().code]).toEqual([412, 'budget.changed']);
    expect((await send('DELETE', url, undefined, { 'if-match': '"v1"' })).statusCode).toBe(412);
    expect((await send('DELETE', url, undefined, { 'if-match': '"v2"' })).statusCode).toBe(204);
    expect((await send('GET', url)).json().code).toBe('budget.not-found');
  });

  it('pages through budgets, newest first', async () => {
    const ids = [await create(), await create(), await create()];
    const first = await send('GET', '/v1/budgets?limit=2');
    expect(first.json().items.map(({ id }: { id: string }) => id)).toEqual([ids[2], ids[1]]);
    expect(first.headers.link).toContain('rel="next"');
    const next = await send('GET', `/v1/budgets?limit=1&cursor=${first.json().nextCursor}`);
    expect(next.json().items[0].id).toBe(ids[0]);
  });

  it('stores a file of actuals once, and nothing of one with a wrong row', async () => {
    const id = await create();
    const bad = await upload(id, `${HEAD}2027-01-01,compute,10\n2027-01-02,compute,ten\n`);
    expect(bad.statusCode).toBe(400);
    expect(bad.json()).toMatchObject({
      code: 'budget.bad-actuals',
      errors: [{ pointer: '/csv/3/amount_usd' }],
    });
    const good = `${HEAD}2027-01-01,compute,70\n2027-01-02,compute,50\n`;
    const dry = await upload(id, good, '?dryRun=true');
    expect([dry.statusCode, dry.json().outcome, dry.json().rows]).toEqual([200, 'dry-run', 2]);
    const list = () => send('GET', `/v1/budgets/${id}/actuals`);
    expect((await list()).json().items).toEqual([]);

    const stored = await upload(id, good);
    const again = await upload(id, good);
    expect([stored.statusCode, stored.json().outcome]).toEqual([201, 'stored']);
    expect([again.statusCode, again.json().outcome]).toEqual([200, 'already-stored']);
    expect(again.json().upload.id).toBe(stored.json().upload.id);
    expect((await list()).json().items).toMatchObject([{ fileName: 'january.csv', rows: 2 }]);

    const variance = await send('GET', `/v1/budgets/${id}/variance`);
    expect(variance.json().toDate).toEqual({ budgetUsd: 100, actualUsd: 120, varianceUsd: 20 });
    const gone = await send('DELETE', `/v1/budgets/${id}/actuals/${stored.json().upload.id}`);
    expect(gone.statusCode).toBe(204);
    expect((await send('GET', `/v1/budgets/${id}/alerts`)).json()).toMatchObject({ items: [], open: 0 });
  });

  it('stores the same file once however often it comes at once', async () => {
    const id = await create();
    const all = await Promise.all(Array.from({ length: 8 }, () => upload(id, `${HEAD}2027-01,people,9\n`)));
    const outcomes = all.map((answer) => answer.json<{ outcome: string }>().outcome);
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
    expect(new Set(all.map((answer) => answer.json<{ upload: { id: string } }>().upload.id)).size).toBe(1);
  });

  it('tells of limits that are crossed until somebody has seen them, and again when it is worse', async () => {
    const id = await create();
    await upload(id, `${HEAD}2027-01-01,compute,120\n`);
    const alerts = async () => (await send('GET', `/v1/budgets/${id}/alerts`)).json();
    expect(await alerts()).toMatchObject({
      open: 2,
      items: [{ id: 'actuals-over.2027-01', excessUsd: 20 }, { category: 'compute' }],
    });
    const url = `/v1/budgets/${id}/alerts/actuals-over.2027-01/acknowledgement`;
    const seen = await send('POST', url, { note: 'load test' });
    expect(seen.json().acknowledgement).toMatchObject({ note: 'load test' });
    expect((await alerts()).open).toBe(1);
    expect((await send('POST', url.replace('2027-01', '2031-01'), {})).json().code).toBe(
      'budget.alert-not-found',
    );
    await upload(id, `${HEAD}2027-01-02,compute,5\n`);
    expect((await alerts()).open).toBe(2);
  });

  it('lists amounts that fit nothing before them, with the reason', async () => {
    const id = await create();
    const rows = Array.from({ length: 30 }, (_, day) => {
      const date = new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10);
      return `${date},compute,${day === 20 ? 900 : 100 + (day % 3)}`;
    });
    await upload(id, `${HEAD}${rows.join('\n')}\n`);
    const { items } = (await send('GET', `/v1/budgets/${id}/anomalies`)).json();
    expect(items).toMatchObject([{ id: '2027-01-21.compute', direction: 'above', usd: 900 }]);
    expect(items[0].reason).toContain('900.00 USD is above the');
  });

  it('is held against the forecast of the newest run of an assessment', async () => {
    const assessmentId = (await send('POST', '/v1/assessments', input)).json<{ id: string }>().id;
    const id = await create({ ...plan, assessmentId });
    const attach = (body: object) => send('PUT', `/v1/budgets/${id}/forecast`, body, { 'if-match': '*' });
    expect((await attach({})).json().code).toBe('budget.no-forecast-named');
    expect((await attach({ assessmentId })).json().code).toBe('budget.no-run');
    const runId = (await send('POST', `/v1/assessments/${assessmentId}/runs`)).json<{ id: string }>().id;
    await worker.untilEnded(runId);

    const attached = await attach({ assessmentId, firstMonth: '2027-01' });
    expect(attached.statusCode).toBe(200);
    const { forecast } = attached.json();
    expect(forecast).toMatchObject({ runId });
    expect(forecast.months).toHaveLength(36);
    expect(forecast.months[35].month).toBe('2029-12');
    expect(forecast.months[1].p50).toBeGreaterThan(forecast.months[1].p10);
    const { items } = (await send('GET', `/v1/budgets/${id}/alerts?fields=rule`)).json();
    expect(items.map(({ id: alert }: { id: string }) => alert)).toEqual([
      'forecast-over.2027-02',
      'forecast-over.2027-01',
    ]);
  });

  it('shows nobody the budget of another tenant', async () => {
    const id = await create();
    const other = await startApi('e2e-budgets', { DEFAULT_TENANT: 'other' });
    try {
      for (const path of ['', '/variance', '/alerts', '/anomalies', '/actuals']) {
        const answer = await other.fastify.inject({ method: 'GET', url: `/v1/budgets/${id}${path}` });
        expect(answer.json().code).toBe('budget.not-found');
      }
    } finally {
      await other.close();
    }
  });
});
