import { Injectable } from '@nestjs/common';
import type { Outcome } from '@app/platform';
import { AppConfig, GroupCommit } from '@app/platform';
import { RedisConnections } from '@app/redis';

const WINDOW_MS = 60_000;

/** What a tenant has left of its requests. */
export interface Quota {
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly exceeded: boolean;
}

/** Where a request stands among those that Redis counted, and when it begins anew. */
interface Count {
  readonly number: number;
  readonly endsInMs: number;
}

/**
 * Counts the requests of each tenant over all API processes. A minute begins with its first request and goes by the clock
 * of Redis: processes whose clocks differ count in the same one.
 */
@Injectable()
export class RateLimiter {
  private readonly counts = new GroupCommit((keys: readonly string[]) => this.countAll(keys), {
    isUnordered: true,
  });

  constructor(
    private readonly redis: RedisConnections,
    private readonly config: AppConfig,
  ) {}

  /**
   * Counts one request of a tenant, or of whom else `who` names with a limit of its own. `unlimited`: no limit is set.
   * `unknown`: Redis, which counts, does not answer.
   */
  async take(
    who: string,
    limit = this.config.env.RATE_LIMIT_PER_MINUTE,
  ): Promise<Quota | 'unlimited' | 'unknown'> {
    if (limit === 0) return 'unlimited';
    // While the connection is away every command would wait for its time-out first.
    if (this.redis.commands.status !== 'ready') return 'unknown';
    const count = await this.count(this.redis.key('rate', who));
    if (count === null) return 'unknown';
    return {
      limit,
      windowSeconds: WINDOW_MS / 1_000,
      remaining: Math.max(0, limit - count.number),
      resetSeconds: Math.ceil(count.endsInMs / 1_000),
      exceeded: count.number > limit,
    };
  }

  private async count(key: string): Promise<Count | null> {
    try {
      return await this.counts.add(key);
    } catch {
      // Readiness says that Redis is away; who asks decides what that means.
      return null;
    }
  }

  /** Counts requests that came together; each gets the number at which it stands. */
  private async countAll(keys: readonly string[]): Promise<readonly Outcome<Count | null>[]> {
    const times = new Map<string, number>();
    for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
    const replies = await this.redis.use('rate-limit', (redis) => {
      const commands = redis.multi();
      for (const [key, count] of times) {
        commands.set(key, 0, 'PX', WINDOW_MS, 'NX').incrby(key, count).pttl(key);
      }
      return commands.exec();
    });
    const last = new Map(
      [...times].map(([key, count], index) => {
        const [, [error, total] = [], [, endsInMs] = []] = replies?.slice(3 * index, 3 * index + 3) ?? [];
        const isCounted = !error && typeof total === 'number' && typeof endsInMs === 'number';
        return [key, isCounted ? { number: total - count, endsInMs: Math.max(1, endsInMs) } : null];
      }),
    );
    return keys.map((key) => {
      const before = last.get(key) ?? null;
      const value = before && { ...before, number: before.number + 1 };
      last.set(key, value);
      return { status: 'fulfilled', value };
    });
  }
}
