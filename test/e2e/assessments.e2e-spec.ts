import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startApi, type ApiHarness } from '../support/api-harness';

const EXAMPLES = join(__dirname, '../../examples');
const minimal = {
  name: 'Support assistant',
  workloads: [{ kind: 'llm-serving', traffic: { requestsPerDay: 5000 } }],
};

describe('assessments over HTTP', () => {
  let api: ApiHarness;

  beforeAll(async () => {
    api = await startApi('e2e-assessments');
  });
  afterAll(() => api?.close());

  const post = (payload: object | string, headers: Record<string, string> = {}) =>
    api.fastify.inject({ method: 'POST', url: '/v1/assessments', payload, headers });
  const get = (url: string, headers: Record<string, string> = {}) =>
    api.fastify.inject({ method: 'GET', url, headers });
  const put = (id: string, payload: object, headers: Record<string, string> = {}) =>
    api.fastify.inject({ method: 'PUT', url: `/v1/assessments/${id}`, payload, headers });
  const create = async (payload: object = minimal): Promise<string> =>
    (await post(payload)).json<{ id: string }>().id;

  it('stores an assessment as version 1 and gives its workloads ids', async () => {
    const created = await post(minimal);

    expect(created.statusCode).toBe(201);
    expect(created.json()).toMatchObject({ version: 1, name: 'Support assistant' });
    expect(created.json().input.workloads).toEqual([{ ...minimal.workloads[0], id: 'w1' }]);
    expect(created.headers.etag).toBe('"v1"');
    expect(created.headers.location).toBe(`/v1/assessments/${created.json().id}`);
    expect((await get(created.headers.location!)).json()).toEqual(created.json());
  });

  it.each(readdirSync(EXAMPLES).filter((file) => file.endsWith('.yaml')))(
    'takes the example %s as it is',
    async (file) => {
      const created = await post(readFileSync(join(EXAMPLES, file), 'utf8'), {
        'content-type': 'application/yaml',
      });

      expect(created.json()).toMatchObject({ version: 1 });
      expect(created.statusCode).toBe(201);
    },
  );

  it('lists the runs of an assessment that has none, and none of one that never was', async () => {
    expect((await get(`/v1/assessments/${await create()}/runs`)).json().items).toEqual([]);
    const unknown = await get('/v1/assessments/01K00000000000000000000000/runs?state=failed');
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'assessment.not-found']);
  });

  it('takes what is null for not given', async () => {
    const created = await post({ ...minimal, organisation: null, goals: null });

    expect(created.statusCode).toBe(201);
    expect(Object.keys(created.json().input).sort()).toEqual(['name', 'workloads']);
  });

  it('makes an edit the next version and keeps the one before', async () => {
    const id = await create();
    const updated = await put(id, { ...minimal, name: 'Second' }, { 'if-match': '"v1"' });

    expect(updated.statusCode).toBe(200);
    expect(updated.headers.etag).toBe('"v2"');
    const versions = (await get(`/v1/assessments/${id}/versions`)).json<{
      items: Array<{ version: number }>;
    }>();
    expect(versions.items.map((one) => one.version)).toEqual([2, 1]);
    expect((await get(`/v1/assessments/${id}/versions/1`)).json().input.name).toBe('Support assistant');
    expect((await get(`/v1/assessments/${id}/versions/2`)).json().input.name).toBe('Second');
    expect((await get(`/v1/assessments/${id}/versions/3`)).json().code).toBe('assessment.version-not-found');
  });

  it('refuses an edit of a version that is the newest no longer', async () => {
    const id = await create();
    await put(id, minimal, { 'if-match': '"v1"' });
    const late = await put(id, minimal, { 'if-match': '"v1"' });

    expect(late.statusCode).toBe(412);
    expect(late.json().code).toBe('assessment.changed');
  });

  it('lets one of twenty simultaneous edits of a version through', async () => {
    const id = await create();
    const edits = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        put(id, { ...minimal, name: `edit ${index}` }, { 'if-match': '"v1"' }),
      ),
    );

    expect(edits.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(edits.filter(({ statusCode }) => statusCode === 412)).toHaveLength(19);
    expect((await get(`/v1/assessments/${id}`)).json().version).toBe(2);
  });

  it('lets every edit through that takes whatever version there is', async () => {
    const id = await create();
    const edits = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        put(id, { ...minimal, name: `edit ${index}` }, { 'if-match': '*' }),
      ),
    );

    expect(new Set(edits.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(new Set(edits.map(({ headers }) => headers.etag)).size).toBe(10);
    expect((await get(`/v1/assessments/${id}/versions?limit=100`)).json().items).toHaveLength(11);
  });

  it('asks for If-Match before it changes anything', async () => {
    const id = await create();

    expect(
      await put(id, minimal).then((answer): unknown[] => [answer.statusCode, answer.json().code]),
    ).toEqual([428, 'request.if-match-required']);
    expect((await put(id, minimal, { 'if-match': 'v1' })).json().code).toBe('request.bad-etag');
    expect((await put(id, minimal, { 'if-match': '*' })).statusCode).toBe(200);
  });

  it('answers 304 to who has the newest version already', async () => {
    const id = await create();
    const known = await get(`/v1/assessments/${id}`, { 'if-none-match': '"v1"' });
    const stale = await get(`/v1/assessments/${id}`, { 'if-none-match': '"v0"' });

    expect([known.statusCode, known.body]).toEqual([304, '']);
    expect(stale.statusCode).toBe(200);
    const list = await get('/v1/assessments');
    expect((await get('/v1/assessments', { 'if-none-match': String(list.headers.etag) })).statusCode).toBe(
      304,
    );
  });

  it('deletes, if it is still what the caller saw', async () => {
    const id = await create();
    const remove = (headers: Record<string, string> = {}) =>
      api.fastify.inject({ method: 'DELETE', url: `/v1/assessments/${id}`, headers });

    expect((await remove({ 'if-match': '"v7"' })).statusCode).toBe(412);
    expect((await remove({ 'if-match': '"v1"' })).statusCode).toBe(204);
    expect((await get(`/v1/assessments/${id}`)).json().code).toBe('assessment.not-found');
    expect((await get(`/v1/assessments/${id}/versions`)).statusCode).toBe(404);
    expect((await get(`/v1/assessments/${id}/versions/1`)).statusCode).toBe(404);
    expect((await remove()).statusCode).toBe(404);
  });

  it('answers with the fields that are asked for', async () => {
    const id = await create();

    const sparse = await get(`/v1/assessments/${id}?fields=name,version`);
    expect(sparse.json()).toEqual({ id, name: 'Support assistant', version: 1 });
    const wrong = await get(`/v1/assessments/${id}?fields=nam`);
    expect(wrong.statusCode).toBe(400);
    expect(wrong.json().errors).toEqual([
      { pointer: '/fields', detail: 'there is no field "nam"; did you mean "name"?' },
    ]);
  });
});

