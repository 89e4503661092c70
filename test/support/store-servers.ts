import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// Relative, because jest maps no aliases for its global setup.
import { startEmbeddedMongo } from '../../libs/embedded-mongo/src';
import { startRedisProcess } from './redis-process';

export interface StoreUrls {
  readonly mongoUrl: string;
  readonly redisUrl: string;
}

/** What was started and must be stopped, in the order of starting. */
const cleanups: (() => Promise<void> | void)[] = [];

/** Uses the stores that are given and starts a private one, with its files in a temporary directory, for each that is not. */
export async function startStores(given: Partial<StoreUrls>): Promise<StoreUrls> {
  const directory = mkdtempSync(join(tmpdir(), 'infra-mind-test-'));
  cleanups.push(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  try {
    const redisUrl = given.redisUrl ?? (await startRedis(directory));
    const mongoUrl = given.mongoUrl ?? (await startMongo(directory));
    return { mongoUrl, redisUrl };
  } catch (error) {
    // jest runs no teardown after a failed setup.
    await stopStores();
    throw error;
  }
}

export async function stopStores(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

async function startRedis(directory: string): Promise<string> {
  const redis = await startRedisProcess(directory);
  cleanups.push(() => redis.stop());
  return redis.url;
}

async function startMongo(directory: string): Promise<string> {
  const mongo = await startEmbeddedMongo({ dataDir: join(directory, 'mongo'), port: 0 });
  cleanups.push(() => mongo.close());
  return mongo.url;
}
