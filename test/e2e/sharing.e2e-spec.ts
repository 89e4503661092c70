import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { hashOfToken, SHARE_LINK_MODEL } from '@app/sharing';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { startApi, type ApiHarness } from '../support/api-harness';
import { RunHarness, TENANT, aTeam } from '../support/run-harness';

interface NewLink {
  readonly id: string;
  readonly url: string;
  readonly expiresAt: string;
  readonly createdAt: string;
}
interface LinkPage {
  readonly items: ReadonlyArray<Record<string, unknown>>;
  readonly nextCursor: string | null;
}

describe('share links over HTTP', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  let api: ApiHarness;
  let worker: RunHarness;
  let runId: string;

  beforeAll(async () => {
    provider.register();
    worker = await RunHarness.start('e2e-sharing', aTeam());
    api = await startApi('e2e-sharing', { DEFAULT_TENANT: TENANT });
    runId = await worker.start();
    await worker.untilEnded(runId);
  });
  afterAll(async () => {
    await api?.close();
    await worker?.stop();
    await provider.shutdown();
    trace.disable();
  });

  const send = (method: 'GET' | 'HEAD' | 'POST' | 'DELETE', url: string, payload?: object, ip = '10.0.0.1') =>
    api.fastify.inject({ method, url, remoteAddress: ip, ...(payload && { payload }) });
  const create = async (body: object = {}): Promise<NewLink & { path: string; token: string }> => {
    const link = (await send('POST', `/v1/runs/${runId}/share-links`, body)).json<NewLink>();
    const { pathname } = new URL(link.url);
    return { ...link, path: pathname, token: pathname.split('/').at(-1) ?? '' };
  };
  const listed = async (query = '') =>
    (await send('GET', `/v1/runs/${runId}/share-links${query}`)).json<LinkPage>();
  const stateOf = async (id: string) =>
    (await listed('?limit=100')).items.find((one) => one.id === id)?.state;
  const stored = () => api.app.get<Connection>(getConnectionToken()).model(SHARE_LINK_MODEL).collection;

  it('opens the report of an audience to whoever has the address, and to no robot, cache or frame', async () => {
    const { path, token } = await create({ audience: 'cto', by: 'ada' });
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const answer = await send('GET', path);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'sha256-[^']+'; /),
    });
    expect(answer.headers['content-security-policy']).not.toMatch(/unsafe|script/);
    expect(answer.headers).not.toHaveProperty('etag');
    const again = await api.fastify.inject({ url: path, headers: { 'if-none-match': '*' } });
    expect(again.statusCode).toBe(200);
    expect(answer.body).toContain(runId);
    expect(answer.body).not.toContain(token);
  });

  it('speaks the language that was asked for', async () => {
    const [german, english] = [await create({ language: 'de' }), await create()];
    expect((await send('GET', german.path)).body).toMatch(/<html lang="de/);
    expect((await send('GET', english.path)).body).toMatch(/<html lang="en/);
  });

  it('takes the tenant from the token, not from the request', async () => {
    const { path } = await create();
    const other = await startApi('e2e-sharing', { DEFAULT_TENANT: 'other' });
    const answer = await other.fastify.inject({ method: 'GET', url: path });
    const links = await other.fastify.inject({ method: 'GET', url: `/v1/runs/${runId}/share-links` });
    await other.close();
    expect(answer.statusCode).toBe(200);
    expect(links.json()).toMatchObject({ code: 'run.not-found' });
  });

  it('stores the hash of a token and never the token, and lists links without it', async () => {
    const { id, token } = await create({ by: 'ada' });
    const record = await stored().findOne({ _id: id as never });
    expect(record).toMatchObject({ tokenHash: hashOfToken(token), tenantId: TENANT });
    expect(JSON.stringify(record)).not.toContain(token);
    const text = JSON.stringify(await listed());
    expect(text).toContain(id);
    expect(text).not.toContain(token);
    expect(text).not.toContain(hashOfToken(token));
  });

  it('counts views and opens no more often than it may, whoever comes at once', async () => {
    const { id, path } = await create({ maxViews: 3 });
    expect((await send('HEAD', path)).statusCode).toBe(200);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send('GET', path, undefined, '10.0.0.2')),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([
      ...Array<number>(3).fill(200),
      ...Array<number>(5).fill(410),
    ]);
    expect(answers.find(({ statusCode }) => statusCode === 410)?.json()).toMatchObject({
      code: 'shared.used-up',
    });
    expect((await listed('?limit=100')).items.find((one) => one.id === id)).toMatchObject({
      state: 'used-up',
      views: 3,
      maxViews: 3,
    });
  });

  it('is gone once its time is over, by the clock of the database', async () => {
    const { id, path, createdAt, expiresAt } = await create({ expiresInDays: 2 });
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(2 * 86_400_000);
    await stored().updateOne({ _id: id as never }, { $set: { expiresAt: new Date(Date.now() - 1) } });
    const answer = await send('GET', path);
    expect(answer.json()).toMatchObject({ status: 410, code: 'shared.expired' });
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(await stateOf(id)).toBe('expired');
  });

  it('is gone once it is revoked, which may be said again', async () => {
    const { id, path } = await create();
    expect((await send('DELETE', `/v1/share-links/${id}`)).statusCode).toBe(204);
    expect((await send('DELETE', `/v1/share-links/${id}`)).statusCode).toBe(204);
    expect((await send('GET', path)).json()).toMatchObject({ status: 410, code: 'shared.revoked' });
    expect(await stateOf(id)).toBe('revoked');
    expect((await send('DELETE', '/v1/share-links/nothing')).json()).toMatchObject({
      status: 404,
      code: 'share-link.not-found',
    });
  });

  it('says the same of every token that is none', async () => {
    const { token } = await create();
    const wrong = token.slice(0, -1) + (token.endsWith('A') ? 'E' : 'A');
    const answers = await Promise.all(
      [wrong, 'x', hashOfToken(token)].map((one) => send('GET', `/shared/${one}`)),
    );
    const shapes = answers.map((answer) => {
      const {
        requestId: _request,
        correlationId: _correlation,
        ...body
      } = answer.json<Record<string, unknown>>();
      return { body, headers: Object.keys(answer.headers).sort() };
    });
    expect(shapes[0]?.body).toMatchObject({ status: 404, code: 'shared.not-found' });
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[2]).toEqual(shapes[0]);
  });

  it('has a limit of its own for each address', async () => {
    // More than twice as many as a minute takes: a minute may begin in the middle.
    const tries = await Promise.all(
      Array.from({ length: 250 }, () => send('GET', '/shared/guess', undefined, '10.0.0.9')),
    );
    expect(tries.filter(({ statusCode }) => statusCode === 429)).not.toHaveLength(0);
    expect(tries.find(({ statusCode }) => statusCode === 429)?.json()).toMatchObject({
      code: 'shared.rate-limited',
    });
    expect((await send('GET', '/shared/guess', undefined, '10.0.0.10')).statusCode).toBe(404);
  });

  it('leaves no trace of a token in spans and metrics', async () => {
    const { path, token } = await create();
    await send('GET', path);
    const span = exporter.getFinishedSpans().find(({ name }) => name === 'GET /shared/:token');
    expect(span?.attributes).toMatchObject({ 'http.route': '/shared/:token' });
    const spans = exporter
      .getFinishedSpans()
      .map(({ name, attributes, events }) => ({ name, attributes, events }));
    expect(JSON.stringify(spans)).not.toContain(token);
    const { body } = await send('GET', '/metrics');
    expect(body).toContain('route="/shared/:token"');
    expect(body).not.toContain(token);
  });

  it('shares no run that has no report, and refuses terms beyond what there are', async () => {
    const url = `/v1/runs/${runId}/share-links`;
    expect(
      (await send('POST', url, { expiresInDays: 91, audience: 'public', maxViews: 0 })).json(),
    ).toMatchObject({
      status: 400,
      errors: [{ pointer: '/audience' }, { pointer: '/expiresInDays' }, { pointer: '/maxViews' }],
    });
    expect((await send('POST', '/v1/runs/nothing/share-links', {})).json()).toMatchObject({
      code: 'run.not-found',
    });
    const open = await create();
    await api.app
      .get<Connection>(getConnectionToken())
      .model('ReportDocument')
      .collection.deleteMany({ runId });
    expect((await send('POST', url, {})).json()).toMatchObject({ status: 409, code: 'share-link.no-report' });
    expect((await send('GET', open.path)).json()).toMatchObject({
      status: 410,
      code: 'shared.report-removed',
    });
  });
});
