import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedisProcess } from './redis-process';

/** A Redis for one spec alone, where its settings, its memory or its end matter. */
export interface PrivateRedis {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startPrivateRedis(
  settings: Readonly<Record<string, string>> = {},
): Promise<PrivateRedis> {
  const directory = mkdtempSync(join(tmpdir(), 'infra-mind-redis-'));
  const redis = await startRedisProcess(directory, settings);
  return {
    url: redis.url,
    stop: async () => {
      await redis.stop();
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
