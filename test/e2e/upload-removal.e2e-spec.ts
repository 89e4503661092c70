import { getModelToken } from '@nestjs/mongoose';
import { Clock } from '@app/kernel';
import { FileStore } from '@app/storage';
import { UPLOAD_MODEL, UploadRemovals } from '@app/uploads';
import type { Model } from 'mongoose';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiHarness, startApi } from '../support/api-harness';

const example = (name: string): Buffer => readFileSync(join(__dirname, '../../examples/uploads', name));
const input = {
  name: 'Support chat',
  workloads: [{ id: 'chat', kind: 'llm-serving', traffic: { requestsPerDay: 20_000 } }],
  controls: [{ id: 'encryption-at-rest', status: 'implemented' }],
};
const EVIDENCE = 'kind=evidence&control=encryption-at-rest&effectiveDate=2026-01-20&fileName=policy.txt';

describe('removing uploads', () => {
  let api: ApiHarness;
  let removals: UploadRemovals;
  let uploads: Model<{ usedAt: Date; leaving?: boolean }>;
  let store: FileStore;
  let files: Model<object>['db'];

  beforeAll(async () => {
    api = await startApi('e2e-upload-removal', { DEFAULT_TENANT: 'ours', UPLOAD_RETENTION_DAYS: '30' });
    removals = api.app.get(UploadRemovals, { strict: false });
    uploads = api.app.get(getModelToken(UPLOAD_MODEL), { strict: false });
    files = uploads.db;
    store = api.app.get(FileStore, { strict: false });
  });
  afterAll(() => api?.close());

  const call = (method: 'GET' | 'DELETE', url: string) => api.fastify.inject({ method, url });
  const post = (url: string, payload: object, headers = {}) =>
    api.fastify.inject({ method: 'POST', url, payload, headers });
  const send = async (query: string, payload: Buffer | string): Promise<string> => {
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await api.fastify.inject({
      method: 'POST',
      url: `/v1/uploads?${query}`,
      payload,
      headers,
    });
    return answer.json<{ id: string }>().id;
  };
  const assess = async (): Promise<string> =>
    (await post('/v1/assessments', input)).json<{ id: string }>().id;
  const apply = (id: string, assessmentId: string) =>
    post(`/v1/uploads/${id}/apply`, { assessmentId, all: true }, { 'if-match': '*' });
  const status = async (id: string): Promise<number> => (await call('GET', `/v1/uploads/${id}`)).statusCode;
  const stored = (id: string) => uploads.countDocuments({ _id: id });
  const fileCount = () => files.collection('files.files').countDocuments({});
  const unusedSince = (id: string, days: number) =>
    uploads.updateOne({ _id: id }, { $set: { usedAt: new Date(Date.now() - days * 86_400_000) } });

  it('takes the file and its entry away, for good', async () => {
    const before = await fileCount();
    const id = await send('kind=bill', example('bill-2026-10.csv'));
    expect(await fileCount()).toBe(before + 1);
    expect((await call('DELETE', `/v1/uploads/${id}`)).statusCode).toBe(204);
    expect([await status(id), await stored(id), await fileCount()]).toEqual([404, 0, before]);
    expect((await call('DELETE', `/v1/uploads/${id}`)).json()).toMatchObject({ code: 'upload.not-found' });
    const again = await send('kind=bill', example('bill-2026-10.csv'));
    expect(again).not.toBe(id);
  });

  it('keeps no file that may hold passwords, and says so', async () => {
    const before = await fileCount();
    const secret = JSON.stringify({ version: 4, resources: [], outputs: { key: { value: 'hunter2' } } });
    const id = await send('kind=terraform-state', secret);
    const answer = await call('GET', `/v1/uploads/${id}/content`);
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'upload.content-not-kept' });
    expect(await fileCount()).toBe(before);
    expect(JSON.stringify(await uploads.findOne({ _id: id }).lean())).not.toContain('hunter2');
  });

  it('refuses evidence that an assessment names, until it names it no more', async () => {
    const [id, assessmentId] = [await send(EVIDENCE, 'first'), await assess()];
    await apply(id, assessmentId);
    const refused = await call('DELETE', `/v1/uploads/${id}`);
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({
      code: 'upload.in-use',
      detail: expect.stringContaining(assessmentId) as string,
    });
    await api.fastify.inject({
      ...{ method: 'PUT', url: `/v1/assessments/${assessmentId}`, payload: input },
      headers: { 'if-match': '*' },
    });
    expect((await call('DELETE', `/v1/uploads/${id}`)).statusCode).toBe(204);
  });

  it('goes with the assessment that they were applied to, where no other has them', async () => {
    const [one, other] = [await assess(), await assess()];
    const alone = await send(EVIDENCE, 'of one alone');
    const both = await send(EVIDENCE, 'of both');
    const loose = await send(EVIDENCE, 'of none');
    await apply(alone, one);
    await apply(both, one);
    await apply(both, other);
    await call('DELETE', `/v1/assessments/${one}`);
    expect([await status(alone), await status(both), await status(loose)]).toEqual([404, 200, 200]);
    expect((await apply(both, one)).json()).toMatchObject({ code: 'assessment.not-found' });
    await call('DELETE', `/v1/assessments/${other}`);
    expect([await status(both), await status(loose)]).toEqual([404, 200]);
  });

  it('is finished by a round where the storage fails one of them when their assessment goes', async () => {
    const assessmentId = await assess();
    const [first, second] = [await send(EVIDENCE, 'fails'), await send(EVIDENCE, 'does not')];
    for (const id of [first, second]) await apply(id, assessmentId);
    const before = await fileCount();
    jest.spyOn(store, 'remove').mockRejectedValueOnce(new Error('the storage is away'));
    expect((await call('DELETE', `/v1/assessments/${assessmentId}`)).statusCode).toBe(204);
    expect([await status(first), await status(second)]).toEqual([404, 404]);
    expect([await fileCount(), await stored(first), await stored(second)]).toEqual([before - 1, 1, 0]);
    expect(await removals.expire()).toBe(1);
    expect([await fileCount(), await stored(first)]).toEqual([before - 2, 0]);
  });

  it('is done by a round where nobody could look when their assessment went, also of what is kept for ever', async () => {
    const [one, other] = [await assess(), await assess()];
    const [alone, both] = [await send(EVIDENCE, 'left behind'), await send(EVIDENCE, 'left and held')];
    for (const id of [alone, both]) await apply(id, one);
    await apply(both, other);
    jest.spyOn(uploads, 'find').mockImplementationOnce(() => {
      throw new Error('the database is away');
    });
    expect((await call('DELETE', `/v1/assessments/${one}`)).statusCode).toBe(204);
    expect(await removals.expire()).toBe(0);
    expect([await status(alone), await status(both)]).toEqual([200, 200]);
    const clock = api.app.get(Clock);
    jest.spyOn(clock, 'now').mockImplementation(() => new Date(Date.now() + 61_000));
    expect(await removals.expire()).toBe(1);
    expect([await status(alone), await status(both)]).toEqual([404, 200]);
    expect(await uploads.countDocuments({ inQuestionSince: { $gt: new Date(0) } })).toBe(0);
  });

  it('is held back by no file of another that cannot be removed', async () => {
    const [first, second] = [await send(EVIDENCE, 'stuck'), await send(EVIDENCE, 'behind it')];
    await unusedSince(first, 40);
    await unusedSince(second, 35);
    jest.spyOn(store, 'remove').mockRejectedValueOnce(new Error('the storage refuses'));
    expect(await removals.expire()).toBe(1);
    expect([await stored(first), await stored(second)]).toEqual([1, 0]);
    expect(await removals.expire()).toBe(1);
  });

  it('comes when nobody used them for as long as they are kept, but for evidence', async () => {
    const assessmentId = await assess();
    const [old, young, named] = [
      await send(EVIDENCE, 'old'),
      await send(EVIDENCE, 'young'),
      await send(EVIDENCE, 'named'),
    ];
    await apply(named, assessmentId);
    for (const id of [old, named]) await unusedSince(id, 31);
    await unusedSince(young, 29);
    expect(await removals.expire()).toBe(1);
    expect([await status(old), await status(young), await status(named)]).toEqual([404, 200, 200]);
    // It is looked at again when it was kept for as long once more.
    expect((await uploads.findOne({ _id: named }).lean())?.usedAt.getTime()).toBeGreaterThan(
      Date.now() - 60_000,
    );
  });

  it('starts anew when the same is sent again or applied', async () => {
    const [sent, applied] = [await send(EVIDENCE, 'sent'), await send(EVIDENCE, 'applied')];
    for (const id of [sent, applied]) await unusedSince(id, 31);
    expect(await send(EVIDENCE, 'sent')).toBe(sent);
    await apply(applied, await assess());
    expect(await removals.expire()).toBe(0);
    expect([await status(sent), await status(applied)]).toEqual([200, 200]);
  });

  it('is finished by the next round where a process died on the way', async () => {
    const id = await send(EVIDENCE, 'half gone');
    await uploads.updateOne({ _id: id }, { $set: { leaving: true, usedAt: new Date(0) } });
    expect([await status(id), await stored(id)]).toEqual([404, 1]);
    const headers = { 'content-type': 'application/octet-stream' };
    const url = `/v1/uploads?${EVIDENCE}`;
    const meanwhile = await api.fastify.inject({ method: 'POST', url, payload: 'half gone', headers });
    expect([meanwhile.statusCode, meanwhile.json<{ code: string }>().code]).toEqual([503, 'upload.busy']);
    expect(await removals.expire()).toBe(1);
    expect(await stored(id)).toBe(0);
    expect(await send(EVIDENCE, 'half gone')).not.toBe(id);
  });
});
