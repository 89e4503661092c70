import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import { AppConfig } from '@app/platform';
import { RedisConnections } from '@app/redis';
import { PinoLogger } from 'nestjs-pino';
import { RunQueue } from './run-queue.service';
import { RunRepository } from './run.repository';

const BATCH = 500;

/**
 * Puts runs back into the queue that should be in work and gave no sign of life: their job was lost between storing and
 * enqueueing, with Redis, or with too many workers. Adding a job that is there changes nothing, so a wrong guess is
 * harmless. One process at a time sweeps.
 */
@Injectable()
export class RunSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly runs: RunRepository,
    private readonly queue: RunQueue,
    private readonly redis: RedisConnections,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(RunSweeper.name);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweepSafely(), this.config.env.RUN_SWEEP_INTERVAL_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** One look at the record; returns how many jobs were offered to the queue. */
  async sweep(): Promise<number> {
    const { RUN_LOCK_MS, RUN_SWEEP_INTERVAL_MS } = this.config.env;
    const silentFor = Math.max(RUN_LOCK_MS, RUN_SWEEP_INTERVAL_MS);
    const since = new Date(this.clock.now().getTime() - silentFor);
    const silent = await this.runs.findSilent(since, BATCH);
    for (const run of silent) await this.queue.offer(run);
    if (silent.length > 0) this.logger.info({ runs: silent.length }, 'offered silent runs to the queue');
    return silent.length;
  }

  private async sweepSafely(): Promise<void> {
    try {
      if (await this.isMyTurn()) await this.sweep();
    } catch (error) {
      this.logger.warn({ reason: (error as Error).message }, 'could not look for silent runs');
    }
  }

  private async isMyTurn(): Promise<boolean> {
    const leaseMs = Math.ceil(this.config.env.RUN_SWEEP_INTERVAL_MS * 0.9);
    const key = this.redis.key('run-sweeper');
    return (await this.redis.use('lease', (redis) => redis.set(key, '1', 'PX', leaseMs, 'NX'))) === 'OK';
  }
}
