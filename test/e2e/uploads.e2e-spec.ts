import { UPLOAD_KINDS, type UploadKind } from '@app/uploads';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { type ApiHarness, startApi } from '../support/api-harness';

const EXAMPLES = join(__dirname, '../../examples/uploads');
const STORES = 'e2e-uploads';
const example = (name: string): Buffer => readFileSync(join(EXAMPLES, name));
const input = {
  name: 'Support chat',
  workloads: [
    { id: 'chat', kind: 'llm-serving', model: { id: 'llama-3.1-8b' }, traffic: { requestsPerDay: 20_000 } },
  ],
  currentInfrastructure: [
    { provider: 'aws', region: 'eu-central-1', instanceType: 'g6.12xlarge', acceleratorId: 'l4', count: 1 },
  ],
  controls: [{ id: 'encryption-at-rest', status: 'implemented' }],
};

interface Uploaded {
  readonly id: string;
  readonly links: { readonly content: string };
}

describe('uploads over HTTP', () => {
  let api: ApiHarness;
  let other: ApiHarness;

  beforeAll(async () => {
    api = await startApi(STORES, { DEFAULT_TENANT: 'ours', UPLOAD_LIMITS: limitsWith({ bill: 20_000 }) });
    other = await startApi(STORES, { DEFAULT_TENANT: 'theirs' });
  });
  afterAll(async () => {
    await Promise.all([api?.close(), other?.close()]);
  });

  const get = (url: string, by = api) => by.fastify.inject({ method: 'GET', url });
  const post = (url: string, payload: object, headers = {}, by = api) =>
    by.fastify.inject({ method: 'POST', url, payload, headers });
  const send = (query: string, payload: Buffer | string | Readable, by = api) => {
    const headers = { 'content-type': 'application/octet-stream' };
    return by.fastify.inject({ method: 'POST', url: `/v1/uploads?${query}`, payload, headers });
  };
  const sent = async (query: string, payload: Buffer | string): Promise<Uploaded> =>
    (await send(query, payload)).json<Uploaded>();
  const assess = async (body: object = input): Promise<string> =>
    (await post('/v1/assessments', body)).json<{ id: string }>().id;
  const assessment = async (id: string) =>
    (await get(`/v1/assessments/${id}`)).json<{ version: number; input: Record<string, unknown> }>();

  it('stores a file once, under its hash, and gives it back as it was', async () => {
    const plan = example('aws-plan.json');
    const first = await send('kind=terraform-plan&fileName=plan.json', plan);
    const again = await send(
      'kind=terraform-plan&fileName=plan.json',
      Readable.from([plan.subarray(0, 100), plan.subarray(100)]),
    );

    expect(first.statusCode).toBe(201);
    expect(first.json()).toMatchObject({
      ...{ kind: 'terraform-plan', form: 'json', bytes: plan.length, drafts: 2, applications: [] },
      seen: [{ what: 'aws_launch_template' }, { what: 'aws_s3_bucket', count: 1 }],
    });
    expect(first.json<{ sha256: string }>().sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(again.statusCode).toBe(200);
    expect(again.json()).toEqual(first.json());
    const { id, links } = first.json<Uploaded>();
    expect((await get(links.content)).json()).toMatchObject({ code: 'upload.content-not-kept' });
    const bill = await sent('kind=bill&fileName=bill.csv', example('bill-2026-10.csv'));
    const back = await get(bill.links.content);
    expect(back.rawPayload.equals(example('bill-2026-10.csv'))).toBe(true);
    expect(back.headers['content-disposition']).toBe("attachment; filename*=UTF-8''bill.csv");
    expect(back.headers['x-content-type-options']).toBe('nosniff');
    expect((await get(`/v1/uploads/${id}`, other)).json()).toMatchObject({ code: 'upload.not-found' });
    expect((await get(bill.links.content, other)).json()).toMatchObject({ code: 'upload.not-found' });
    expect((await get('/v1/uploads', other)).json()).toEqual({ items: [], nextCursor: null });
    expect((await get('/v1/uploads?kind=terraform-plan')).json()).toMatchObject({ items: [{ id }] });
  });

  it('takes chosen proposals into the next version of an assessment, and no more than were chosen', async () => {
    const id = await assess();
    const upload = await sent('kind=terraform-plan', example('aws-plan.json'));
    const listed = await get(`/v1/uploads/${upload.id}/proposals?assessmentId=${id}`);
    expect(listed.headers.etag).toBe('"v1"');
    expect(listed.json()).toMatchObject({
      ...{ assessmentVersion: 1, open: [] },
      items: [
        {
          id: 'p1',
          pointer: '/currentInfrastructure/-',
          from: null,
          to: { instanceType: 'p5.48xlarge', count: 1 },
        },
        { id: 'p2', pointer: '/currentInfrastructure/0/count', from: 1, to: 2, sourceLine: 45 },
      ],
    });
    const body = { assessmentId: id, proposals: ['p2'] };
    expect((await post(`/v1/uploads/${upload.id}/apply`, body)).json()).toMatchObject({
      code: 'request.if-match-required',
    });
    const applied = await post(`/v1/uploads/${upload.id}/apply`, body, { 'if-match': '"v1"' });

    expect(applied.statusCode).toBe(200);
    expect(applied.headers.etag).toBe('"v2"');
    expect(applied.json()).toMatchObject({
      target: 'assessment',
      targetId: id,
      version: 2,
      proposals: ['p2'],
    });
    const changed = await assessment(id);
    expect(changed.version).toBe(2);
    expect(changed.input).toEqual({
      ...input,
      currentInfrastructure: [{ ...input.currentInfrastructure[0], count: 2 }],
    });
    expect((await get(`/v1/uploads/${upload.id}`)).json()).toMatchObject({
      applications: [{ version: 2, proposals: ['p2'] }],
    });
    const left = await get(`/v1/uploads/${upload.id}/proposals?assessmentId=${id}`);
    expect(left.json<{ items: object[] }>().items).toMatchObject([{ id: 'p1' }]);
    const late = await post(
      `/v1/uploads/${upload.id}/apply`,
      { assessmentId: id, all: true },
      { 'if-match': '"v1"' },
    );
    expect(late.statusCode).toBe(412);
    expect((await assessment(id)).version).toBe(2);
  });

  it.each([
    [{ proposals: ['p1', 'p9'] }, 422, 'upload.unknown-proposal'],
    [{ proposals: [] }, 422, 'upload.nothing-to-apply'],
    [{}, 400, 'request.invalid'],
    [{ proposals: ['p1'], all: true }, 400, 'request.invalid'],
  ])('changes nothing for the choice %j', async (choice, status, code) => {
    const id = await assess();
    const upload = await sent('kind=kubernetes', example('serving.yaml'));
    const refused = await post(
      `/v1/uploads/${upload.id}/apply`,
      { assessmentId: id, ...choice },
      { 'if-match': '"v1"' },
    );
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([status, code]);
    expect((await assessment(id)).version).toBe(1);
  });

  it('lets one of two confirmations of the same version through', async () => {
    const id = await assess();
    const upload = await sent('kind=terraform-plan', example('aws-plan.json'));
    const one = (proposal: string) =>
      post(
        `/v1/uploads/${upload.id}/apply`,
        { assessmentId: id, proposals: [proposal] },
        { 'if-match': '"v1"' },
      );
    const answers = await Promise.all([one('p1'), one('p2')]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
    expect((await assessment(id)).version).toBe(2);
  });

  it('changes nothing when the assessment would be wrong with it', async () => {
    const full = Array.from({ length: 100 }, (_, index) => ({
      provider: 'aws',
      region: `r${index}`,
      count: 1,
    }));
    const id = await assess({ ...input, currentInfrastructure: full });
    const upload = await sent('kind=kubernetes', example('serving.yaml'));
    const refused = await post(
      `/v1/uploads/${upload.id}/apply`,
      { assessmentId: id, all: true },
      { 'if-match': '*' },
    );
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      code: 'upload.unfit',
      errors: [{ pointer: '/currentInfrastructure' }],
    });
    expect((await assessment(id)).version).toBe(1);
  });

  it('proposes a trace, evidence and what machines cost', async () => {
    const id = await assess();
    const day = 'effectiveDate=2026-01-20&expiryDate=2027-01-20';
    const uploads = [
      await sent('kind=trace&workload=chat', example('trace.csv')),
      await sent(
        `kind=evidence&control=encryption-at-rest&${day}&fileName=key-policy.txt`,
        example('key-policy.txt'),
      ),
      await sent('kind=bill', gzipSync(example('bill-2026-10.csv'))),
    ];
    for (const upload of uploads) {
      const made = await post(
        `/v1/uploads/${upload.id}/apply`,
        { assessmentId: id, all: true },
        { 'if-match': '*' },
      );
      expect(made.statusCode).toBe(200);
    }
    const { version, input: now } = await assessment(id);
    expect(version).toBe(4);
    expect(now).toMatchObject({
      workloads: [{ traffic: { traceCsv: expect.stringContaining('\n1.4,2210,96\n') as string } }],
      currentInfrastructure: [{ monthlyCostUsd: 8391.15 }],
      controls: [
        {
          evidence: [
            {
              artefact: expect.stringMatching(
                /^key-policy\.txt \(upload \w+, sha256 [0-9a-f]{64}\)$/,
              ) as string,
              ...{ effectiveDate: '2026-01-20', expiryDate: '2027-01-20' },
            },
          ],
        },
      ],
    });
    const bill = await get(`/v1/uploads/${uploads[2]?.id}/proposals?assessmentId=${id}`);
    expect(bill.json()).toMatchObject({
      items: [],
      open: [{ id: 'p2', why: expect.stringContaining('no machines there') as string }],
    });
  });

  it('gives actuals to a budget, and a price book to the tenant', async () => {
    const plan = { name: 'Assistant', lines: [{ month: '2027-01', category: 'compute', usd: 900 }] };
    const budgetId = (await post('/v1/budgets', plan)).json<{ id: string }>().id;
    const actuals = await sent('kind=actuals&fileName=january.csv', example('actuals-2027-01.csv'));
    expect((await get(`/v1/uploads/${actuals.id}/proposals`)).json()).toMatchObject({
      items: [{ target: 'budget', to: { rows: 4, usd: 1141.02 } }],
    });
    expect((await post(`/v1/uploads/${actuals.id}/apply`, { all: true })).json()).toMatchObject({
      code: 'upload.target-needed',
    });
    const made = await post(`/v1/uploads/${actuals.id}/apply`, { budgetId, all: true });
    expect(made.json()).toMatchObject({ target: 'budget', targetId: budgetId });
    expect((await get(`/v1/budgets/${budgetId}/actuals`)).json()).toMatchObject({
      items: [{ fileName: 'january.csv', rows: 4 }],
    });

    const book = await sent('kind=price-book&name=Agreement', example('price-book.csv'));
    expect((await get('/v1/catalog/overrides')).json()).toMatchObject({ version: 0 });
    await post(`/v1/uploads/${book.id}/apply`, { all: true });
    await post(`/v1/uploads/${book.id}/apply`, { all: true });
    expect((await get('/v1/catalog/overrides')).json()).toMatchObject({
      version: 1,
      items: [{ name: 'Agreement', rowCount: 1 }],
    });
  });

  it.each([
    [
      'kind=bill',
      'month,service,region,amount_usd\n2026-10,EC2,r,free\n',
      422,
      'upload.unreadable',
      '/lines/2/amount_usd',
    ],
    ['kind=terraform-state', '{"version":3,"resources":[]}', 422, 'upload.unreadable', '/version'],
    [
      'kind=price-book',
      'provider,instanceType,region,onDemandUSDPerHour\naws,p5.48xlarge,us-east-1,free\n',
      422,
      'upload.unreadable',
      '/lines/2/onDemandUSDPerHour',
    ],
    ['kind=bill', 'x'.repeat(20_001), 413, 'upload.too-large', undefined],
    ['kind=evidence', '', 422, 'upload.unreadable', ''],
    ['kind=invoices', 'a', 400, 'request.invalid', '/kind'],
    ['kind=evidence&fileName=..%2Fx', 'a', 400, 'request.invalid', '/fileName'],
  ])(
    'refuses %s with the place and the reason, and keeps nothing',
    async (query, content, status, code, pointer) => {
      const before = (await get('/v1/uploads')).json<{ items: object[] }>().items.length;
      const refused = await send(query, content);
      expect(refused.statusCode).toBe(status);
      expect(refused.json()).toMatchObject({ code, ...(pointer !== undefined && { errors: [{ pointer }] }) });
      expect((await get('/v1/uploads')).json<{ items: object[] }>().items).toHaveLength(before);
    },
  );

  it('takes bytes where a file is expected, and nowhere else', async () => {
    const headers = { 'content-type': 'application/octet-stream' };
    const to = { method: 'POST', url: '/v1/assessments' } as const;
    const elsewhere = await api.fastify.inject({ ...to, payload: 'x', headers });
    expect(elsewhere.statusCode).toBe(415);
    const json = await post('/v1/uploads?kind=evidence', { a: 1 });
    expect(json.statusCode).toBe(415);
  });
});

/** The limits of every kind, with one of its own. */
function limitsWith(own: Partial<Record<UploadKind, number>>): string {
  return UPLOAD_KINDS.map((kind) => `${kind}=${own[kind] ?? 1_000_000}`).join(',');
}
