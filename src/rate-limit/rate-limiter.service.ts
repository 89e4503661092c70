import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
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

/** Counts the requests of each tenant by the minute, over all API processes. */
@Injectable()
export class RateLimiter {
  private readonly counts = new GroupCommit((keys: readonly string[]) => this.countAll(keys), {
    isUnordered: true,
  });

  constructor(
    private readonly redis: RedisConnections,
    private readonly config: AppConfig,
    private readonly clock: Clock,
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
    const now = this.clock.now().getTime();
    const window = Math.floor(now / WINDOW_MS);
    const count = await this.count(this.redis.key('rate', who, String(window)));
    if (count === null) return 'unknown';
    return {
      limit,
      windowSeconds: WINDOW_MS / 1_000,
      remaining: Math.max(0, limit - count),
      resetSeconds: Math.ceil(((window + 1) * WINDOW_MS - now) / 1_000),
      exceeded: count > limit,
    };
  }

  private async count(key: string): Promise<number | null> {
    try {
      return await this.counts.add(key);
    } catch {
      // Readiness says that Redis is away; who asks decides what that means.
      return null;
    }
  }

  /** Counts requests that came together; each gets the number at which it stands. */
  private async countAll(keys: readonly string[]): Promise<readonly Outcome<number | null>[]> {
    const times = new Map<string, number>();
    for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
    const replies = await this.redis.use('rate-limit', (redis) => {
      const commands = redis.multi();
      for (const [key, count] of times) commands.incrby(key, count).pexpire(key, 2 * WINDOW_MS);
      return commands.exec();
    });
    const next = new Map(
      [...times].map(([key, count], index) => {
        const [error, total] = replies?.[2 * index] ?? [];
        return [key, !error && typeof total === 'number' ? total - count : null];
      }),
    );
    return keys.map((key) => {
      const before = next.get(key) ?? null;
      if (before !== null) next.set(key, before + 1);
      return { status: 'fulfilled', value: before === null ? null : before + 1 };
    });
  }
}
