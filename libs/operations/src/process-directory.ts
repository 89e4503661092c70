import { Injectable } from '@nestjs/common';
import { AppConfig } from '@app/platform';
import { RedisConnections, RedisScript } from '@app/redis';
import type { ProcessReport } from './process-report';
import { parseProcessReport } from './process-report';

/** A process that has missed so many reports in a row is taken for gone. */
const MISSED_REPORTS = 3;
const MOST_LISTED = 1_000;

/**
 * Keeps a report, and forgets the processes that stopped to tell. KEYS: report, ids. ARGV: text, ms to keep it, id.
 * `ids` is a sorted set by the moment at which a report is over, by Redis' clock: those of the processes may differ.
 */
const PUT = new RedisScript(`
local report, ids = unpack(KEYS)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('SET', report, ARGV[1], 'PX', ARGV[2])
redis.call('ZADD', ids, now + ARGV[2], ARGV[3])
redis.call('ZREMRANGEBYSCORE', ids, '-inf', now)
`);

/** Who is alive: each process keeps its report here, and it goes away by itself when the process no longer does. */
@Injectable()
export class ProcessDirectory {
  private readonly ids: string;

  constructor(
    private readonly redis: RedisConnections,
    private readonly config: AppConfig,
  ) {
    this.ids = redis.key('processes');
  }

  /** @throws redis.unavailable, redis.full */
  async put(report: ProcessReport): Promise<void> {
    const { PROCESS_REPORT_MS, REDIS_TIMEOUT_MS } = this.config.env;
    const keptMs = MISSED_REPORTS * PROCESS_REPORT_MS + REDIS_TIMEOUT_MS;
    const [text, keys] = [JSON.stringify(report), [this.keyOf(report.id), this.ids]];
    await this.redis.use('process-report', (redis) => PUT.run(redis, keys, [text, keptMs, report.id]));
  }

  /** @throws redis.unavailable */
  async remove(id: string): Promise<void> {
    await this.redis.use('process-report', (redis) =>
      redis.multi().del(this.keyOf(id)).zrem(this.ids, id).exec(),
    );
  }

  /** The reports of all processes that live, by their start; of 1,000 at most. @throws redis.unavailable */
  async list(): Promise<readonly ProcessReport[]> {
    return this.redis.use('process-list', async (redis) => {
      const ids = await redis.zrange(this.ids, String(-MOST_LISTED), '-1');
      if (ids.length === 0) return [];
      // Ids begin with the time at which they were made.
      ids.sort();
      const texts = await redis.mget(ids.map((id) => this.keyOf(id)));
      const gone = ids.filter((_id, index) => texts[index] === null);
      if (gone.length > 0) await redis.zrem(this.ids, ...gone);
      return texts.flatMap((text) => (text === null ? [] : (parseProcessReport(text) ?? [])));
    });
  }

  private keyOf(id: string): string {
    return this.redis.key('process', id);
  }
}
