import { type ApiHarness, startApi } from '../support/api-harness';

const LOGO = Buffer.from('<svg viewBox="0 0 9 9" data-x="1"><path d="M0 0h9"/></svg>').toString('base64');
const WISH = {
  name: 'Example Insurance',
  primaryColour: '#0b3d91',
  accentColour: '#8a1c1c',
  logo: { contentType: 'image/svg+xml', data: LOGO },
  by: 'Ada Lovelace, CTO',
};

describe('branding over HTTP', () => {
  let api: ApiHarness;

  beforeAll(async () => {
    api = await startApi('e2e-branding');
  });
  afterAll(() => api?.close());

  const send = (method: 'GET' | 'PUT' | 'DELETE', payload?: object, headers: Record<string, string> = {}) =>
    api.fastify.inject({ method, url: '/v1/branding', headers, ...(payload && { payload }) });

  it('is set, read, changed at its version only, and taken away', async () => {
    expect((await send('GET')).json()).toMatchObject({ code: 'branding.not-found' });
    const set = await send('PUT', WISH);
    expect(set.statusCode).toBe(200);
    expect(set.headers.etag).toBe('"v1"');
    const read = (await send('GET')).json<{ version: number; logo: { data: string } }>();
    expect(read).toMatchObject({ version: 1, name: 'Example Insurance', primaryColour: '#0b3d91' });
    expect(Buffer.from(read.logo.data, 'base64').toString('utf8')).not.toContain('data-x');
    expect((await send('PUT', { ...WISH, name: 'Other' }, { 'if-match': '"v1"' })).headers.etag).toBe('"v2"');
    expect((await send('PUT', WISH, { 'if-match': '"v1"' })).statusCode).toBe(412);
    expect((await send('DELETE', undefined, { 'if-match': '"v2"' })).statusCode).toBe(204);
    expect((await send('GET')).statusCode).toBe(404);
    expect((await send('PUT', WISH)).headers.etag).toBe('"v4"');
  });

  it('refuses a colour that cannot be read and a logo that runs something, by field', async () => {
    const pale = await send('PUT', { ...WISH, accentColour: '#ffee00' });
    expect(pale.statusCode).toBe(422);
    expect(pale.body).toContain('/accentColour');
    const data = Buffer.from('<svg><script>alert(1)</script></svg>').toString('base64');
    const hostile = await send('PUT', { ...WISH, logo: { contentType: 'image/svg+xml', data } });
    expect(hostile.json()).toMatchObject({ status: 422, code: 'branding.refused' });
    expect((await send('PUT', { ...WISH, primaryColour: 'blue' })).statusCode).toBe(400);
  });

  it('publishes the schema of the JSON report', async () => {
    const schema = await api.fastify.inject({ method: 'GET', url: '/v1/schemas/report.json' });
    expect(schema.json()).toMatchObject({ title: 'Report of Infra Mind', type: 'object' });
  });
});
