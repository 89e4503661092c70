import { startApi, type ApiHarness } from '../support/api-harness';

interface Refusal {
  readonly errors: ReadonlyArray<{ readonly pointer: string; readonly detail: string }>;
}

const minimal = { name: 'x', workloads: [{ kind: 'rag' }] };
const served = (traffic: object) => ({ name: 'x', workloads: [{ kind: 'rag', traffic }] });
const none = { budgetUsdPerMonth: 0 };

describe('what is refused, and how', () => {
  let api: ApiHarness;

  beforeAll(async () => {
    api = await startApi('e2e-problems', { BODY_LIMIT_BYTES: '20000' });
  });
  afterAll(() => api?.close());

  const post = (
    payload: object | string,
    headers: Record<string, string> = { 'content-type': 'application/json' },
  ) => api.fastify.inject({ method: 'POST', url: '/v1/assessments', payload, headers });

  it('answers as problem+json with the ids of the request', async () => {
    const answer = await api.fastify.inject({
      method: 'GET',
      url: '/v1/assessments/nothing',
      headers: { 'x-correlation-id': 'checkout-42' },
    });

    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toEqual({
      type: 'urn:infra-mind:problem:assessment.not-found',
      title: 'Not found',
      status: 404,
      code: 'assessment.not-found',
      detail: expect.stringContaining('nothing'),
      requestId: answer.headers['x-request-id'],
      correlationId: 'checkout-42',
    });
    expect(answer.headers['x-correlation-id']).toBe('checkout-42');
  });

  it.each(['two words', 'a\tb', '<script>', 'x'.repeat(129)])(
    'makes a correlation id of its own for %j',
    async (id) => {
      const answer = await api.fastify.inject({
        method: 'GET',
        url: '/health',
        headers: { 'x-correlation-id': id },
      });

      expect(answer.headers['x-correlation-id']).toMatch(/^[0-9A-Z]{26}$/);
    },
  );

  it.each([
    ['GET', '/nowhere', 404, 'route.not-found', undefined],
    ['GET', '/v1/assessments/a/b/c', 404, 'route.not-found', undefined],
    ['PATCH', '/v1/assessments/x', 405, 'route.method-not-allowed', 'DELETE, GET, HEAD, PUT'],
    ['DELETE', '/v1/assessments', 405, 'route.method-not-allowed', 'GET, HEAD, POST'],
    ['GET', '/v1/assessments/%zz', 400, 'request.bad-url', undefined],
    ['GET', `/v1/assessments/${'x'.repeat(500)}`, 414, 'request.url-too-long', undefined],
  ] as const)('answers %s %s with %i %s', async (method, url, status, code, allow) => {
    const answer = await api.fastify.inject({ method, url });

    expect([answer.statusCode, answer.json().code, answer.headers.allow]).toEqual([status, code, allow]);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json().requestId).toMatch(/^[0-9A-Z]{26}$/);
  });

  it.each([
    ['broken JSON', '{"name": ', 'application/json', 400, 'request.bad-json'],
    ['broken YAML', 'name: [a\nworkloads: b', 'application/yaml', 400, 'request.bad-yaml'],
    ['a YAML key twice', 'name: a\nname: b', 'text/yaml', 400, 'request.bad-yaml'],
    ['a YAML tag', 'name: !!js/function "f"', 'application/x-yaml', 400, 'request.bad-yaml'],
    ['a form', 'name=a', 'application/x-www-form-urlencoded', 415, 'request.unsupported-media-type'],
    ['plain text', 'name', 'text/plain', 415, 'request.unsupported-media-type'],
    [
      'a body above the limit',
      `{"name":"${'x'.repeat(20_001)}"}`,
      'application/json',
      413,
      'request.too-large',
    ],
    ['a list for a body', '[]', 'application/json', 400, 'request.invalid'],
    ['a text for a body', '"x"', 'application/json', 400, 'request.invalid'],
    ['nothing for a body', '', 'application/json', 400, 'request.invalid'],
    [
      'nesting without end',
      '['.repeat(9_000) + ']'.repeat(9_000),
      'application/json',
      400,
      'request.too-complex',
    ],
  ])('refuses %s', async (_what, payload, type, status, code) => {
    const answer = await post(payload, { 'content-type': type });

    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('names the line of a mistake in YAML', async () => {
    const answer = await post('name: a\nworkloads:\n  - kind: rag\n   x: [', {
      'content-type': 'application/yaml',
    });

    expect(answer.json().detail).toMatch(/at line 4, column \d+/);
  });

  it.each([
    ['{"name":"x","workloads":[{"kind":"rag"}],"__proto__":{"admin":true}}', '/__proto__'],
    [
      '{"name":"x","workloads":[{"kind":"rag","constructor":{"prototype":{"a":1}}}]}',
      '/workloads/0/constructor',
    ],
  ])('refuses keys that lead to a prototype: %s', async (payload, pointer) => {
    const answer = await post(payload);

    expect(answer.json()).toMatchObject({ status: 400, code: 'request.unsafe-key', errors: [{ pointer }] });
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it('refuses the same through YAML', async () => {
    const answer = await post('name: x\n__proto__:\n  admin: true', { 'content-type': 'application/yaml' });

    expect(answer.json()).toMatchObject({ status: 400, code: 'request.unsafe-key' });
  });

  it('refuses YAML whose references blow it up, or lead back to themselves', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let n = 1; n < 9; n += 1)
      lines.push(
        `a${n}: &a${n} [${Array(9)
          .fill(`*a${n - 1}`)
          .join(', ')}]`,
      );
    const bomb = await post(lines.join('\n'), { 'content-type': 'application/yaml' });
    const loop = await post('name: x\nworkloads: &w\n  - *w', { 'content-type': 'application/yaml' });

    expect(bomb.json()).toMatchObject({ status: 400, code: 'request.bad-yaml' });
    expect(loop.json()).toMatchObject({ status: 400 });
  });

  it('points at each wrong field and says what was expected and what came', async () => {
    const answer = await post({
      name: '',
      organisation: { regions: ['EU', 'Germany'], employes: 5 },
      workloads: [
        { kind: 'ragg', traffic: { requestsPerDay: '5000', cachedShare: 40, inputTokens: {} }, slo: 'fast' },
        { kind: 'rag', dataClasses: ['personal', 'secret'], corpus: { documents: 1.5, tokens: 7 } },
      ],
      constraints: { startDate: '2027-02-30' },
      controls: [{ id: 'x', status: 'done', evidence: [{ artefact: 'a' }] }],
    });

    expect(answer.statusCode).toBe(400);
    const problems = Object.fromEntries(
      answer.json<Refusal>().errors.map((one) => [one.pointer, one.detail]),
    );
    expect(problems).toEqual({
      '/name': 'expected a text of 1 to 200 characters, got ""',
      '/organisation/regions/1':
        'expected a two-letter country code in capitals such as DE, or EU, got "Germany"',
      '/organisation/employes': 'there is no field "employes" here; did you mean "employees"?',
      '/workloads/0/kind': expect.stringMatching(/^expected one of llm-serving, .*, got "ragg"$/),
      '/workloads/0/traffic/requestsPerDay': 'expected a number from 0 to 1000000000000, got "5000"',
      '/workloads/0/traffic/cachedShare': 'expected a number from 0 to 1, got 40',
      '/workloads/0/traffic/inputTokens/p50': 'expected a number from 1 to 100000000, got nothing',
      '/workloads/0/slo': 'expected an object, got "fast"',
      '/workloads/1/dataClasses/1': expect.stringMatching(/^expected one of public, .*, got "secret"$/),
      '/workloads/1/corpus/tokens': expect.stringMatching(/^there is no field .*; there are documents, /),
      '/workloads/1/corpus/documents': 'expected a whole number from 1 to 1000000000000, got 1.5',
      '/constraints/startDate': 'expected a date such as 2026-03-31, got "2027-02-30"',
      '/controls/0/status': expect.stringMatching(/, got "done"$/),
      '/controls/0/evidence/0/effectiveDate': 'expected a date such as 2026-03-31, got nothing',
    });
  });

  it.each([
    ['an operator for a text', { name: { $ne: '' }, workloads: [{ kind: 'rag' }] }, '/name'],
    ['an operator for a field', { ...minimal, $where: 'sleep(1)' }, '/$where'],
    [
      'an operator inside a part',
      { name: 'x', workloads: [{ kind: 'rag', traffic: { $gt: 1 } }] },
      '/workloads/0/traffic/$gt',
    ],
    ['a list for a part', { ...minimal, organisation: [] }, '/organisation'],
    ['a part that is no object', { name: 'x', workloads: ['rag'] }, '/workloads'],
    ['no tokens', served({ inputTokens: { p50: 0 } }), '/workloads/0/traffic/inputTokens/p50'],
    ['no budget', { ...minimal, constraints: none }, '/constraints/budgetUsdPerMonth'],
    ['no workload', { name: 'x', workloads: [] }, '/workloads'],
    ['too many workloads', { name: 'x', workloads: Array(51).fill({ kind: 'rag' }) }, '/workloads'],
    ['too many goals', { ...minimal, goals: Array(31).fill('x') }, '/goals'],
    ['a name of blanks', { ...minimal, name: ' \t ' }, '/name'],
    ['a name without end', { ...minimal, name: 'x'.repeat(201) }, '/name'],
  ])('refuses %s', async (_what, payload, pointer) => {
    const answer = await post(payload);

    expect(answer.statusCode).toBe(400);
    expect(answer.json<Refusal>().errors.map((one) => one.pointer)).toContain(pointer);
  });

  it('refuses numbers that are none, which YAML can write', async () => {
    const yaml = (value: string) =>
      `name: x\nworkloads:\n  - kind: rag\n    traffic: { requestsPerDay: ${value} }`;
    for (const value of ['.nan', '.inf', '-.inf']) {
      const answer = await post(yaml(value), { 'content-type': 'application/yaml' });
      expect(answer.json().errors).toEqual([
        expect.objectContaining({ pointer: '/workloads/0/traffic/requestsPerDay' }),
      ]);
    }
  });

  it('refuses two workloads with one id', async () => {
    const answer = await post({
      name: 'x',
      workloads: [{ id: 'a', kind: 'rag' }, { kind: 'rag' }, { id: 'a', kind: 'rag' }],
    });

    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'assessment.duplicate-workload-id',
      errors: [{ pointer: '/workloads/2/id' }],
    });
  });

  it('refuses what a browser sends from a page of somebody else', async () => {
    const answer = await post(minimal, {
      'sec-fetch-site': 'cross-site',
      'content-type': 'application/json',
    });

    expect(answer.json()).toMatchObject({ status: 403, code: 'request.cross-origin' });
  });

  it.each([
    '/v1/assessments/x/decisions?limit=2',
    '/v1/runs/x/timeline?from=%7B&to=2',
    '/v1/admin/health?a[b]=1',
  ])('refuses a query that nobody reads: %s', async (url) => {
    const answer = await api.fastify.inject({ method: 'GET', url });

    expect(answer.json()).toMatchObject({ status: 400, code: 'request.invalid' });
    expect(answer.json<Refusal>().errors[0]?.detail).toMatch(/^there is no parameter ".+" here$/);
  });

  it('takes a query that is read, and any where a probe asks', async () => {
    const stream = await api.fastify.inject({ method: 'GET', url: '/v1/runs/x/events?lastEventId=1-1' });
    const probe = await api.fastify.inject({ method: 'GET', url: '/health?at=1' });

    expect([stream.json().code, probe.statusCode]).toEqual(['run.not-found', 200]);
  });

  it('lets no header choose the tenant', async () => {
    const { id } = (await post(minimal)).json();
    const answer = await api.fastify.inject({
      method: 'GET',
      url: `/v1/assessments/${id}`,
      headers: { 'x-tenant-id': 'other', 'x-tenant': 'other', tenant: 'other' },
    });

    expect(answer.statusCode).toBe(200);
  });

  it('sends headers that keep browsers from guessing and framing', async () => {
    const { headers } = await api.fastify.inject({ method: 'GET', url: '/nowhere' });

    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'self'");
  });
});

describe('failures of our own', () => {
  it('says nothing but the ids', async () => {
    const api = await startApi('e2e-problems-away');
    const { AssessmentsService } = await import('@app/assessments');
    const service = api.app.get(AssessmentsService, { strict: false });
    jest.spyOn(service, 'get').mockRejectedValue(new TypeError('secret internals at 10.0.0.7'));
    const broken = await api.fastify.inject({ method: 'GET', url: '/v1/assessments/x' });
    const away = Object.assign(new TypeError('10.0.0.7:27017 refused'), {
      name: 'MongoServerSelectionError',
    });
    jest.spyOn(service, 'get').mockRejectedValue(away);
    const unavailable = await api.fastify.inject({ method: 'GET', url: '/v1/assessments/x' });
    await api.close();

    expect(broken.statusCode).toBe(500);
    expect(broken.body).not.toContain('secret');
    expect(broken.json()).toMatchObject({
      code: 'internal',
      detail: expect.stringContaining(broken.json().requestId),
    });
    expect(unavailable.statusCode).toBe(503);
    expect(unavailable.headers['retry-after']).toBe('2');
    expect(unavailable.json().code).toBe('database.unavailable');
    expect(unavailable.body).not.toContain('10.0.0.7');
  });
});
