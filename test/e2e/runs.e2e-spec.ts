import { AGENT_IDS } from '@app/agents';
import { aDraft, anOutput } from '../support/agent-output.builder';
import { startApi, type ApiHarness } from '../support/api-harness';
import { RunHarness, TENANT, aGate, aTeam } from '../support/run-harness';

const minimal = {
  name: 'Support chat',
  workloads: [{ kind: 'llm-serving', traffic: { requestsPerDay: 10_000 } }],
};

interface Named {
  readonly id: string;
}
interface AgentPart {
  readonly agent: string;
  readonly status: string;
  readonly carriedFrom: string | null;
}
interface WithAgents {
  readonly agents: readonly AgentPart[];
}
interface AgentPage {
  readonly items: readonly AgentPart[];
  readonly nextCursor: string | null;
}
interface Timeline {
  readonly entries: ReadonlyArray<{
    readonly kind: string;
    readonly name: string;
    readonly startedAt: string;
  }>;
}

describe('runs over HTTP, with a worker', () => {
  let api: ApiHarness;
  let worker: RunHarness;
  let cto = aGate();
  let failing = false;

  beforeAll(async () => {
    const team = aTeam({
      // Holds a run at its agents until the test lets it go on.
      cto: async () => {
        await cto.opened;
        return anOutput({ agent: 'cto', recommendations: [aDraft({ key: 'w1.hosting' })] });
      },
      mlops: () => {
        if (failing) throw new Error('no luck');
        return anOutput({ agent: 'mlops' });
      },
    });
    worker = await RunHarness.start('e2e-runs', team, { AGENT_ATTEMPTS: '2' });
    api = await startApi('e2e-runs', { DEFAULT_TENANT: TENANT, AGENT_ATTEMPTS: '2' });
  });
  afterAll(async () => {
    await api?.close();
    await worker?.stop();
  });
  beforeEach(() => {
    cto = aGate();
    failing = false;
  });

  const get = (url: string, headers: Record<string, string> = {}) =>
    api.fastify.inject({ method: 'GET', url, headers });
  const post = (url: string, payload?: object) =>
    api.fastify.inject({ method: 'POST', url, ...(payload && { payload }) });
  const assess = async (): Promise<string> => (await post('/v1/assessments', minimal)).json<Named>().id;
  const start = async (options?: object): Promise<string> =>
    (await post(`/v1/assessments/${await assess()}/runs`, options)).json<Named>().id;
  const finished = async (options?: object): Promise<string> => {
    cto.open();
    const id = await start(options);
    await worker.untilEnded(id);
    return id;
  };

  it('accepts a run, says where and when to look, and carries it to its result', async () => {
    const assessmentId = await assess();
    const accepted = await post(`/v1/assessments/${assessmentId}/runs`, { seed: 7, quorum: 11 });
    const { id } = accepted.json();

    expect(accepted.statusCode).toBe(202);
    expect(accepted.headers.location).toBe(`/v1/runs/${id}`);
    expect(accepted.headers['retry-after']).toBe('1');
    expect(accepted.json()).toMatchObject({
      state: 'queued',
      progress: { percent: 0 },
      options: { seed: 7, quorum: 11 },
    });
    expect((await get(`/v1/runs/${id}`)).headers['retry-after']).toBe('1');

    cto.open();
    await worker.untilEnded(id);
    const run = await get(`/v1/runs/${id}`);
    expect(run.headers['retry-after']).toBeUndefined();
    expect(run.json()).toMatchObject({
      id,
      assessmentId,
      assessmentVersion: 1,
      state: 'completed',
      progress: { percent: 100, step: 'finished' },
      missingAgents: [],
      problems: [],
      links: { report: `/v1/runs/${id}/report`, retry: `/v1/runs/${id}/retry` },
    });
    expect(run.json<WithAgents>().agents.map(({ agent }) => agent)).toEqual(AGENT_IDS);
    expect(run.json().agents[0]).toMatchObject({ status: 'succeeded', attempts: 1, error: null });
    expect(run.json().timing.speedUp).toEqual(expect.any(Number));
    expect(run.json().footprint.emissions.unknown).toContain('country');
    expect(run.json().footprint.processorTime.value).toBeGreaterThan(0);
    expect(run.json()).not.toHaveProperty('epoch');
    expect(run.json()).not.toHaveProperty('tenantId');
  });

  it('starts without a body, with the options of the configuration', async () => {
    const accepted = await post(`/v1/assessments/${await assess()}/runs`);

    expect(accepted.statusCode).toBe(202);
    expect(accepted.json().options).toMatchObject({ quorum: 8, agentAttempts: 2, seed: 1 });
    await post(`/v1/runs/${accepted.json().id}/cancel`);
  });

  it.each([
    [{ quorum: 12 }, '/quorum'],
    [{ quorum: 0 }, '/quorum'],
    [{ asOf: 'today' }, '/asOf'],
    [{ agentTimeoutMs: 1 }, '/agentTimeoutMs'],
    [{ qorum: 8 }, '/qorum'],
  ])('refuses the options %j', async (options, pointer) => {
    const answer = await post(`/v1/assessments/${await assess()}/runs`, options);

    expect(answer.json()).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  it('gives what each agent found, all and one by one', async () => {
    const id = await finished();
    const first = await get(`/v1/runs/${id}/agents?limit=6`);
    const second = await get(`/v1/runs/${id}/agents?limit=6&cursor=${first.json<AgentPage>().nextCursor}`);
    const agents = [...first.json().items, ...second.json().items].map(({ agent }) => agent);

    expect(agents).toEqual(AGENT_IDS);
    expect(second.json().nextCursor).toBeNull();
    const foreign = (await get('/v1/runs?limit=1')).json<AgentPage>().nextCursor;
    expect((await get(`/v1/runs/${id}/agents?cursor=${foreign}`)).json().code).toBe('request.bad-cursor');
    expect((await get(`/v1/runs/${id}/agents/cto`)).json().output.recommendations).toHaveLength(1);
    const wrong = await get(`/v1/runs/${id}/agents/complience`);
    expect(wrong.json()).toMatchObject({ status: 404, code: 'run.agent-not-found' });
    expect(wrong.json().detail).toContain('did you mean "compliance"?');
  });

  it('gives recommendations and a timeline', async () => {
    const id = await finished();

    expect((await get(`/v1/runs/${id}/recommendations`)).json().items).toMatchObject([
      { rank: 1, key: 'w1.hosting', agents: ['cto'] },
    ]);
    const compliance = (await get(`/v1/runs/${id}/compliance?fields=status`)).json();
    expect(compliance).toEqual({ id, status: 'succeeded' });
    const { entries } = (await get(`/v1/runs/${id}/timeline`)).json<Timeline>();
    const phases = entries.filter(({ kind }) => kind === 'phase');
    expect(phases.map(({ name }) => name)).toEqual([
      'queued',
      'validating',
      'running',
      'synthesising',
      'reporting',
    ]);
    expect(entries.filter(({ kind }) => kind === 'attempt')).toHaveLength(11);
    const starts = entries.map(({ startedAt }) => startedAt);
    expect(starts).toEqual([...starts].sort());
  });

  it('gives the report in every format, for every audience, and 304 to who has it', async () => {
    const id = await finished();
    const html = await get(`/v1/runs/${id}/report`);
    const markdown = await get(`/v1/runs/${id}/report?format=md&audience=cto`);
    const json = await get(`/v1/runs/${id}/report?format=json`);

    expect(html.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(html.headers['content-security-policy']).toContain("default-src 'none'");
    expect(html.body).toMatch(/^<!doctype html>/i);
    expect(markdown.headers['content-type']).toBe('text/markdown; charset=utf-8');
    expect(markdown.body).toMatch(/^# /);
    expect(json.json()).toHaveProperty('figures');
    const tags = [html, markdown, json].map(({ headers }) => headers.etag);
    expect(new Set(tags).size).toBe(3);
    const again = await get(`/v1/runs/${id}/report`, { 'if-none-match': String(html.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await get(`/v1/runs/${id}/report?format=pdf`)).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/format' }],
    });
    expect((await get(`/v1/runs/${id}/report?audience=boss`)).statusCode).toBe(400);
  });

  it('says that the report is not written yet, or never will be', async () => {
    const id = await start();
    await worker.untilState(id, (state) => state === 'running');
    const early = await get(`/v1/runs/${id}/report`);
    await post(`/v1/runs/${id}/cancel`);
    const never = await get(`/v1/runs/${id}/report`);
    cto.open();

    expect(early.json()).toMatchObject({ status: 409, code: 'report.not-ready' });
    expect(early.headers['retry-after']).toBe('1');
    expect(never.json()).toMatchObject({ status: 404, code: 'report.not-found' });
  });

  it('pauses, resumes and cancels, each only where that is possible', async () => {
    const id = await start();
    await worker.untilState(id, (state) => state === 'running');

    const pausing = await post(`/v1/runs/${id}/pause`);
    expect([pausing.statusCode, pausing.json().state]).toEqual([202, 'pausing']);
    await worker.untilState(id, (state) => state === 'paused');
    expect((await post(`/v1/runs/${id}/pause`)).json()).toMatchObject({
      status: 409,
      code: 'run.cannot-pause',
    });
    cto.open();
    expect((await post(`/v1/runs/${id}/resume`)).statusCode).toBe(202);
    expect((await worker.untilEnded(id)).state).toBe('completed');
    expect((await post(`/v1/runs/${id}/cancel`)).json()).toMatchObject({
      status: 409,
      code: 'run.cannot-cancel',
    });
    expect((await post(`/v1/runs/${id}/retry`)).json()).toMatchObject({
      status: 409,
      code: 'run.cannot-retry',
    });
  });

  it('names in a partial run what is missing, and retries only that', async () => {
    failing = true;
    const id = await finished();
    const partial = (await get(`/v1/runs/${id}`)).json<WithAgents>();
    expect(partial).toMatchObject({ state: 'partial', missingAgents: ['mlops'] });
    expect(partial.agents.find(({ agent }) => agent === 'mlops')).toMatchObject({
      status: 'failed',
      attempts: 2,
      error: expect.any(String),
    });

    failing = false;
    const retried = await post(`/v1/runs/${id}/retry`);
    const again = retried.json();
    expect([retried.statusCode, retried.headers.location]).toEqual([202, `/v1/runs/${again.id}`]);
    await worker.untilEnded(again.id);
    const whole = (await get(`/v1/runs/${again.id}`)).json<WithAgents>();
    expect(whole).toMatchObject({ state: 'completed', retryOf: id, missingAgents: [] });
    expect(whole.agents.filter(({ carriedFrom }) => carriedFrom === id)).toHaveLength(10);
  });

  it('keeps the runs of an assessment that was deleted', async () => {
    const id = await finished();
    const { assessmentId } = (await get(`/v1/runs/${id}`)).json();
    await api.fastify.inject({ method: 'DELETE', url: `/v1/assessments/${assessmentId}` });

    expect((await get(`/v1/runs/${id}/report`)).statusCode).toBe(200);
    expect((await get(`/v1/assessments/${assessmentId}/runs`)).json().items).toMatchObject([{ id }]);
    expect((await get(`/v1/assessments/${assessmentId}/runs?state=failed`)).json().items).toEqual([]);
    expect((await post(`/v1/assessments/${assessmentId}/runs`)).json().code).toBe('assessment.not-found');
  });

  it('lists runs by assessment and state over pages', async () => {
    cto.open();
    const assessmentId = await assess();
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      ids.push((await post(`/v1/assessments/${assessmentId}/runs`)).json().id);
      await worker.untilEnded(ids[index]!);
    }
    const first = await get(`/v1/runs?assessmentId=${assessmentId}&state=completed&limit=2&fields=state`);

    expect(first.json().items).toEqual([
      { id: ids[2], state: 'completed' },
      { id: ids[1], state: 'completed' },
    ]);
    const next = String(first.headers.link).slice(1).split('>')[0]!;
    expect((await get(next)).json()).toEqual({
      items: [{ id: ids[0], state: 'completed' }],
      nextCursor: null,
    });
    expect((await get(`/v1/assessments/${assessmentId}/runs?state=failed`)).json().items).toEqual([]);
    expect((await get('/v1/runs?state=done')).statusCode).toBe(400);
  });

  it.each(['', '/timeline', '/agents', '/agents/cto', '/recommendations', '/compliance', '/report'])(
    'knows no run of another tenant: GET /v1/runs/{id}%s',
    async (part) => {
      const theirs = await worker.runs.start('another', await worker.anAssessment(), {});
      const answer = await get(`/v1/runs/${theirs.id}${part}`);
      // Its assessment is another tenant's, so that it may have ended by itself.
      await worker.runs.cancel('another', theirs.id).catch(() => undefined);

      expect(answer.json()).toMatchObject({ status: 404, code: 'run.not-found' });
    },
  );
});
