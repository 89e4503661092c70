import type { CircuitRegistry, Environment } from '@app/platform';
import { S3Client } from './s3-client';
import { S3FileStore } from './s3-file-store';
import type { S3Target } from './storage-target';
import { StorageFailed, StorageRefused, storageNotSetUp } from './storage.errors';

const ATTEMPTS = 3;
const BACKOFF_MS = 200;
const BREAKER = { failures: 5, cooldownMs: 10_000 };

/** The store in a bucket, with a circuit of its own among those of the process. @throws storage.not-set-up */
export function s3FileStore(
  target: S3Target,
  env: Readonly<Environment>,
  circuits: CircuitRegistry,
): S3FileStore {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey, STORAGE_TIMEOUT_MS } = env;
  const sessionToken = env.S3_SESSION_TOKEN || undefined;
  if (!accessKeyId || !secretAccessKey) throw storageNotSetUp('the keys of the bucket are not set');
  const circuit = circuits.circuit('storage s3', {
    ...BREAKER,
    isFailure: (error) => error instanceof StorageFailed,
    isAnswer: (error) => error instanceof StorageRefused,
  });
  const how = { timeoutMs: STORAGE_TIMEOUT_MS, attempts: ATTEMPTS, backoffMs: BACKOFF_MS };
  return new S3FileStore(new S3Client(target, { accessKeyId, secretAccessKey, sessionToken }, circuit, how));
}
