import type { OnApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AppError } from '@app/kernel';
import type { Circuit } from '@app/platform';
import { AppConfig, CircuitRegistry, MetricsRegistry } from '@app/platform';
import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import { PinoLogger } from 'nestjs-pino';
import { redisFull, redisUnavailable } from './redis.errors';

/** So many failures in a row, and calls fail at once until the store had a moment to come back. */
const CIRCUIT = { failures: 3, cooldownMs: 1_000 } as const;
/** BullMQ lets its workers block for no longer. */
const LONGEST_BLOCK_MS = 10_000;
/** A connection on which nothing came for so many times REDIS_TIMEOUT_MS, with a command under way, is dead. */
const SILENT_TIMES = 5;

export interface BlockingOptions {
  readonly name?: string;
  readonly longestMs?: number;
}

/**
 * The Redis connections of this process. `commands` fails fast when Redis is away; connections for blocking reads and
 * for workers wait and come back by themselves. One that died without a word is given up for a new one. All are closed
 * when the process stops.
 */
@Injectable()
export class RedisConnections implements OnApplicationShutdown {
  readonly commands: Redis;
  private readonly open = new Set<Redis>();
  private apart: Redis | undefined;
  private readonly latency;
  private readonly circuit: Circuit;

  constructor(
    private readonly config: AppConfig,
    metrics: MetricsRegistry,
    circuits: CircuitRegistry,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(RedisConnections.name);
    this.latency = metrics.histogram({
      name: 'infra_mind_redis_seconds',
      help: 'Round trip of commands to Redis',
      labelNames: ['operation'] as const,
      buckets: [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1],
    });
    this.circuit = circuits.circuit('redis', { ...CIRCUIT, isFailure: isAway, isAnswer: isReply });
    this.commands = this.connect({
      commandTimeout: config.env.REDIS_TIMEOUT_MS,
      enableOfflineQueue: true,
      maxRetriesPerRequest: 1,
    });
  }

  /**
   * A connection for commands that block (`XREAD BLOCK`, BullMQ workers), for `longestMs` at most: no timeout, waits
   * while Redis is away. `name` tells it apart in `CLIENT LIST`.
   */
  blocking({ name, longestMs = LONGEST_BLOCK_MS }: BlockingOptions = {}): Redis {
    const socketTimeout = longestMs + this.longestSilenceMs;
    return this.connect({ maxRetriesPerRequest: null, connectionName: name, socketTimeout });
  }

  /**
   * The connection for what may be lost: one to CACHE_REDIS_URL where that is set, made at the first use, else the
   * ordinary one.
   */
  get cache(): Redis {
    const url = this.config.env.CACHE_REDIS_URL;
    if (url === undefined) return this.commands;
    return (this.apart ??= this.connect(
      { commandTimeout: this.config.env.REDIS_TIMEOUT_MS, maxRetriesPerRequest: 0 },
      url,
    ));
  }

  /** Key or channel of ours: `<prefix>:<parts joined by a colon>`. */
  key(...parts: readonly string[]): string {
    return [this.config.env.REDIS_PREFIX, ...parts].join(':');
  }

  /**
   * Runs commands of the fail-fast connection under their latency metric: all together within REDIS_TIMEOUT_MS, and not
   * at all while Redis is known to be away.
   * @throws redis.unavailable when Redis does not answer in time, or does not write
   * @throws redis.full when it has no room left
   */
  async use<T>(operation: string, work: (redis: Redis) => Promise<T>): Promise<T> {
    const stop = this.latency.startTimer({ operation });
    try {
      return await this.circuit.run(() => this.inTime(work(this.commands)));
    } catch (cause) {
      throw translated(cause);
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

  /** Several commands, and what waits for the connection, have one time limit between them. */
  private async inTime<T>(work: Promise<T>): Promise<T> {
    const { REDIS_TIMEOUT_MS } = this.config.env;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(redisUnavailable(`no answer within ${REDIS_TIMEOUT_MS} ms`)),
        REDIS_TIMEOUT_MS,
      );
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private get longestSilenceMs(): number {
    return SILENT_TIMES * this.config.env.REDIS_TIMEOUT_MS;
  }

  private connect(options: RedisOptions, url = this.config.env.REDIS_URL): Redis {
    const redis = new Redis(url, {
      connectTimeout: this.config.env.REDIS_TIMEOUT_MS,
      // A peer that vanished closes nothing, and a timed-out command leaves its connection as it is: without this every
      // later one would go the same way, for as long as the system believes in the connection.
      socketTimeout: this.longestSilenceMs,
      retryStrategy: (attempt) => Math.min(100 * 2 ** Math.min(attempt, 5), 2_000),
      ...options,
    });
    redis.on('error', (error: Error) => this.logger.warn({ reason: error.message }, 'Redis is away'));
    this.open.add(redis);
    return redis;
  }
}

/** It answers, and does not write at the moment: full, a replica, or with a disk that failed. Reads go on. */
function isWriteRefusal(cause: unknown): boolean {
  return isReplyStarting(cause, /^(OOM|READONLY|MISCONF)/);
}

/** Redis is not there or not ready. What it says of a command of ours is a defect of ours. */
function isAway(cause: unknown): boolean {
  if (cause instanceof AppError) return cause.code === 'redis.unavailable' || cause.code === 'circuit.open';
  if (cause instanceof Error && cause.name === 'ReplyError')
    return isReplyStarting(cause, /^(LOADING|CLUSTERDOWN|MASTERDOWN)/);
  return !(cause instanceof TypeError || cause instanceof RangeError);
}

function isReply(cause: unknown): boolean {
  return isReplyStarting(cause, /^/);
}

function isReplyStarting(cause: unknown, start: RegExp): boolean {
  return cause instanceof Error && cause.name === 'ReplyError' && start.test(cause.message);
}

function translated(cause: unknown): unknown {
  if (isReplyStarting(cause, /^OOM/)) return redisFull(cause);
  return isAway(cause) || isWriteRefusal(cause) ? redisUnavailable(cause) : cause;
}
