import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { newId } from '@app/kernel';
import { ProcessLifecycle } from '@app/platform';
import { RedisConnections } from '@app/redis';
import type { Redis } from 'ioredis';
import { PinoLogger } from 'nestjs-pino';
import { parseEventId } from './event-position';
import { EventMetrics } from './event-metrics';
import type { StoredRunEvent } from './run-event';
import type { StreamEntry } from './stream-entry';
import { toStoredEvent } from './stream-entry';

export type EventListener = (event: StoredRunEvent) => void;

interface WatchedStream {
  /** Id of the last entry that was read. */
  position: string;
  readonly listeners: Set<EventListener>;
}

const BLOCK_MS = 5_000;
const ENTRIES_PER_READ = 500;
const RETRY_MS = 500;
/** The wake stream of a process that was killed goes away by itself. */
const WAKE_TTL_MS = 60_000;
/** The position before every entry. */
export const START_OF_STREAM = '0-0';

/**
 * Reads the streams that somebody in this process listens to, all of them on one blocking connection, which is opened
 * for the first listener. A stream of its own wakes the read when the set of streams grows.
 */
@Injectable()
export class StreamReader {
  private readonly streams = new Map<string, WatchedStream>();
  private readonly wakeKey: string;
  private wakeId = START_OF_STREAM;
  private connection: Redis | null = null;

  constructor(
    private readonly redis: RedisConnections,
    private readonly lifecycle: ProcessLifecycle,
    private readonly metrics: EventMetrics,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(StreamReader.name);
    this.wakeKey = redis.key('events-wake', newId());
    lifecycle.signal.addEventListener('abort', () => this.close(), { once: true });
  }

  /** Number of streams being read. */
  get size(): number {
    return this.streams.size;
  }

  /**
   * Gives `listener` every event after `position`; a stream that is read already goes on from where it is, so the
   * listener may see events again but misses none as long as it reads the past itself after this call.
   * Returns the way to stop listening.
   */
  listen(key: string, position: string, listener: EventListener): () => void {
    const known = this.streams.get(key);
    // After the clock of Redis was set back, a stream that was replaced has lower ids than the ones asked for.
    const isBehind = known !== undefined && generationOf(position) < generationOf(known.position);
    const stream = known ?? { position, listeners: new Set<EventListener>() };
    if (isBehind) stream.position = position;
    stream.listeners.add(listener);
    this.streams.set(key, stream);
    if (!known || isBehind) this.start();
    return () => {
      stream.listeners.delete(listener);
      if (stream.listeners.size === 0 && this.streams.get(key) === stream) this.streams.delete(key);
    };
  }

  private start(): void {
    if (this.lifecycle.signal.aborted) return;
    if (this.connection) {
      void this.wake();
      return;
    }
    this.connection = this.redis.blocking({ name: this.redis.key('event-reader'), longestMs: BLOCK_MS });
    void this.readOn(this.connection);
  }

  private close(): void {
    // A read that waits for Redis to come back is never answered once the connection is given up.
    if (this.connection) this.redis.release(this.connection);
    this.streams.clear();
  }

  /** A lost wake costs time, not events: the read ends by itself after BLOCK_MS. */
  private async wake(): Promise<void> {
    try {
      await this.redis.use('wake-reader', (redis) =>
        redis
          .multi()
          .xadd(this.wakeKey, 'MAXLEN', 1, '*', 'wake', '1')
          .pexpire(this.wakeKey, WAKE_TTL_MS)
          .exec(),
      );
    } catch (error) {
      this.logger.warn({ err: error }, 'The event reader could not be woken');
    }
  }

  private async readOn(connection: Redis): Promise<void> {
    const { signal } = this.lifecycle;
    while (!signal.aborted) {
      try {
        for (const [key, entries] of await this.read(connection)) this.hand(key, entries);
      } catch (error) {
        if (signal.aborted) return;
        this.logger.warn({ err: error }, 'Reading events failed; trying again');
        await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async read(connection: Redis): Promise<readonly (readonly [string, readonly StreamEntry[]])[]> {
    const keys = [this.wakeKey, ...this.streams.keys()];
    const ids = [this.wakeId, ...Array.from(this.streams.values(), (stream) => stream.position)];
    const reply = await connection.xread(
      'COUNT',
      ENTRIES_PER_READ,
      'BLOCK',
      BLOCK_MS,
      'STREAMS',
      ...keys,
      ...ids,
    );
    return reply ?? [];
  }

  private hand(key: string, entries: readonly StreamEntry[]): void {
    const last = entries.at(-1)?.[0];
    if (last === undefined) return;
    if (key === this.wakeKey) {
      this.wakeId = last;
      return;
    }
    const stream = this.streams.get(key);
    if (!stream) return;
    stream.position = last;
    for (const entry of entries) {
      const stored = toStoredEvent(entry);
      this.metrics.eventArrived(stored.event.at);
      for (const listener of stream.listeners) listener(stored);
    }
  }
}

function generationOf(position: string): number {
  return parseEventId(position)?.generation ?? 0;
}
