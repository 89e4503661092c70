import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { MetricsRegistry } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import { RedisConnections } from './redis-connections';
import { parseRedisInfo } from './redis-info';

const LOOK_EVERY_MS = 5_000;
/** There is still time to make room, or to let the queue drain. */
const ALARM_AT = 0.7;
/** Below the alarm, so that a store at the edge does not warn with every look. */
const CALM_BELOW = 0.65;

/** Watches how full Redis is: a full one refuses to take jobs, and its workers cannot even finish theirs. */
@Injectable()
export class RedisMemory implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly gauge;
  private timer: NodeJS.Timeout | undefined;
  private isAlarmed = false;

  constructor(
    private readonly redis: RedisConnections,
    private readonly logger: PinoLogger,
    metrics: MetricsRegistry,
  ) {
    this.logger.setContext(RedisMemory.name);
    this.gauge = metrics.gauge({
      name: 'infra_mind_redis_memory_ratio',
      help: 'Memory that Redis uses, of its maxmemory; not there when it has no maxmemory or does not answer',
    });
    this.gauge.remove();
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    void this.look();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Reads the memory once and warns when it crossed the alarm. Null: there is no limit, or no answer. */
  async look(): Promise<number | null> {
    const ratio = await this.ratio();
    if (ratio === null) {
      this.gauge.remove();
      return null;
    }
    this.gauge.set(ratio);
    if (ratio >= ALARM_AT && !this.isAlarmed) {
      this.isAlarmed = true;
      const percent = Math.round(ratio * 100);
      this.logger.warn(
        { percent },
        `Redis has used ${percent} % of its maxmemory; when it is full, no run is taken and none ends`,
      );
    } else if (ratio < CALM_BELOW) {
      this.isAlarmed = false;
    }
    return ratio;
  }

  private async ratio(): Promise<number | null> {
    try {
      const info = await this.redis.use('info', (redis) => redis.info('memory'));
      const { usedBytes, maxBytes } = parseRedisInfo(info);
      return usedBytes === null || !maxBytes ? null : usedBytes / maxBytes;
    } catch {
      // Readiness says that Redis is away.
      return null;
    }
  }
}
