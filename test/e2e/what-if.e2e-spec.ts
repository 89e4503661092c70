import { type ApiHarness, startApi } from '../support/api-harness';

const assessment = {
  name: 'Support',
  workloads: [
    {
      id: 'chat',
      kind: 'llm-serving',
      model: { id: 'llama-3.1-8b' },
      traffic: { requestsPerDay: 120_000, inputTokens: { p50: 900 }, outputTokens: { p50: 200 } },
      slo: { timeToFirstTokenMs: 1500, availabilityPercent: 99.9 },
    },
  ],
};

interface Answer {
  readonly workloads: ReadonlyArray<{
    readonly hosted: {
      readonly after: {
        readonly option: { readonly region: string };
        readonly figures: { readonly cost: string };
      };
      readonly delta: { readonly cost: string };
    };
  }>;
  readonly figures: ReadonlyArray<{ readonly id: string; readonly value: number | null }>;
}

describe('POST /v1/what-if', () => {
  let api: ApiHarness;

  beforeAll(async () => {
    api = await startApi('e2e-what-if');
  });
  afterAll(() => api?.close());

  const ask = (payload: object) => api.fastify.inject({ method: 'POST', url: '/v1/what-if', payload });

  it('answers for an assessment that comes along, with figures for every id it names', async () => {
    const answer = await ask({ input: assessment, changes: [{ region: 'eu-north-1', provider: 'aws' }] });

    expect(answer.statusCode).toBe(200);
    const { workloads, figures } = answer.json<Answer>();
    const { after, delta } = workloads[0]?.hosted ?? {};
    expect(after?.option.region).toBe('eu-north-1');
    const values = new Map(figures.map((entry) => [entry.id, entry.value]));
    expect(values.get(after?.figures.cost ?? '')).toBeGreaterThan(0);
    expect(values.has(delta?.cost ?? '')).toBe(true);
  });

  it('answers for one that is stored, and stores nothing', async () => {
    const stored = await api.fastify.inject({ method: 'POST', url: '/v1/assessments', payload: assessment });
    const { id } = stored.json<{ id: string }>();
    const answer = await ask({ assessmentId: id, changes: [{ traffic: { factor: 5 } }] });

    expect(answer.statusCode).toBe(200);
    const after = await api.fastify.inject({ method: 'GET', url: `/v1/assessments/${id}` });
    expect(after.json()).toMatchObject({
      version: 1,
      input: { workloads: [{ traffic: { requestsPerDay: 120_000 } }] },
    });
  });

  it.each([
    ['neither subject', { changes: [{ precision: 'fp8' }] }, 400, 'what-if.one-subject'],
    [
      'both subjects',
      { assessmentId: 'x', input: assessment, changes: [{ precision: 'fp8' }] },
      400,
      'what-if.one-subject',
    ],
    [
      'an assessment that is not there',
      { assessmentId: 'none', changes: [{ precision: 'fp8' }] },
      404,
      'assessment.not-found',
    ],
    [
      'a region that is not there',
      { input: assessment, changes: [{ region: 'eu-nort-1' }] },
      422,
      'what-if.impossible-change',
    ],
    ['no change', { input: assessment, changes: [] }, 400, 'request.invalid'],
    [
      'a purchase that is none',
      { input: assessment, changes: [{ purchase: 'lease' }] },
      400,
      'request.invalid',
    ],
    [
      'a negative factor',
      { input: assessment, changes: [{ traffic: { factor: -1 } }] },
      400,
      'request.invalid',
    ],
    ['a misspelt field', { input: assessment, changes: [{ acelerator: 'l4' }] }, 400, 'request.invalid'],
  ])('refuses %s', async (_what, payload, status, code) => {
    const answer = await ask(payload);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
  });
});
