import { startApi, type ApiHarness } from '../support/api-harness';

const minimal = {
  name: 'Support assistant',
  workloads: [{ kind: 'llm-serving', traffic: { requestsPerDay: 5000 } }],
};

describe('assessments over HTTP', () => {
  let api: ApiHarness;

  beforeAll(async () => {
    api = await startApi('e2e-assessments');
  });
  afterAll(() => api.close());

  const post = (payload: object, headers: Record<string, string> = {}) =>
    api.fastify.inject({ method: 'POST', url: '/v1/assessments', payload, headers });

  it('stores an assessment and reads it back', async () => {
    const created = await post(minimal);
    expect(created.json()).toMatchObject({ version: 1 });
    expect(created.statusCode).toBe(201);
  });
});
