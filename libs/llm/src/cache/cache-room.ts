import { RedisScript } from '@app/redis';
import type { Redis } from 'ioredis';

/**
 * What answers may take of the Redis of the queues, which must not evict and must not fill up: 64 MiB, some thousands of
 * runs. Answers live for one span of time, and at any moment those of two spans at most are there: each gets a half.
 */
export const ROOM_BESIDE_QUEUES_BYTES = 64 * 1024 * 1024;
/** Of an entry beside its key and its text, with what the allocator rounds up: more than was measured. */
const OVERHEAD_BYTES = 200;
const ROUNDED_UP = 1.25;

/** What was kept in the span under way is counted beside the entries, so that all processes share one bound. */
const KEEP = new RedisScript(`
local used = redis.call('INCRBY', KEYS[2], ARGV[1])
if used == tonumber(ARGV[1]) then redis.call('EXPIRE', KEYS[2], ARGV[3]) end
if used > tonumber(ARGV[2]) then return 0 end
redis.call('SET', KEYS[1], ARGV[4], 'EX', ARGV[3])
return 1`);

/** An entry to keep, and the key that counts what was kept. */
export interface KeptEntry {
  readonly key: string;
  readonly counter: string;
  readonly text: string;
  readonly seconds: number;
}

/** What an entry takes of Redis at most. */
export function bytesOfEntry(key: string, text: string): number {
  return Math.ceil((Buffer.byteLength(key) + Buffer.byteLength(text)) * ROUNDED_UP) + OVERHEAD_BYTES;
}

/** Keeps an entry where there is room for it. One round trip; whether it was kept. */
export async function keepWithinRoom(redis: Redis, entry: KeptEntry): Promise<boolean> {
  const { key, counter, text, seconds } = entry;
  const most = ROOM_BESIDE_QUEUES_BYTES / 2;
  return (await KEEP.run(redis, [key, counter], [bytesOfEntry(key, text), most, seconds, text])) === 1;
}
