import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AppConfig, MetricsRegistry } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import { RedisConnections } from './redis-connections';
import { parseRedisInfo } from './redis-info';
import type { SafetyVerdict } from './redis-safety';
import { SAFETY_REMEDY, judgeSafety } from './redis-safety';
import { redisUnsafe } from './redis.errors';

/**
 * Refuses to start on a Redis that may lose what is queued, and looks again whenever the connection leads to another
 * server: after a failover the new primary may be set up in another way.
 */
@Injectable()
export class RedisSafety implements OnModuleInit {
  private readonly gauge;
  /** The server that was looked at last. */
  private runId: string | null = null;

  constructor(
    private readonly redis: RedisConnections,
    private readonly config: AppConfig,
    private readonly logger: PinoLogger,
    metrics: MetricsRegistry,
  ) {
    this.logger.setContext(RedisSafety.name);
    this.gauge = metrics.gauge({
      name: 'infra_mind_redis_safe',
      help: '1: the queue store keeps every job; 0: it may lose some, does not say, or was not seen yet',
    });
  }

  /** @throws redis.unsafe */
  async onModuleInit(): Promise<void> {
    const verdict = await this.verdict().catch((error: Error) => {
      // Reads are served without Redis, and a restart would cure nothing.
      this.logger.warn({ reason: error.message }, 'could not see yet whether Redis is safe for a queue');
      return null;
    });
    if (verdict) this.admit(verdict);
    this.redis.commands.on('ready', () => void this.lookAgain());
  }

  /** What may be started on all the same is said loudly on each start. */
  private admit({ safety, findings }: SafetyVerdict): void {
    if (safety === 'safe') return;
    const mayWarn = safety === 'unsafe' ? !this.config.isProduction : true;
    const isWarned = this.config.env.REDIS_DURABILITY === 'warn';
    // A server that does not say is a matter for production alone: there somebody must have looked.
    const isOptional = safety === 'unknown' && !this.config.isProduction;
    if (!(isOptional || (isWarned && mayWarn))) throw redisUnsafe(findings, this.remedyFor(safety, isWarned));
    this.logger.warn(
      { findings },
      `Redis is not known to be safe: queued runs may be lost. ${SAFETY_REMEDY}`,
    );
  }

  private remedyFor(safety: 'unsafe' | 'unknown', isWarned: boolean): string {
    if (safety === 'unknown') {
      return (
        'It cannot be told whether it keeps every job. Make sure that it runs with `maxmemory-policy noeviction` ' +
        'and `appendonly yes`, then say so with REDIS_DURABILITY=warn.'
      );
    }
    if (isWarned) return `${SAFETY_REMEDY} REDIS_DURABILITY=warn does not hold in production.`;
    const elsewhere = ' To try things out on it as it is, set REDIS_DURABILITY=warn.';
    return SAFETY_REMEDY + (this.config.isProduction ? '' : elsewhere);
  }

  private async lookAgain(): Promise<void> {
    const before = this.runId;
    try {
      const { safety, findings } = await this.verdict();
      if (this.runId === before || safety === 'safe') return;
      this.logger.error({ findings }, `Redis is another one now and may lose queued runs. ${SAFETY_REMEDY}`);
    } catch (error) {
      this.logger.warn({ reason: (error as Error).message }, 'could not look whether Redis is safe');
    }
  }

  private async verdict(): Promise<SafetyVerdict> {
    const info = parseRedisInfo(await this.redis.use('info', (redis) => redis.info()));
    this.runId = info.runId;
    const verdict = judgeSafety(info);
    this.gauge.set(verdict.safety === 'safe' ? 1 : 0);
    return verdict;
  }
}
