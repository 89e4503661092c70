import { connect, type AddressInfo } from 'node:net';
import { startApi, type ApiHarness } from '../support/api-harness';

const minimal = { name: 'x', workloads: [{ kind: 'rag' }] };

describe('requests that are refused before they are looked at', () => {
  let api: ApiHarness;
  let port: number;

  beforeAll(async () => {
    api = await startApi('e2e-refused');
    await api.app.listen(0, '127.0.0.1');
    port = (api.app.getHttpServer().address() as AddressInfo).port;
  });
  afterAll(() => api?.close());

  const post = (payload: object, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    api.fastify.inject({ method: 'POST', url: '/v1/assessments', payload, headers });

  it.each(['rebound.example', 'rebound.example:3000'])('answers nobody who calls it %j', async (host) => {
    for (const url of ['/v1/assessments', '/nowhere', '/docs', '/openapi.json']) {
      const answer = await api.fastify.inject({ method: 'GET', url, headers: { host } });
      expect([url, answer.statusCode, answer.json().code]).toEqual([url, 403, 'request.unknown-host']);
      expect(answer.json().detail).toContain('API_HOSTS');
    }
    for (const url of ['/health', '/ready', '/metrics']) {
      const answer = await api.fastify.inject({ method: 'GET', url, headers: { host } });
      expect([url, answer.statusCode]).toEqual([url, 200]);
    }
  });

  it('refuses bodies that are encoded', async () => {
    const json = 'application/json';
    const gzip = await post(minimal, { 'content-type': json, 'content-encoding': 'gzip' });
    const identity = await post(minimal, { 'content-type': json, 'content-encoding': 'identity' });

    expect(gzip.json()).toMatchObject({ status: 415, code: 'request.unsupported-encoding' });
    expect(identity.statusCode).toBe(201);
  });

  it.each(['/docs/../../package.json', '/docs/..%2f..%2fpackage.json'])(
    'says of %s that nothing is there',
    async (url) => {
      const socket = connect(port, '127.0.0.1');
      socket.write(`GET ${url} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
      const answer = (await socket.setEncoding('utf8').toArray()).join('');

      expect(answer).toContain('HTTP/1.1 404');
      expect(answer).toContain('"code":"route.not-found"');
    },
  );

  it.each([
    ['an unknown method', 'FOO / HTTP/1.1\r\nHost: localhost\r\n\r\n', 400, 'request.malformed'],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'request.headers-too-large',
    ],
    ['no Host', 'GET /v1/runs HTTP/1.0\r\n\r\n', 403, 'request.unknown-host'],
    [
      'no Host where there must be one',
      'GET /v1/runs HTTP/1.1\r\nConnection: close\r\n\r\n',
      403,
      'request.unknown-host',
    ],
  ])('answers %s with a problem', async (_what, text, status, code) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(text);
    const [head = '', body = ''] = (await socket.setEncoding('utf8').toArray()).join('').split('\r\n\r\n');

    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head.toLowerCase()).toContain('content-type: application/problem+json');
    expect(JSON.parse(body)).toMatchObject({
      status,
      code,
      requestId: expect.stringMatching(/^[0-9A-Z]{26}$/),
    });
  });

  it.each(['x', '-1', '1e9', '0'])('says of version %s what a version is', async (version) => {
    const { id } = (await post(minimal)).json();
    const url = `/v1/assessments/${id}/versions/${version}`;
    const answer = await api.fastify.inject({ method: 'GET', url });

    expect(answer.json()).toMatchObject({
      status: 404,
      code: 'assessment.version-not-found',
      detail: `There is no version "${version}": a version is a whole number from 1.`,
    });
  });
});
