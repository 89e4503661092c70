import { createConnection, type Connection, type Model } from 'mongoose';
import { testMongoUrl } from '../../../test/support/stores';
import type { Upload } from './upload';
import { UploadRepository } from './upload.repository';
import { UPLOAD_MODEL, type UploadRecord, uploadSchema } from './upload.schema';

const NOW = new Date('2026-11-20T12:00:00Z');
const LATER = new Date('2026-11-20T12:01:00Z');
const MANY = 30;

function anUpload(id: string, targetId: string): Upload {
  return {
    ...{ id, tenantId: 'ours', kind: 'bill', fileName: null, bytes: 1, sha256: id, form: 'csv', wish: {} },
    ...{ file: null, drafts: [], seen: [], createdAt: NOW, usedAt: NOW },
    applications: [{ target: 'assessment', targetId, at: NOW } as never],
  };
}

describe('UploadRepository', () => {
  let connection: Connection;
  let model: Model<UploadRecord>;
  let repository: UploadRepository;

  beforeAll(async () => {
    connection = await createConnection(testMongoUrl('int-uploads')).asPromise();
    model = connection.model(UPLOAD_MODEL, uploadSchema);
    await model.createIndexes();
    repository = new UploadRepository(model);
    const uploads = Array.from({ length: MANY }, (_, at) => anUpload(`u${at}`, at < 2 ? 'gone' : 'stays'));
    for (const upload of uploads) await repository.insert(upload, upload.id);
  });
  afterAll(() => connection?.close());

  it('finds what is in question by an index of that alone', async () => {
    await repository.question('ours', 'gone', NOW);
    const find = jest.spyOn(model, 'find');
    expect((await repository.findInQuestion(LATER, 10)).map(({ id }) => id)).toEqual(['u0', 'u1']);
    expect(await repository.findInQuestion(NOW, 10)).toEqual([]);

    const [asked] = find.mock.results.map(({ value }) => value as ReturnType<typeof model.find>);
    const { sort, limit } = asked!.getOptions();
    const explained = await model.collection
      .find(asked!.getFilter() as object)
      .sort(sort as Record<string, 1>)
      .limit(limit!)
      .explain('executionStats');
    expect(JSON.stringify(explained)).toContain('inQuestionSince_1__id_1');
    expect(explained).toMatchObject({ executionStats: { totalDocsExamined: 2 } });
    const index = (await model.collection.indexes()).find(({ key }) => 'inQuestionSince' in key);
    expect(index?.partialFilterExpression).toEqual({ inQuestionSince: { $exists: true } });
  });
});
