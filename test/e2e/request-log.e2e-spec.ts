import { ProductProcess } from '../support/product-process';
import { PATIENT_WITH_STORES, testMongoUrl, testRedisUrl } from '../support/stores';

describe('the log of requests', () => {
  let api: ProductProcess;

  beforeAll(async () => {
    const env = {
      LOG_LEVEL: 'debug',
      API_PORT: '0',
      MONGODB_URL: testMongoUrl('e2e-request-log'),
      REDIS_URL: testRedisUrl(),
      REDIS_PREFIX: 'e2e-request-log',
      ...PATIENT_WITH_STORES,
    };
    api = await ProductProcess.start('api', env, 'The API listens at');
  });
  afterAll(() => api?.terminate());

  it('names request, correlation id, tenant and outcome, and nothing that a person sent', async () => {
    const address = api.url;
    const answer = await fetch(`${address}/v1/assessments?patient=Jane%20Doe`, {
      method: 'POST',
      body: JSON.stringify({ name: 5, patient: 'Jane Doe' }),
      headers: {
        'content-type': 'application/json',
        'x-correlation-id': 'visit-7',
        authorization: 'Bearer geheim',
        'idempotency-key': 'geheim',
      },
    });
    const headers = { 'x-correlation-id': 'visit-8' };
    await fetch(`${address}/v1/assessments?limit=1`, { headers });
    await fetch(`${address}/health`, { headers });
    // Once it has ended, all that it had to say is written.
    await api.terminate();

    const entries = api.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.filter(({ correlationId }) => correlationId === 'visit-7')).toEqual([
      expect.objectContaining({
        level: 'warn',
        service: 'api',
        reqId: answer.headers.get('x-request-id'),
        tenantId: 'local',
        req: { method: 'POST', path: '/v1/assessments' },
        res: { status: 400 },
      }),
    ]);
    // Probes come again and again, and say nothing.
    expect(entries.filter(({ correlationId }) => correlationId === 'visit-8')).toEqual([
      expect.objectContaining({
        level: 'debug',
        reqId: expect.any(String),
        req: { method: 'GET', path: '/v1/assessments' },
        res: { status: 200 },
        responseTime: expect.any(Number),
      }),
    ]);
    expect(api.log.join('')).not.toMatch(/Jane|geheim/);
  });
});