describe('lists of assessments', () => {
  let api: ApiHarness;
  const ids: string[] = [];

  beforeAll(async () => {
    api = await startApi('e2e-assessment-lists');
    for (let index = 0; index < 7; index += 1) {
      const kind = index % 2 === 0 ? 'rag' : 'training';
      const payload = { name: `${index < 5 ? 'Alpha' : 'Beta'} ${index}`, workloads: [{ kind }] };
      ids.push((await api.fastify.inject({ method: 'POST', url: '/v1/assessments', payload })).json().id);
    }
  });
  afterAll(() => api?.close());

  const get = (url: string) => api.fastify.inject({ method: 'GET', url });
  const idsOf = (answer: { json(): { items: Array<{ id: string }> } }) =>
    answer.json().items.map(({ id }) => id);

  it('gives every assessment once, newest first, over all pages', async () => {
    const seen: string[] = [];
    let url: string | undefined = '/v1/assessments?limit=3';
    let pages = 0;
    while (url) {
      const page = await get(url);
      expect(page.statusCode).toBe(200);
      seen.push(...idsOf(page));
      pages += 1;
      url = /^<([^>]+)>; rel="next"$/.exec(String(page.headers.link ?? ''))?.[1];
      expect(url !== undefined).toBe(page.json().nextCursor !== null);
    }

    expect(pages).toBe(3);
    expect(seen).toEqual([...ids].reverse());
  });

  it('keeps filters over pages', async () => {
    const first = await get('/v1/assessments?limit=2&name=ALPHA&fields=name');
    const next = String(first.headers.link).slice(1).split('>')[0]!;

    expect(first.json().items).toEqual([
      { id: ids[4], name: 'Alpha 4' },
      { id: ids[3], name: 'Alpha 3' },
    ]);
    expect((await get(next)).json().items).toEqual([
      { id: ids[2], name: 'Alpha 2' },
      { id: ids[1], name: 'Alpha 1' },
    ]);
  });

  it('narrows by workload kind and by time of change', async () => {
    expect(idsOf(await get('/v1/assessments?kind=training'))).toEqual([ids[5], ids[3], ids[1]]);
    expect(idsOf(await get('/v1/assessments?updatedSince=2100-01-01'))).toEqual([]);
    expect(idsOf(await get('/v1/assessments?updatedSince=2020-01-01T00:00:00Z'))).toHaveLength(7);
  });

  it('refuses the cursor of another list', async () => {
    const { nextCursor } = (await get('/v1/assessments?limit=1')).json<{ nextCursor: string }>();
    const answer = await get(`/v1/assessments/${ids[0]}/versions?cursor=${nextCursor}`);

    expect(answer.json()).toMatchObject({ status: 400, code: 'request.bad-cursor' });
  });

  it.each([
    ['limit=0', '/limit'],
    ['limit=101', '/limit'],
    ['limit=abc', '/limit'],
    ['limit=1&limit=2', '/limit'],
    ['cursor=nonsense', '/cursor'],
    ['kind=magic', '/kind'],
    ['kind[$ne]=rag', '/kind[$ne]'],
    ['name=', '/name'],
    ['updatedSince=2026-02-31T25:00:00Z', '/updatedSince'],
    ['nmae=x', '/nmae'],
  ])('refuses the query %s', async (query, pointer) => {
    const answer = await get(`/v1/assessments?${query}`);

    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toEqual([expect.objectContaining({ pointer })]);
  });
});
