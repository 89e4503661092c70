import { AppConfig, CircuitRegistry, MetricsRegistry } from '@app/platform';
import { buffer } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { S3Server } from '../../../test/support/s3-server';
import { until } from '../../../test/support/until';
import type { S3FileStore } from './s3-file-store';
import { s3FileStore } from './s3-set-up';

/** For a server that hangs: nothing else may meet it on a busy machine. */
const IMPATIENT = { STORAGE_TIMEOUT_MS: '1500' };
const CONTENT = Buffer.from('a file of a tenant, with ümlauts'.repeat(4_000));

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('the file store in a bucket', () => {
  let server: S3Server;
  let circuits: CircuitRegistry;
  let store: S3FileStore;

  beforeEach(async () => {
    server = await S3Server.start();
    store = storeWith({});
  });
  afterEach(() => server.stop());

  const storeWith = (over: Record<string, string>): S3FileStore => {
    const { env } = AppConfig.fromEnvironment({
      MONGODB_URL: 'mongodb://127.0.0.1/none',
      REDIS_URL: 'redis://127.0.0.1',
      STORAGE_URL: server.storageUrl,
      S3_ACCESS_KEY_ID: server.credentials.accessKeyId,
      S3_SECRET_ACCESS_KEY: server.credentials.secretAccessKey,
      STORAGE_TIMEOUT_MS: '30000',
      ...over,
    });
    circuits = new CircuitRegistry(new MetricsRegistry());
    const target = env.STORAGE_URL;
    if (target.kind !== 's3') throw new Error('expected a bucket');
    return s3FileStore(target, env, circuits);
  };
  const put = (key = 'reports/1.pdf') => store.put('ours', key, CONTENT, 'application/pdf');

  it('stores under the folder, the tenant and the key, with the type, signed over every byte', async () => {
    await put('a folder/ü+(1).pdf');
    const stored = server.objects.get('reports/files/ours/a folder/ü+(1).pdf');
    expect(stored?.content.equals(CONTENT)).toBe(true);
    expect(stored?.contentType).toBe('application/pdf');
    expect((await buffer(await store.open('ours', 'a folder/ü+(1).pdf'))).equals(CONTENT)).toBe(true);
  });

  it.each(['error-500', 'slow-down', 'drop', 'hang'] as const)('tries again after %s', async (fault) => {
    if (fault === 'hang') store = storeWith(IMPATIENT);
    server.fail(fault, fault);
    await expect(put()).resolves.toMatchObject({ bytes: CONTENT.length });
    expect(server.requests).toHaveLength(3);
  });

  it('is unavailable when it fails each time', async () => {
    store = storeWith(IMPATIENT);
    server.fail('error-500', 'hang', 'drop');
    await expect(put()).rejects.toMatchObject({ code: 'storage.unavailable', kind: 'unavailable' });
    expect(server.requests).toHaveLength(3);
  });

  it('keeps to its time limit while memory is collected', async () => {
    store = storeWith(IMPATIENT);
    server.fail('hang');
    const stored = put();
    await until(() => server.requests.length === 1);
    collectGarbage();
    await expect(stored).resolves.toMatchObject({ bytes: CONTENT.length });
  });

  it('waits for the server as long as a body of that size may take', async () => {
    store = storeWith({ STORAGE_TIMEOUT_MS: '100' });
    server.answerAfterMs = 1_000;
    const small = await put().catch((error: Error) => error);
    expect(small).toMatchObject({ code: 'storage.unavailable' });
    // Allowed a second for each MiB: eight in all, of which the answer takes one.
    const large = Buffer.alloc(8 * 1_048_576, 'x');
    await expect(store.put('ours', 'large', large, 'text/plain')).resolves.toMatchObject({
      bytes: 8 * 1_048_576,
    });
  });

  it('sends the token of keys that are valid for a while, signed', async () => {
    store = storeWith({ S3_SESSION_TOKEN: 'a-token' });
    await put();
    expect(server.lastRequest?.headers['x-amz-security-token']).toBe('a-token');
    expect(server.lastRequest?.headers.authorization).toContain('x-amz-security-token');
  });

  it('is refused, and follows nowhere, where the bucket is at another host', async () => {
    server.fail('redirect');
    await expect(put()).rejects.toThrow('307 TemporaryRedirect');
    expect(server.requests).toHaveLength(1);
  });

  it('does not try again what is refused, and says what to look at', async () => {
    store = storeWith({ S3_SECRET_ACCESS_KEY: 'another-secret' });
    const refusal = await put().catch((error: Error) => error);
    expect(refusal).toMatchObject({ code: 'storage.refused' });
    expect((refusal as Error).message).toContain('SignatureDoesNotMatch');
    expect((refusal as Error).message).not.toContain('another-secret');
    expect(server.requests).toHaveLength(1);
    store = storeWith({ S3_ACCESS_KEY_ID: 'NOBODY' });
    await expect(put()).rejects.toThrow('InvalidAccessKeyId');
    store = storeWith({ STORAGE_URL: server.storageUrl.replace('s3://reports', 's3://elsewhere') });
    await expect(put()).rejects.toThrow('NoSuchBucket');
  });

  it('breaks the stream off where the connection ends in the middle of a file', async () => {
    await put();
    server.fail('drop-in-body');
    const stream = await store.open('ours', 'reports/1.pdf');
    await expect(buffer(stream)).rejects.toMatchObject({ code: 'storage.unavailable' });
  });

  it('is left alone after failures in a row, and shows that among the circuits', async () => {
    server.fail(...Array.from({ length: 6 }, () => 'error-500' as const));
    await put().catch(() => undefined);
    const second = await put().catch((error: Error) => error);
    expect(second).toMatchObject({ code: 'circuit.open' });
    expect(server.requests).toHaveLength(5);
    expect(circuits.reports()).toMatchObject([{ name: 'storage s3', state: 'open' }]);
    expect(JSON.stringify(circuits.reports())).not.toContain(server.credentials.secretAccessKey);
  });
});
