import { Injectable } from '@nestjs/common';
import { InvariantError } from '@app/kernel';
import { AppConfig } from '@app/platform';
import { RedisConnections } from '@app/redis';
import { APPEND } from './append-script';
import { parseEventId } from './event-position';
import type { KeptEvents } from './resync';
import type { RunEvent, RunEventBatch, StoredRunEvent } from './run-event';
import type { StreamEntry } from './stream-entry';
import { toStoredEvent } from './stream-entry';

/** Far above what a run writes: a bound on memory should a writer go wild. Redis trims in whole blocks, so a little more may stay. */
const KEPT_ENTRIES = 5_000;
const REPLAY_PAGE = 250;
const MS_PER_HOUR = 3_600_000;

/**
 * The events of every run, in the order in which they happened, each under an id that grows by exactly one.
 * They are kept for EVENT_RETENTION_HOURS after the last one.
 */
@Injectable()
export class RunEventLog {
  private readonly retentionMs: number;

  constructor(
    private readonly redis: RedisConnections,
    config: AppConfig,
  ) {
    this.retentionMs = config.env.EVENT_RETENTION_HOURS * MS_PER_HOUR;
  }

  /**
   * Appends events in the order given and returns their ids. All are written or none.
   * A caller that tries again after an error and passes the same `batchId` does not write them twice.
   * @throws redis.unavailable
   */
  async append(
    tenantId: string,
    runId: string,
    events: readonly RunEvent[],
    batchId?: string,
  ): Promise<readonly string[]> {
    if (events.length === 0) return [];
    const [outcome] = await this.run([{ tenantId, runId, events, batchId }]);
    if (outcome?.status === 'rejected') throw outcome.reason;
    return outcome?.value as string[];
  }

  /**
   * Appends to any number of runs in one round trip, for each in the order given, and says how each batch went. What is
   * for one run goes as one batch, under the id that the last of them brings, if any does.
   * @throws redis.unavailable
   */
  async appendAll(batches: readonly RunEventBatch[]): Promise<PromiseSettledResult<undefined>[]> {
    const byRun = new Map<string, RunEventBatch>();
    for (const { tenantId, runId, events, batchId } of batches) {
      const before = byRun.get(runId);
      const all = [...(before?.events ?? []), ...events];
      byRun.set(runId, { tenantId, runId, events: all, batchId: batchId ?? before?.batchId });
    }
    const joined = [...byRun.values()].filter(({ events }) => events.length > 0);
    const outcomes = await this.run(joined);
    const failed = new Map(
      joined.flatMap(({ runId }, index) => {
        const outcome = outcomes[index];
        return outcome?.status === 'rejected' ? [[runId, outcome] as const] : [];
      }),
    );
    return batches.map(({ runId }) => failed.get(runId) ?? { status: 'fulfilled', value: undefined });
  }

  /**
   * Up to `limit` events after an id (null: from the oldest), oldest first.
   * @throws redis.unavailable
   */
  async after(
    tenantId: string,
    runId: string,
    afterId: string | null,
    limit: number,
  ): Promise<StoredRunEvent[]> {
    if (afterId !== null && parseEventId(afterId) === null) {
      throw new InvariantError(
        `"${afterId}" is no event id; check ids from outside before reading after them.`,
      );
    }
    const start = afterId === null ? '-' : `(${afterId}`;
    const key = this.key(tenantId, runId);
    const entries = await this.redis.use('read-events', (redis) =>
      redis.xrange(key, start, '+', 'COUNT', limit),
    );
    return entries.map(toStoredEvent);
  }

  /** Every event that is kept after an id (null: from the oldest), read page by page as it is asked for. */
  async *replay(
    tenantId: string,
    runId: string,
    afterId: string | null,
  ): AsyncGenerator<StoredRunEvent, void, undefined> {
    let after = afterId;
    for (;;) {
      const page = await this.after(tenantId, runId, after, REPLAY_PAGE);
      yield* page;
      if (page.length < REPLAY_PAGE) return;
      after = page.at(-1)?.id ?? after;
    }
  }

  /** The newest event of a run, or null when none is kept. */
  async last(tenantId: string, runId: string): Promise<StoredRunEvent | null> {
    const key = this.key(tenantId, runId);
    const entries = await this.redis.use('read-events', (redis) =>
      redis.xrevrange(key, '+', '-', 'COUNT', 1),
    );
    return entries[0] ? toStoredEvent(entries[0]) : null;
  }

  /** The id of the newest event of a run, or null when none is kept. */
  async tailId(tenantId: string, runId: string): Promise<string | null> {
    return (await this.last(tenantId, runId))?.id ?? null;
  }

  /** Whether any event of the run is kept. */
  async exists(tenantId: string, runId: string): Promise<boolean> {
    return (await this.redis.use('read-events', (redis) => redis.exists(this.key(tenantId, runId)))) === 1;
  }

  /** The ends of what is kept of a run, read at one moment; null when nothing is. */
  async kept(tenantId: string, runId: string): Promise<KeptEvents | null> {
    const key = this.key(tenantId, runId);
    const [first, last] = await this.redis.use('read-events', async (redis) => {
      const replies = await redis
        .multi()
        .xrange(key, '-', '+', 'COUNT', 1)
        .xrevrange(key, '+', '-', 'COUNT', 1)
        .exec();
      return (replies ?? []).map(([error, entries]) => {
        if (error) throw error;
        return parseEventId((entries as StreamEntry[])[0]?.[0] ?? '');
      });
    });
    return first && last ? { first, last } : null;
  }

  /** Each round trip has its own time limit, so that nothing of this is sent once its caller has gone on. */
  private async run(batches: readonly RunEventBatch[]): Promise<PromiseSettledResult<unknown>[]> {
    if (batches.length === 0) return [];
    const calls = batches.map(({ tenantId, runId, events, batchId }) => ({
      keys: [this.key(tenantId, runId)],
      args: [KEPT_ENTRIES, this.retentionMs, batchId ?? '', ...events.map((event) => JSON.stringify(event))],
    }));
    return APPEND.runAll((work) => this.redis.use('append-events', work), calls);
  }

  /** The key of the stream of one run. */
  key(tenantId: string, runId: string): string {
    return this.redis.key('events', tenantId, runId);
  }
}
