import { type CircuitRegistry, type Environment, presentSetting, type S3Target } from '@app/platform';
import { S3Client } from './s3-client';
import { S3FileStore } from './s3-file-store';
import { StorageFailed, StorageRefused } from './storage.errors';

const ATTEMPTS = 3;
const BACKOFF_MS = 200;
const BREAKER = { failures: 5, cooldownMs: 10_000 };

/** The store in a bucket, with a circuit of its own among those of the process. */
export function s3FileStore(
  target: S3Target,
  env: Readonly<Environment>,
  circuits: CircuitRegistry,
): S3FileStore {
  const credentials = {
    accessKeyId: presentSetting(env, 'S3_ACCESS_KEY_ID'),
    secretAccessKey: presentSetting(env, 'S3_SECRET_ACCESS_KEY'),
    sessionToken: env.S3_SESSION_TOKEN,
  };
  const circuit = circuits.circuit('storage s3', {
    ...BREAKER,
    isFailure: (error) => error instanceof StorageFailed,
    isAnswer: (error) => error instanceof StorageRefused,
  });
  const how = { timeoutMs: env.STORAGE_TIMEOUT_MS, attempts: ATTEMPTS, backoffMs: BACKOFF_MS };
  return new S3FileStore(new S3Client(target, credentials, circuit, how));
}
