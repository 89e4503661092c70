import { ReportOrders } from '@app/report-files';
import { REPORT_LANGUAGES, TEMPLATE_IDS } from '@app/reports';
import { FileStore } from '@app/storage';
import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { aDraft, anOutput } from '../support/agent-output.builder';
import { type ApiHarness, startApi } from '../support/api-harness';
import { RunHarness, TENANT, aTeam } from '../support/run-harness';
import { until } from '../support/until';

interface Job {
  readonly id: string;
  readonly state: string;
  readonly format: string;
  readonly phases: ReadonlyArray<{ readonly name: string; readonly durationMs: number | null }>;
  readonly problems: readonly unknown[];
  readonly file: { readonly name: string; readonly bytes: number; readonly sha256: string } | null;
  readonly links: Readonly<Record<string, string>>;
}

describe('reports as files over HTTP, with a worker', () => {
  let api: ApiHarness;
  let worker: RunHarness;
  let runId: string;

  beforeAll(async () => {
    const team = aTeam({
      cto: () => anOutput({ agent: 'cto', recommendations: [aDraft({ key: 'w1.hosting' })] }),
    });
    worker = await RunHarness.start('e2e-reports', team);
    api = await startApi('e2e-reports', { DEFAULT_TENANT: TENANT });
    runId = await worker.start();
    await worker.untilEnded(runId);
  });
  afterAll(async () => {
    await api?.close();
    await worker?.stop();
  });

  const get = (url: string, headers: Record<string, string> = {}) =>
    api.fastify.inject({ method: 'GET', url, headers });
  const ask = (body: object, headers: Record<string, string> = {}) =>
    api.fastify.inject({ method: 'POST', url: `/v1/runs/${runId}/reports`, payload: body, headers });
  const listening = async (): Promise<string> => {
    if (!api.fastify.server.listening) await api.app.listen(0, '127.0.0.1');
    return `http://127.0.0.1:${(api.fastify.server.address() as AddressInfo).port}`;
  };
  const read = async (id: string): Promise<Job> => (await get(`/v1/reports/${id}`)).json<Job>();
  const completed = async (body: object): Promise<Job> => {
    const { id } = (await ask(body)).json<Job>();
    await until(async () => !['queued', 'rendering'].includes((await read(id)).state));
    return read(id);
  };

  it('accepts a report, says where and when to look, and publishes its file', async () => {
    const accepted = await ask({ format: 'html' });
    expect(accepted.statusCode).toBe(202);
    const { id, state } = accepted.json<Job>();
    expect(state).toBe('queued');
    expect(accepted.headers).toMatchObject({ location: `/v1/reports/${id}`, 'retry-after': '1' });
    const job = await completed({ format: 'html' });
    expect(job).toMatchObject({ id, state: 'completed', problems: [] });
    expect(job.phases.map(({ name }) => name)).toEqual(['queued', 'rendering']);
    expect(job.phases.every(({ durationMs }) => durationMs !== null)).toBe(true);

    const file = await get(job.links['file'] ?? '');
    expect(file.statusCode).toBe(200);
    expect(file.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(file.headers['content-disposition']).toMatch(
      /^inline; filename="infra-mind-support-chat-full-\d{4}-\d\d-\d\d-en\.html"$/,
    );
    expect(file.headers['content-security-policy']).toContain("default-src 'none'");
    expect(Number(file.headers['content-length'])).toBe(job.file?.bytes);
    expect(file.rawPayload).toHaveLength(job.file?.bytes ?? -1);
    expect(createHash('sha256').update(file.rawPayload).digest('hex')).toBe(job.file?.sha256);
  });

  it('makes the same report once, and another format or language anew', async () => {
    const first = await completed({ format: 'md' });
    const again = await ask({ format: 'md', template: 'full', language: 'en' });
    expect(again.json<Job>()).toMatchObject({ id: first.id, state: 'completed' });
    expect(again.headers['retry-after']).toBeUndefined();
    expect((await ask({ format: 'md', language: 'de' })).json<Job>().id).not.toBe(first.id);
    expect((await ask({ format: 'json' })).json<Job>().id).not.toBe(first.id);
  });

  it.each(TEMPLATE_IDS)('makes the %s report in each language', async (template) => {
    for (const language of REPORT_LANGUAGES) {
      expect(await completed({ format: 'md', template, language })).toMatchObject({
        state: 'completed',
        problems: [],
      });
    }
  });

  it('gives one answer to one Idempotency-Key, and refuses it with another wish', async () => {
    const headers = { 'idempotency-key': 'report-1' };
    const first = await ask({ format: 'html', language: 'de' }, headers);
    const second = await ask({ format: 'html', language: 'de' }, headers);
    expect(second.json<Job>().id).toBe(first.json<Job>().id);
    expect((await ask({ format: 'md' }, headers)).json()).toMatchObject({ code: 'idempotency.key-reused' });
  });

  it('sends a part of a file, and refuses one that it does not have', async () => {
    const { links, file } = await completed({ format: 'html' });
    const url = links['file'] ?? '';
    const whole = (await get(url)).rawPayload;
    const size = file?.bytes ?? 0;
    const part = await get(url, { range: 'bytes=10-19' });
    expect(part.statusCode).toBe(206);
    expect(part.headers).toMatchObject({ 'content-range': `bytes 10-19/${size}`, 'content-length': '10' });
    expect(part.rawPayload.equals(whole.subarray(10, 20))).toBe(true);
    const tail = await get(url, { range: 'bytes=-5' });
    expect(tail.rawPayload.equals(whole.subarray(-5))).toBe(true);

    const beyond = await get(url, { range: `bytes=${size}-` });
    expect(beyond.statusCode).toBe(416);
    expect(beyond.headers['content-range']).toBe(`bytes */${size}`);
    expect(beyond.json()).toMatchObject({ code: 'request.range-not-satisfiable' });
  });

  it('describes a file without reading it', async () => {
    const { links, file } = await completed({ format: 'html' });
    const open = jest.spyOn(api.app.get(FileStore, { strict: false }), 'open');
    const head = await api.fastify.inject({ method: 'HEAD', url: links['file'] ?? '' });
    expect(head.statusCode).toBe(200);
    expect(head.headers).toMatchObject({
      'content-length': String(file?.bytes),
      'content-type': 'text/html; charset=utf-8',
      'accept-ranges': 'bytes',
    });
    expect(head.rawPayload).toHaveLength(0);
    expect(open).not.toHaveBeenCalled();
  });

  it('breaks off a file that is not the one that was published, and lets one go whose reader went', async () => {
    const { id, links, file } = await completed({ format: 'html' });
    const url = `${await listening()}${links['file'] ?? ''}`;
    const store = api.app.get(FileStore, { strict: false });
    const size = file?.bytes ?? 0;
    const open = jest.spyOn(store, 'open');
    open.mockResolvedValueOnce(Readable.from([Buffer.alloc(size, 'x')]));
    expect(await (await fetch(url)).json()).toMatchObject({ status: 503, code: 'report-file.altered' });
    const piece = Buffer.alloc(1_024, 'x');
    open.mockResolvedValueOnce(Readable.from(pieces(piece, Math.ceil(size / piece.length))));
    const broken = await fetch(url);
    expect(broken.status).toBe(200);
    await expect(broken.arrayBuffer()).rejects.toThrow();

    let given = 0;
    const large = Buffer.alloc(65_536, 'x');
    const endless = Readable.from(
      pieces(large, Infinity, () => (given += 1)),
      { highWaterMark: 1 },
    );
    open.mockResolvedValueOnce(endless);
    const left = new AbortController();
    const begun = await fetch(url, { signal: left.signal, headers: { range: 'bytes=0-9' } });
    expect(begun.status).toBe(206);
    left.abort();
    await until(() => endless.destroyed);
    // It was read as fast as the reader took it, and not to an end that it does not have.
    expect(given).toBeLessThan(500);
    expect((await fetch(url)).status).toBe(200);
    expect((await read(id)).state).toBe('completed');
  });

  it('says that a copy is current, and sends all of a file whose version is not the one of If-Range', async () => {
    const { links } = await completed({ format: 'html' });
    const url = links['file'] ?? '';
    const tag = String((await get(url)).headers.etag);
    const current = await get(url, { 'if-none-match': tag });
    expect(current.statusCode).toBe(304);
    expect(current.rawPayload).toHaveLength(0);
    expect((await get(url, { range: 'bytes=0-0', 'if-range': tag })).statusCode).toBe(206);
    expect((await get(url, { range: 'bytes=0-0', 'if-range': '"other"' })).statusCode).toBe(200);
    expect((await get(url, { range: 'bytes=0-0', 'if-range': `W/${tag}` })).statusCode).toBe(200);
  });

  it('lists the reports of a run in pages, newest first', async () => {
    await completed({ format: 'html' });
    await completed({ format: 'md' });
    const page = await get(`/v1/runs/${runId}/reports?limit=1`);
    const { items, nextCursor } = page.json<{ items: Job[]; nextCursor: string }>();
    expect(items).toHaveLength(1);
    expect(page.headers.link).toContain('rel="next"');
    const next = (await get(`/v1/runs/${runId}/reports?limit=1&cursor=${nextCursor}`)).json<{
      items: Job[];
    }>();
    expect(next.items[0]!.id < items[0]!.id).toBe(true);
  });

  it('removes a report with its file, and makes it anew when asked', async () => {
    const job = await completed({ format: 'json', language: 'de' });
    const record = await worker.get(ReportOrders).get(TENANT, job.id);
    const gone = await api.fastify.inject({ method: 'DELETE', url: `/v1/reports/${job.id}` });
    expect(gone.statusCode).toBe(204);
    expect((await get(`/v1/reports/${job.id}`)).json()).toMatchObject({ code: 'report-file.not-found' });
    await expect(worker.get(FileStore).open(TENANT, record.file?.key ?? '')).rejects.toMatchObject({
      code: 'storage.file-not-found',
    });
    expect((await completed({ format: 'json', language: 'de' })).id).not.toBe(job.id);
  });

  it('removes the files of an assessment that is deleted, and keeps the findings of its runs', async () => {
    const own = await worker.start();
    await worker.untilEnded(own);
    const started = await api.fastify.inject({
      method: 'POST',
      url: `/v1/runs/${own}/reports`,
      payload: { format: 'md' },
    });
    const { id } = started.json<Job>();
    await until(async () => (await read(id)).state === 'completed');
    const { file } = await worker.get(ReportOrders).get(TENANT, id);
    const { assessmentId } = (await get(`/v1/runs/${own}`)).json<{ assessmentId: string }>();
    const url = `/v1/assessments/${assessmentId}`;
    const late = await api.fastify.inject({ method: 'DELETE', url, headers: { 'if-match': '"v9"' } });
    expect(late.statusCode).toBe(412);
    const gone = await api.fastify.inject({ method: 'DELETE', url: '/v1/assessments/nowhere' });
    expect(gone.statusCode).toBe(404);
    expect(await worker.connection.model('ReportRemoval').countDocuments()).toBe(0);
    expect((await read(id)).state).toBe('completed');
    expect((await api.fastify.inject({ method: 'DELETE', url })).statusCode).toBe(204);
    expect((await get(`/v1/reports/${id}`)).statusCode).toBe(404);
    await expect(worker.get(FileStore).open(TENANT, file?.key ?? '')).rejects.toMatchObject({
      code: 'storage.file-not-found',
    });
    expect((await get(`/v1/runs/${own}/report?format=md`)).statusCode).toBe(200);
  });

  it('refuses a format that there is not, naming those there are', async () => {
    const refused = await ask({ format: 'odt' });
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({
      errors: [{ pointer: '/format', detail: expect.stringContaining('html') }],
    });
  });

  it('knows no run and no report of another tenant', async () => {
    const foreign = await worker
      .get(ReportOrders)
      .list('other', runId, { limit: 1, afterId: null })
      .catch(String);
    expect(foreign).toContain('There is no run');
    expect((await get('/v1/reports/01KA4RZ2V9J5Q6M7N8P9R0S1T2/file')).statusCode).toBe(404);
  });
});

function* pieces(piece: Buffer, count: number, seen: () => void = () => undefined): Generator<Buffer> {
  for (let given = 0; given < count; given += 1) {
    seen();
    yield piece;
  }
}
