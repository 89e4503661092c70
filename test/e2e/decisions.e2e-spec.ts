import { aDecision, aDraft, anOutput } from '../support/agent-output.builder';
import { startApi, type ApiHarness } from '../support/api-harness';
import { aGate, aTeam, RunHarness, TENANT } from '../support/run-harness';

const assessment = {
  name: 'Support chat',
  workloads: [{ id: 'w1', kind: 'llm-serving', traffic: { requestsPerDay: 10_000 } }],
};

interface Conflict {
  readonly key: string;
  readonly option: string;
  readonly contested: boolean;
  readonly rule: string;
  readonly decidedBy: string;
  readonly positions: ReadonlyArray<{ readonly agent: string; readonly option: string }>;
  readonly person?: { readonly honoured: boolean; readonly ruleOption: string; readonly by: string };
}

describe('decisions of people, over HTTP, with a worker', () => {
  let api: ApiHarness;
  let worker: RunHarness;
  let gate = aGate();
  let proposals: readonly string[] = ['self-host', 'api'];
  /** What the benches of runs were planned on. */
  const planned: Array<ReadonlyArray<{ readonly key: string; readonly option: string }>> = [];

  beforeAll(async () => {
    const team = aTeam({
      compliance: async () => {
        await gate.opened;
        const decisions = [aDecision({ option: proposals[0], basis: 'obligation' })];
        const presumes = { key: 'w1.hosting', options: ['self-host'], words: 'if hosted' };
        return anOutput({
          agent: 'compliance',
          decisions,
          recommendations: [aDraft({ key: 'w1.host', presumes })],
        });
      },
      cto: () => {
        const decisions = proposals.slice(1).map((option) => aDecision({ option }));
        const presumes = { key: 'w1.hosting', options: ['api'], words: 'if by API' };
        return anOutput({
          agent: 'cto',
          decisions,
          recommendations: [aDraft({ key: 'w1.use-api', presumes })],
        });
      },
    });
    const bench: typeof team.bench = (input, options) => {
      planned.push(options.decisions ?? []);
      return team.bench(input, options);
    };
    worker = await RunHarness.start('e2e-decisions', { ...team, bench });
    api = await startApi('e2e-decisions', { DEFAULT_TENANT: TENANT });
  });
  afterAll(async () => {
    await api?.close();
    await worker?.stop();
  });
  beforeEach(() => {
    proposals = ['self-host', 'api'];
    gate = aGate();
    gate.open();
  });

  const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, headers = {}) =>
    api.fastify.inject({ method, url, headers, ...(payload && { payload }) });
  const assess = async (): Promise<string> =>
    (await call('POST', '/v1/assessments', assessment)).json<{ id: string }>().id;
  const start = async (assessmentId: string): Promise<string> =>
    (await call('POST', `/v1/assessments/${assessmentId}/runs`)).json<{ id: string }>().id;
  const run = async (assessmentId: string): Promise<string> => {
    const id = await start(assessmentId);
    await worker.untilEnded(id);
    return id;
  };
  const board = async (runId: string): Promise<Conflict | undefined> =>
    (await call('GET', `/v1/runs/${runId}/conflicts`)).json<{ items: Conflict[] }>().items[0];
  const decide = (assessmentId: string, option: string, headers = {}, key = 'w1.hosting') => {
    const payload = { option, why: 'The contract ends in March', by: 'Ada, CTO' };
    return call('PUT', `/v1/assessments/${assessmentId}/decisions/${key}`, payload, headers);
  };

  it('shows positions, rule and winner of a run', async () => {
    const conflict = await board(await run(await assess()));
    expect(conflict).toMatchObject({
      key: 'w1.hosting',
      option: 'self-host',
      contested: true,
      decidedBy: 'rule',
    });
    expect(conflict?.positions.map(({ agent, option }) => [agent, option])).toEqual([
      ['cto', 'api'],
      ['compliance', 'self-host'],
    ]);
    expect(conflict?.rule).toContain('an obligation outranks cost');
    expect(conflict?.person).toBeUndefined();
  });

  it('lets a person decide, and the next run honours it and says what the rule would have given', async () => {
    const assessmentId = await assess();
    const before = await run(assessmentId);
    const decided = await decide(assessmentId, 'api');
    expect(decided.statusCode).toBe(200);
    expect(decided.json()).toMatchObject({ option: 'api', by: 'Ada, CTO', version: 1 });

    expect(planned.at(-1)).toEqual([]);
    const after = await run(assessmentId);
    expect(planned.at(-1)).toMatchObject([{ key: 'w1.hosting', option: 'api', by: 'Ada, CTO' }]);
    const conflict = await board(after);
    expect(conflict).toMatchObject({ option: 'api', decidedBy: 'person' });
    expect(conflict?.person).toMatchObject({ honoured: true, ruleOption: 'self-host', by: 'Ada, CTO' });
    expect(conflict?.rule).toContain('Decided by a person, Ada, CTO: The contract ends in March.');
    expect(conflict?.rule).toContain('“Option self-host” would have won: Compliance decided');
    expect((await board(before))?.decidedBy).toBe('rule');
    const recommended = (await call('GET', `/v1/runs/${after}/recommendations`)).json<{
      items: Array<{ key: string }>;
    }>();
    expect(recommended.items.map(({ key }) => key)).toEqual(['w1.use-api']);
    const report = await call('GET', `/v1/runs/${after}/report?format=md`);
    expect(report.body).toContain('Decided by a person');
  });

  it('lets a person decide whether a framework applies, whatever agents propose, and nothing else so', async () => {
    const assessmentId = await assess();
    await run(assessmentId);
    expect((await decide(assessmentId, 'does-not-apply', {}, 'framework:gdpr')).statusCode).toBe(200);
    const maybe = await decide(assessmentId, 'perhaps', {}, 'framework:soc2');
    expect(maybe.statusCode).toBe(422);
    expect(maybe.body).toContain('applies, does-not-apply');
    expect((await decide(assessmentId, 'fixed:4', {}, 'w9.scaling')).statusCode).toBe(404);
    await run(assessmentId);
    expect(planned.at(-1)).toMatchObject([{ key: 'framework:gdpr', option: 'does-not-apply' }]);
  });

  it('pins a run to what stood when it was accepted', async () => {
    const assessmentId = await assess();
    await run(assessmentId);
    gate = aGate();
    const under = await start(assessmentId);
    await decide(assessmentId, 'api');
    gate.open();
    await worker.untilEnded(under);
    expect(await board(under)).toMatchObject({ option: 'self-host', decidedBy: 'rule' });
  });

  it('gives a choice back to the rule when the decision is withdrawn, and keeps all versions', async () => {
    const assessmentId = await assess();
    await run(assessmentId);
    await decide(assessmentId, 'api');
    const url = `/v1/assessments/${assessmentId}/decisions/w1.hosting`;
    const gone = await call('DELETE', `${url}?by=Ada&why=Mistaken`);
    expect(gone.json()).toMatchObject({ option: null, by: 'Ada', version: 2 });
    expect(await board(await run(assessmentId))).toMatchObject({ option: 'self-host', decidedBy: 'rule' });
    const versions = (await call('GET', url)).json<{
      items: Array<{ version: number; option: string | null }>;
    }>();
    expect(versions.items.map(({ version, option }) => [version, option])).toEqual([
      [2, null],
      [1, 'api'],
    ]);
    const standing = await call('GET', `/v1/assessments/${assessmentId}/decisions`);
    expect(standing.json()).toEqual({ items: [] });
    expect((await call('DELETE', url)).statusCode).toBe(404);
  });

  it('says so where no agent proposes any more what a person decided', async () => {
    const assessmentId = await assess();
    await run(assessmentId);
    await decide(assessmentId, 'api');
    proposals = ['self-host'];
    const conflict = await board(await run(assessmentId));
    expect(conflict).toMatchObject({ option: 'self-host', decidedBy: 'rule' });
    expect(conflict?.person?.honoured).toBe(false);
    expect(conflict?.rule).toContain('which no agent proposes in this run');
  });

  it('refuses what nobody proposed with the list of what was, and choices that are not there', async () => {
    const assessmentId = await assess();
    expect((await decide(assessmentId, 'api')).json()).toMatchObject({
      status: 409,
      code: 'decision.nothing-proposed',
    });
    await run(assessmentId);
    const refused = await decide(assessmentId, 'colocation');
    expect(refused.json()).toMatchObject({
      status: 422,
      code: 'decision.option-not-proposed',
      detail: expect.stringContaining('Proposed are api, self-host'),
      errors: [{ pointer: '/option', detail: expect.stringContaining('expected one of') }],
    });
    expect((await decide(assessmentId, 'api', {}, 'w1.hostin')).json()).toMatchObject({
      status: 404,
      code: 'decision.unknown-key',
      detail: expect.stringContaining('w1.hosting'),
    });
    expect((await decide('nothing', 'api')).statusCode).toBe(404);
  });

  it('lets nobody undo what another decided meanwhile', async () => {
    const assessmentId = await assess();
    await run(assessmentId);
    const first = await decide(assessmentId, 'api');
    await decide(assessmentId, 'self-host', { 'if-match': first.headers.etag });
    const late = await decide(assessmentId, 'api', { 'if-match': first.headers.etag });
    expect(late.json()).toMatchObject({ status: 412, code: 'decision.changed' });
  });
});
