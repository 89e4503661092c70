import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose';
import { AppConfig, PlatformModule } from '@app/platform';
import { type Connection, mongo } from 'mongoose';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { testMongoUrl, testRedisUrl } from '../../../test/support/stores';
import { FileStore } from './file-store';
import { GridFsChunkRepository } from './gridfs-chunk.repository';
import { LooseChunkSweep } from './loose-chunk-sweep.service';
import { StorageSweepModule } from './storage-sweep.module';
import { StorageModule } from './storage.module';

const HOUR_MS = 3_600_000;
const SOME_CHUNKS = Buffer.alloc(800_000, 'personal data ');

describe('LooseChunkSweep', () => {
  let module: TestingModule;
  let bucket: mongo.GridFSBucket;
  let chunks: mongo.Collection;
  let files: mongo.Collection;

  beforeAll(async () => {
    const url = testMongoUrl('loose-chunks');
    const config = AppConfig.fromEnvironment({
      ...{ NODE_ENV: 'test', LOG_LEVEL: 'silent', MONGODB_URL: url, REDIS_URL: testRedisUrl() },
    });
    const platform = PlatformModule.forRoot({ service: 'test', config });
    const imports = [platform, MongooseModule.forRoot(url), StorageModule, StorageSweepModule];
    module = await Test.createTestingModule({ imports }).compile();
    const db = module.get<Connection>(getConnectionToken()).db as mongo.Db;
    bucket = new mongo.GridFSBucket(db, { bucketName: 'files' });
    [chunks, files] = [db.collection('files.chunks'), db.collection('files.files')];
  });
  beforeEach(() => Promise.all([chunks.deleteMany({}), files.deleteMany({})]));
  afterAll(() => module?.close());

  const sweep = () => module.get(LooseChunkSweep).sweep();
  const begunBefore = (hours: number) => {
    const second = Math.floor((Date.now() - hours * HOUR_MS) / 1_000);
    // The seconds of its time, and the rest of a new one.
    return new mongo.ObjectId(second.toString(16) + new mongo.ObjectId().toHexString().slice(8));
  };
  /** An upload whose process got so far. */
  const upload = async (hours: number) => {
    const id = begunBefore(hours);
    const stream = bucket.openUploadStreamWithId(id, 'ours/report');
    await new Promise((resolve) => stream.write(SOME_CHUNKS, resolve));
    return { id, stream };
  };
  const finished = async (hours: number) => {
    const { id, stream } = await upload(hours);
    stream.end();
    await once(stream, 'finish');
    return id;
  };
  const chunksOf = (id: mongo.ObjectId) => chunks.countDocuments({ files_id: id });

  it('removes the chunks of uploads that were killed long ago, and of removals', async () => {
    const killed = await upload(25);
    const halfRemoved = await finished(24 * 90);
    await files.deleteOne({ _id: halfRemoved });
    await chunks.deleteOne({ files_id: halfRemoved, n: 0 });
    expect([await chunksOf(killed.id), await chunksOf(halfRemoved)]).toEqual([3, 3]);
    expect(await sweep()).toBe(2);
    expect([await chunksOf(killed.id), await chunksOf(halfRemoved)]).toEqual([0, 0]);
    expect(await sweep()).toBe(0);
  });

  it('touches no file that is there, of any tenant, and no upload in progress', async () => {
    const store = module.get(FileStore);
    await store.put('theirs', 'young', SOME_CHUNKS, 'text/plain');
    const old = await finished(24 * 90);
    const inProgress = await upload(23);
    expect(await sweep()).toBe(0);
    inProgress.stream.end();
    await once(inProgress.stream, 'finish');
    for (const id of [old, inProgress.id]) {
      expect((await buffer(bucket.openDownloadStream(id))).equals(SOME_CHUNKS)).toBe(true);
    }
    expect((await buffer(await store.open('theirs', 'young'))).equals(SOME_CHUNKS)).toBe(true);
  });

  it('finds them behind files of more chunks than a page looks at, and leaves one that was finished since', async () => {
    const [kept, killed, later] = [await finished(50), await upload(40), await upload(30)];
    const repository = module.get(GridFsChunkRepository);
    const found: string[] = [];
    for await (const page of repository.findLoose(new Date(), 2)) found.push(...page);
    expect(found).toEqual([killed.id, later.id].map(String));
    later.stream.end();
    await once(later.stream, 'finish');
    expect(await repository.removeLoose(String(later.id))).toBe(0);
    expect([await chunksOf(kept), await chunksOf(later.id)]).toEqual([4, 4]);
  });

  it('asks by the index of the bucket alone', async () => {
    await finished(50);
    const find = jest.spyOn(mongo.Collection.prototype, 'find');
    for await (const page of module.get(GridFsChunkRepository).findLoose(new Date(), 2)) {
      expect(page).toEqual([]);
    }
    const [ofChunks] = find.mock.results.map(({ value }) => value as mongo.FindCursor);
    const explained = await ofChunks!.clone().explain('executionStats');
    expect(JSON.stringify(explained)).toContain('files_id_1_n_1');
    expect(JSON.stringify(explained)).not.toContain('"SORT"');
    expect(explained).toMatchObject({ executionStats: { totalDocsExamined: 2 } });
  });
});
