import { aDraft, aFigure, anOutput } from '../support/agent-output.builder';
import { type ApiHarness, startApi } from '../support/api-harness';
import { RunHarness, TENANT, aTeam } from '../support/run-harness';

const NAME = 'e2e-comparison';
const REQUESTS = 'input:/workloads/0/traffic/requestsPerDay';

const assessment = (requestsPerDay: number) => ({
  name: 'Support chat',
  workloads: [{ id: 'chat', kind: 'llm-serving', traffic: { requestsPerDay } }],
});

interface Comparison {
  readonly summary: Readonly<Record<string, number>>;
  readonly causes: ReadonlyArray<{
    readonly kind: string;
    readonly subject: string;
    readonly figures: number;
  }>;
  readonly items: ReadonlyArray<{ readonly id: string; readonly delta: number | null }>;
  readonly nextCursor: string | null;
}

describe('comparing over HTTP', () => {
  let api: ApiHarness;
  let worker: RunHarness;
  let price = 2;
  let fails = false;
  const runs: string[] = [];
  let assessmentId = '';

  beforeAll(async () => {
    const team = aTeam({
      cto: () => {
        if (fails) throw new Error('The agent fails');
        const amount = aFigure({
          id: 'answer.chat.requests',
          value: price * 10,
          method: 'sourced',
          inputs: [REQUESTS],
        });
        const cost = aFigure({
          id: 'cost.chat',
          value: price * 100,
          unit: 'USD/month',
          inputs: ['answer.chat.requests'],
        });
        const summary = 'It costs [[cost.chat]].';
        return anOutput({
          agent: 'cto',
          summary,
          figures: [amount, cost],
          recommendations: [aDraft({ key: 'host' })],
        });
      },
    });
    worker = await RunHarness.start(NAME, team, { AGENT_ATTEMPTS: '1', RUN_QUORUM: '11' });
    api = await startApi(NAME, { DEFAULT_TENANT: TENANT, RUN_QUORUM: '11' });
    const created = await api.fastify.inject({
      method: 'POST',
      url: '/v1/assessments',
      payload: assessment(100),
    });
    assessmentId = created.json<{ id: string }>().id;
    runs.push(await aRun());
    const put = {
      method: 'PUT' as const,
      url: `/v1/assessments/${assessmentId}`,
      headers: { 'if-match': '*' },
    };
    await api.fastify.inject({ ...put, url: `${put.url}?by=Ada`, payload: assessment(200) });
    price = 4;
    runs.push(await aRun());
    fails = true;
    runs.push(await aRun());
  });
  afterAll(async () => {
    await api?.close();
    await worker?.stop();
  });

  async function aRun(): Promise<string> {
    const started = await api.fastify.inject({
      method: 'POST',
      url: `/v1/assessments/${assessmentId}/runs`,
      payload: {},
    });
    const { id } = started.json<{ id: string }>();
    await worker.untilEnded(id);
    return id;
  }
  const get = (url: string) => api.fastify.inject({ method: 'GET', url });
  const compare = async (rest = '', from = runs[0], to = runs[1]) =>
    get(`/v1/comparisons?from=${from}&to=${to}${rest}`);

  it('says what changed, by how much and why', async () => {
    const answer = await compare();
    expect(answer.statusCode).toBe(200);
    const { causes, items } = answer.json<Comparison>();
    expect(causes[0]).toMatchObject({
      ...{ kind: 'answer', subject: '/workloads/0/traffic/requestsPerDay', from: 100, to: 200, figures: 2 },
    });
    expect(items.find(({ id }) => id === 'cost.chat')).toMatchObject({
      delta: 200,
      ratio: 2,
      foundBy: 'trail',
    });
    expect(answer.json()).toMatchObject({
      from: { assessmentVersion: 1 },
      to: { assessmentVersion: 2 },
      recommendations: [],
    });
  });

  it('is empty for a run and itself', async () => {
    const { summary, items } = (await compare('', runs[0], runs[0])).json<Comparison>();
    expect(summary).toMatchObject({ changed: 0, added: 0, removed: 0 });
    expect(items).toEqual([]);
  });

  it('gives figures page by page, and those of a section, a prefix or a cause', async () => {
    const all = (await compare()).json<Comparison>().items.map(({ id }) => id);
    const first = await compare('&limit=1');
    const { nextCursor, items } = first.json<Comparison>();
    expect(items.map(({ id }) => id)).toEqual(all.slice(0, 1));
    expect(first.headers['link']).toContain('rel="next"');
    const rest = (await compare(`&limit=100&cursor=${nextCursor}`)).json<Comparison>();
    expect(rest.items.map(({ id }) => id)).toEqual(all.slice(1));
    const ids = async (query: string) => (await compare(query)).json<Comparison>().items.map(({ id }) => id);
    expect(await ids('&prefix=cost.')).toEqual(['cost.chat']);
    expect(await ids('&cause=measurement')).not.toContain('cost.chat');
    expect(await ids('&kind=added')).toEqual([]);
    expect((await compare('&section=nothing')).json()).toMatchObject({ code: 'comparison.unknown-section' });
    expect((await compare('&cursor=e30')).statusCode).toBe(400);
  });

  it('says in the list of versions who made each', async () => {
    const versions = (await get(`/v1/assessments/${assessmentId}/versions?fields=version,by`)).json<object>();
    expect(versions).toMatchObject({
      items: [
        { version: 2, by: 'Ada' },
        { version: 1, by: null },
      ],
    });
    expect((await get(`/v1/assessments/${assessmentId}`)).json()).toMatchObject({ version: 2, by: 'Ada' });
  });

  it('says whether the recommendation is another, and answers what is unchanged with 304', async () => {
    const answer = await compare('&fields=summary');
    expect(answer.json()).toMatchObject({ summary: { isOtherRecommendation: false, inPart: 0 } });
    const url = `/v1/comparisons?from=${runs[0]}&to=${runs[1]}&fields=summary`;
    const etag = answer.headers['etag'] as string;
    const again = await api.fastify.inject({ method: 'GET', url, headers: { 'if-none-match': etag } });
    expect(again.statusCode).toBe(304);
  });

  it.each([
    ['from', '/v1/comparisons?to=x'],
    ['to', '/v1/comparisons?from=x'],
    ['kind', '/v1/comparisons?from=x&to=y&kind=better'],
    ['limit', '/v1/comparisons?from=x&to=y&limit=1000'],
    ['fields', '/v1/comparisons?from=x&to=y&fields=everything'],
  ])('refuses a query whose %s is missing or wrong', async (_name, url) => {
    const wrong = url.replace('from=x', `from=${runs[0]}`).replace('to=y', `to=${runs[1]}`);
    expect((await get(wrong)).statusCode).toBe(400);
  });

  it('tells to wait for a run that is under way', async () => {
    const under = await worker.connection.model('Run').findOne({ _id: runs[0] }).lean<{ state: string }>();
    await worker.connection.model('Run').updateOne({ _id: runs[0] }, { $set: { state: 'running' } });
    const answer = await compare();
    await worker.connection.model('Run').updateOne({ _id: runs[0] }, { $set: { state: under?.state } });
    expect(answer.json()).toMatchObject({ status: 409, code: 'comparison.not-ready' });
    expect(answer.headers['retry-after']).toBeDefined();
  });

  it('knows no run of another tenant, and says no more of it than of one that is not there', async () => {
    await worker.connection.model('Run').updateOne({ _id: runs[1] }, { $set: { tenantId: 'another' } });
    const answers = [await compare(), await compare('', runs[0], 'nothing')];
    await worker.connection.model('Run').updateOne({ _id: runs[1] }, { $set: { tenantId: TENANT } });
    for (const answer of answers) expect(answer.json()).toMatchObject({ status: 404, code: 'run.not-found' });
    expect((await compare()).statusCode).toBe(200);
  });

  it('refuses runs without a result', async () => {
    expect((await compare('', runs[0], runs[2])).json()).toMatchObject({
      status: 404,
      code: 'comparison.no-result',
    });
    expect((await compare('', runs[0], 'nothing')).json()).toMatchObject({
      status: 404,
      code: 'run.not-found',
    });
  });

  it('lists what two versions of an assessment have differently, field by field', async () => {
    const diff = (from: string, to: string) =>
      get(`/v1/assessments/${assessmentId}/versions/${from}/diff${to}`);
    expect((await diff('1', '?to=2')).json()).toEqual({
      ...{ assessmentId, from: 1, to: 2, total: 1 },
      fromMade: { by: null, at: expect.any(String) as string },
      toMade: { by: 'Ada', at: expect.any(String) as string },
      changes: [
        {
          kind: 'changed',
          fromPointer: '/workloads/0/traffic/requestsPerDay',
          toPointer: '/workloads/0/traffic/requestsPerDay',
          path: '/workloads/chat/traffic/requestsPerDay',
          ...{ from: 100, to: 200 },
        },
      ],
    });
    expect((await diff('2', '?to=1')).json()).toMatchObject({ changes: [{ from: 200, to: 100 }] });
    expect((await diff('2', '')).json()).toMatchObject({ total: 0, changes: [] });
    expect((await diff('1', '?to=9')).json()).toMatchObject({ code: 'assessment.version-not-found' });
    expect((await diff('1', '?to=x')).json()).toMatchObject({ code: 'assessment.version-not-found' });
  });
});
