import { aDraft, aFigure, anOutput } from '../support/agent-output.builder';
import { startApi, type ApiHarness } from '../support/api-harness';
import { RunHarness, TENANT, aTeam } from '../support/run-harness';

const minimal = {
  name: 'Support chat',
  workloads: [{ kind: 'llm-serving', traffic: { requestsPerDay: 10_000 } }],
};

interface Item {
  readonly id: string;
  readonly key: string;
  readonly status: string;
  readonly version: number;
  readonly links: Readonly<Record<string, string>>;
}
interface Page {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

describe('recommendations over HTTP', () => {
  let api: ApiHarness;
  let worker: RunHarness;
  let keys = ['w1.host', 'w1.commit', 'practice.ci'];

  beforeAll(async () => {
    const number = (id: string, value: number) => aFigure({ id, value });
    const saving = aFigure({ id: 'saving', value: 120, unit: 'USD/month' });
    const target = {
      workloadId: 'w1',
      mode: 'serving' as const,
      modelId: null,
      precision: 'fp16',
      accelerator: { id: 'h100-sxm5-80gb', vendor: 'NVIDIA' },
      place: null,
      figures: { replicas: 'replicas', tensorParallel: 'span', batch: 'batch' },
    };
    const drafts = () => [
      aDraft({ key: 'w1.host', workloadIds: ['w1'], severity: 'high', theme: 'hosting', deployment: target }),
      aDraft({
        key: 'w1.commit',
        workloadIds: ['w1'],
        cost: { figureIds: ['saving'], savingIds: ['saving'], note: '' },
      }),
      aDraft({ key: 'practice.ci', severity: 'low' }),
    ];
    const team = aTeam({
      cto: () =>
        anOutput({
          agent: 'cto',
          recommendations: drafts().filter(({ key }) => keys.includes(key)),
          figures: [number('replicas', 3), number('span', 2), number('batch', 16), saving],
        }),
    });
    worker = await RunHarness.start('e2e-recommendations', team);
    api = await startApi('e2e-recommendations', { DEFAULT_TENANT: TENANT });
  });
  afterAll(async () => {
    await api?.close();
    await worker?.stop();
  });
  beforeEach(() => {
    keys = ['w1.host', 'w1.commit', 'practice.ci'];
  });

  const get = (url: string) => api.fastify.inject({ method: 'GET', url });
  const post = (url: string, payload?: object) =>
    api.fastify.inject({ method: 'POST', url, ...(payload && { payload }) });
  const decide = (id: string, payload: object, ifMatch: string | null = '*') =>
    api.fastify.inject({
      method: 'PATCH',
      url: `/v1/recommendations/${encodeURIComponent(id)}`,
      payload,
      headers: ifMatch === null ? {} : { 'if-match': ifMatch },
    });
  const assess = async (): Promise<string> =>
    (await post('/v1/assessments', minimal)).json<{ id: string }>().id;
  const run = async (assessmentId: string): Promise<string> => {
    const { id } = (await post(`/v1/assessments/${assessmentId}/runs`)).json<{ id: string }>();
    await worker.untilEnded(id);
    return id;
  };
  const of = async (assessmentId: string, query = ''): Promise<readonly Item[]> =>
    (await get(`/v1/recommendations?assessmentId=${assessmentId}${query}`)).json<Page>().items;

  it('lists what a run recommends, with what it takes and what may become of it', async () => {
    const assessmentId = await assess();
    const runId = await run(assessmentId);
    const listed = await get(`/v1/runs/${runId}/recommendations`);
    expect(listed.json()).toMatchObject({
      rankedBy: expect.stringContaining('First how to run a workload'),
      items: [
        {
          id: `${assessmentId}:w1.host`,
          rank: 1,
          status: 'proposed',
          nextStatuses: ['accepted', 'rejected'],
          implementation: { wave: 1, personDays: { low: 5, high: 20, unit: 'person-days' } },
        },
        {
          key: 'w1.commit',
          saving: { usdPerMonth: 120, low: 120, high: 120 },
          implementation: { wave: 2, dependencies: [{ key: 'w1.host', kind: 'after' }] },
        },
        { key: 'practice.ci' },
      ],
      nextCursor: null,
    });
    const byPages = await get(`/v1/runs/${runId}/recommendations?limit=2&fields=key`);
    expect(byPages.json()).toMatchObject({ items: [{ key: 'w1.host' }, { key: 'w1.commit' }] });
    expect((await get(byPages.headers.link!.toString().slice(1).split('>')[0]!)).json()).toMatchObject({
      items: [{ key: 'practice.ci' }],
      nextCursor: null,
    });
  });

  it('takes a decision under If-Match, and keeps it through the next run', async () => {
    const assessmentId = await assess();
    await run(assessmentId);
    const id = `${assessmentId}:w1.commit`;
    const read = await get(`/v1/recommendations/${encodeURIComponent(id)}`);
    expect(read.headers.etag).toBe('"v1"');
    expect((await decide(id, { status: 'accepted' }, null)).json()).toMatchObject({
      status: 428,
      code: 'request.if-match-required',
    });
    const body = { status: 'accepted', owner: 'ada', dueDate: '2020-02-29', comment: 'Do it.', by: 'cfo' };
    const accepted = await decide(id, body, '"v1"');
    expect(accepted.statusCode).toBe(200);
    expect(accepted.headers.etag).toBe('"v2"');
    expect(accepted.json()).toMatchObject({
      status: 'accepted',
      overdue: true,
      nextStatuses: expect.any(Array),
    });
    expect((await decide(id, { status: 'rejected' }, '"v1"')).json()).toMatchObject({
      status: 412,
      code: 'recommendation.changed',
    });
    keys = ['w1.host'];
    await run(assessmentId);
    expect((await of(assessmentId)).map(({ key, status }) => [key, status])).toEqual([
      ['w1.host', 'proposed'],
      ['w1.commit', 'accepted'],
    ]);
    expect(await of(assessmentId, '&overdue=true')).toMatchObject([{ key: 'w1.commit', current: false }]);
    expect(await of(assessmentId, '&status=proposed')).toMatchObject([{ key: 'w1.host' }]);
    expect((await get(`/v1/recommendations/${encodeURIComponent(id)}`)).json()).toMatchObject({
      owner: 'ada',
      history: [
        {
          by: 'cfo',
          comment: 'Do it.',
          changes: [{ field: 'status' }, { field: 'owner' }, { field: 'dueDate' }],
        },
      ],
    });
  });

  it('refuses what may not be, and says what may', async () => {
    const assessmentId = await assess();
    await run(assessmentId);
    const id = `${assessmentId}:w1.host`;
    expect((await decide(id, { status: 'done' })).json()).toMatchObject({
      status: 409,
      code: 'recommendation.status-not-allowed',
      detail: expect.stringContaining('it may become accepted, rejected'),
    });
    const saving = { realisedSaving: { usdPerMonth: 5, evidence: 'Invoice' } };
    expect((await decide(id, saving)).json()).toMatchObject({ code: 'recommendation.saving-too-early' });
    expect((await decide(id, {})).json()).toMatchObject({ code: 'request.nothing-to-change' });
    expect((await decide(id, { status: 'maybe', dueDate: '2026-02-30' })).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/status' }, { pointer: '/dueDate' }],
    });
    expect((await decide(`${assessmentId}:nothing`, { status: 'accepted' })).json()).toMatchObject({
      status: 404,
      code: 'recommendation.not-found',
    });
  });

  it('gives the skeleton of a deployment, or says why there is none', async () => {
    const assessmentId = await assess();
    await run(assessmentId);
    const [host, commit] = await of(assessmentId);
    expect(commit?.links).not.toHaveProperty('deployment');
    expect((await get(host!.links.deployment!)).json()).toMatchObject({
      files: expect.arrayContaining([expect.objectContaining({ path: 'chart/values.yaml' })]),
      open: expect.arrayContaining([expect.objectContaining({ name: 'model.source' })]),
      figures: [{ id: 'replicas' }, { id: 'span' }, { id: 'batch' }],
    });
    expect((await get(`${commit!.links.self!}/deployment`)).json()).toMatchObject({
      status: 404,
      code: 'recommendation.nothing-to-deploy',
    });
  });

  it('exports a ticket that says its state, and takes back where it is', async () => {
    const assessmentId = await assess();
    await run(assessmentId);
    const id = `${assessmentId}:w1.host`;
    const ticket = (query: string) => get(`/v1/recommendations/${encodeURIComponent(id)}/ticket?${query}`);
    expect((await ticket('format=jira&project=OPS')).json()).toMatchObject({
      fields: { project: { key: 'OPS' }, priority: { name: 'High' }, description: { type: 'doc' } },
    });
    expect((await ticket('format=github')).json()).toMatchObject({
      body: expect.stringContaining('nobody has accepted it yet'),
    });
    expect((await ticket('')).json()).toMatchObject({ status: 400, errors: [{ pointer: '/format' }] });
    for (const ticketUrl of ['javascript:alert(1)', 'https://me:secret@tracker.example.org/1', 'OPS-7'])
      expect((await decide(id, { ticketUrl })).json()).toMatchObject({ errors: [{ pointer: '/ticketUrl' }] });
    const ticketUrl = 'https://tracker.example.org/browse/OPS-7?focus=1#top';
    expect((await decide(id, { ticketUrl, by: 'ada' })).json()).toMatchObject({
      ticketUrl,
      history: [{ by: 'ada', changes: [{ field: 'ticketUrl', from: null, to: ticketUrl }] }],
    });
    expect((await decide(id, { ticketUrl: null })).json()).toMatchObject({ ticketUrl: null });
  });
});
