import type { OnApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AppError } from '@app/kernel';
import { AppConfig, MetricsRegistry } from '@app/platform';
import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import { PinoLogger } from 'nestjs-pino';

/**
 * The Redis connections of this process. `commands` fails fast when Redis is away; connections for blocking reads and
 * for workers wait and come back by themselves. All are closed when the process stops.
 */
@Injectable()
export class RedisConnections implements OnApplicationShutdown {
  readonly commands: Redis;
  private readonly open = new Set<Redis>();
  private readonly latency;

  constructor(
    private readonly config: AppConfig,
    metrics: MetricsRegistry,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(RedisConnections.name);
    this.latency = metrics.histogram({
      name: 'infra_mind_redis_seconds',
      help: 'Round trip of commands to Redis',
      labelNames: ['operation'] as const,
      buckets: [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1],
    });
    this.commands = this.connect({
      commandTimeout: config.env.REDIS_TIMEOUT_MS,
      enableOfflineQueue: true,
      maxRetriesPerRequest: 1,
    });
  }

  /**
   * A connection for commands that block (`XREAD BLOCK`, BullMQ workers): no timeout, waits while Redis is away.
   * `name` tells it apart in `CLIENT LIST`.
   */
  blocking(name?: string): Redis {
    return this.connect({ maxRetriesPerRequest: null, connectionName: name });
  }

  /** Key or channel of ours: `<prefix>:<parts joined by a colon>`. */
  key(...parts: readonly string[]): string {
    return [this.config.env.REDIS_PREFIX, ...parts].join(':');
  }

  /**
   * Runs commands of the fail-fast connection under their latency metric.
   * @throws redis.unavailable when Redis does not answer in time.
   */
  async use<T>(operation: string, work: (redis: Redis) => Promise<T>): Promise<T> {
    const stop = this.latency.startTimer({ operation });
    try {
      return await work(this.commands);
    } catch (cause) {
      throw isAway(cause) ? unavailable(cause) : cause;
    } finally {
      stop();
    }
  }

  async ping(): Promise<void> {
    await this.use('ping', (redis) => redis.ping());
  }

  onApplicationShutdown(): void {
    for (const redis of this.open) redis.disconnect();
    this.open.clear();
  }

  /** Closes one connection that its owner no longer needs. */
  release(redis: Redis): void {
    redis.disconnect();
    this.open.delete(redis);
  }

  private connect(options: RedisOptions): Redis {
    const redis = new Redis(this.config.env.REDIS_URL, {
      connectTimeout: this.config.env.REDIS_TIMEOUT_MS,
      retryStrategy: (attempt) => Math.min(100 * 2 ** Math.min(attempt, 5), 2_000),
      ...options,
    });
    redis.on('error', (error: Error) => this.logger.warn({ reason: error.message }, 'Redis is away'));
    this.open.add(redis);
    return redis;
  }
}

/** Redis is not there, not ready or full. What it says of a command of ours is a defect of ours. */
function isAway(cause: unknown): boolean {
  if (cause instanceof Error && cause.name === 'ReplyError')
    return /^(OOM|LOADING|READONLY|MISCONF|CLUSTERDOWN|MASTERDOWN)/.test(cause.message);
  return !(cause instanceof TypeError || cause instanceof RangeError);
}

function unavailable(cause: unknown): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'redis.unavailable',
    message: 'The queue store does not answer at the moment. Try again shortly.',
    retryAfterSeconds: 2,
    cause,
  });
}
