import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { MongooseModule } from '@nestjs/mongoose';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { AppConfig, PlatformModule } from '@app/platform';
import { S3Server } from '../../../test/support/s3-server';
import { testMongoUrl, testRedisUrl } from '../../../test/support/stores';
import { FileStore } from './file-store';
import { StorageModule } from './storage.module';

const megabyte = Buffer.from(
  Array.from({ length: 1_048_576 }, (_, index) => (index * 7 + (index >> 8)) % 251),
);

describe.each(['GridFS', 'S3'])('FileStore on %s', (kind) => {
  let module: TestingModule;
  let store: FileStore;
  let s3: S3Server | null = null;

  beforeAll(async () => {
    s3 = kind === 'S3' ? await S3Server.start() : null;
    const url = testMongoUrl(`file-store-${kind.toLowerCase()}`);
    const config = AppConfig.fromEnvironment({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      MONGODB_URL: url,
      REDIS_URL: testRedisUrl(),
      ...(s3 && {
        STORAGE_URL: s3.storageUrl,
        S3_ACCESS_KEY_ID: s3.credentials.accessKeyId,
        S3_SECRET_ACCESS_KEY: s3.credentials.secretAccessKey,
      }),
    });
    const platform = PlatformModule.forRoot({ service: 'test', config });
    const imports = [platform, MongooseModule.forRoot(url), StorageModule];
    module = await Test.createTestingModule({ imports }).compile();
    store = module.get(FileStore);
  });
  afterAll(async () => {
    await module?.close();
    await s3?.stop();
  });

  const put = (tenant: string, key: string, content: Uint8Array | Readable) =>
    store.put(tenant, key, content, 'application/octet-stream');
  const read = async (tenant: string, key: string, slice?: { first: number; last: number }) =>
    buffer(await store.open(tenant, key, slice));

  it('gives back what it was given, whole and in slices across its chunks', async () => {
    const stored = await put('ours', 'a', megabyte);
    expect(stored.bytes).toBe(megabyte.length);
    expect(stored.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await read('ours', 'a')).equals(megabyte)).toBe(true);
    const slice = await read('ours', 'a', { first: 261_000, last: 523_500 });
    expect(slice.equals(megabyte.subarray(261_000, 523_501))).toBe(true);
    expect(await read('ours', 'a', { first: 0, last: 0 })).toEqual(megabyte.subarray(0, 1));
  });

  it('takes a stream, an empty one too', async () => {
    await put('ours', 'stream', Readable.from([Buffer.from('one '), Buffer.from('two')]));
    expect(String(await read('ours', 'stream'))).toBe('one two');
    expect(await put('ours', 'empty', Readable.from([]))).toMatchObject({ bytes: 0 });
    expect(await read('ours', 'empty')).toHaveLength(0);
  });

  it('replaces a file as a whole, and keeps the old one where the new one breaks off', async () => {
    await put('ours', 'b', Buffer.from('old'));
    await put('ours', 'b', Buffer.from('new'));
    expect(String(await read('ours', 'b'))).toBe('new');
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('the sender went away');
      })(),
    );
    await expect(put('ours', 'b', broken)).rejects.toMatchObject({ code: 'storage.unavailable' });
    expect(String(await read('ours', 'b'))).toBe('new');
  });

  it('loses no file where several put the same at the same time', async () => {
    const contents = Array.from({ length: 8 }, (_, index) => `content ${index}`);
    const kept: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const key = `together-${round}`;
      await Promise.all(contents.map((content) => put('ours', key, Buffer.from(content))));
      kept.push(String(await read('ours', key)));
    }
    expect(kept.filter((content) => contents.includes(content))).toHaveLength(5);
  });

  it('keeps the files of tenants apart', async () => {
    await put('ours', 'c', Buffer.from('ours'));
    await put('theirs', 'c', Buffer.from('theirs'));
    await store.remove('theirs', 'c');
    expect(String(await read('ours', 'c'))).toBe('ours');
    await expect(store.open('theirs', 'c')).rejects.toMatchObject({ code: 'storage.file-not-found' });
  });

  it('forgets a file that is not there without complaint', async () => {
    await expect(store.remove('ours', 'never')).resolves.toBeUndefined();
  });
});
