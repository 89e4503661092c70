import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '@app/platform';
import { RedisConnections } from '@app/redis';
import { PinoLogger } from 'nestjs-pino';
import { RunQueue } from './run-queue.service';
import { RunRepository } from './run.repository';

/** Put back in one go: a few tens of milliseconds of Redis' time, so that workers get their turns in between. */
const BATCH = 250;

/**
 * Puts runs back into the queue that should be in work and gave no sign of life: their job was lost between storing and
 * enqueueing, with Redis, or with too many workers, or waits for a moment that a wrong clock set. A job that is where it
 * should be is left alone, so a wrong guess is harmless. One process at a time sweeps. Time is Redis' and the database's.
 */
@Injectable()
export class RunSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;
  private isStopping = false;
  private sweptAt: Date | null = null;

  constructor(
    private readonly runs: RunRepository,
    private readonly queue: RunQueue,
    private readonly redis: RedisConnections,
    private readonly config: AppConfig,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(RunSweeper.name);
  }

  /** When this process last looked at the whole record, by its own clock. */
  get lastTurnAt(): Date | null {
    return this.sweptAt;
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      // A long sweep takes the place of the ones that would have come meanwhile.
      this.sweeping ??= this.sweepSafely().finally(() => (this.sweeping = undefined));
    }, this.config.env.RUN_SWEEP_INTERVAL_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.isStopping = true;
    await this.sweeping;
  }

  /** One look at the whole record; returns how many jobs had to be put back. */
  async sweep(): Promise<number> {
    const { RUN_LOCK_MS, RUN_SWEEP_INTERVAL_MS } = this.config.env;
    const silentForMs = Math.max(RUN_LOCK_MS, RUN_SWEEP_INTERVAL_MS);
    let putBack = 0;
    for await (const silent of this.runs.findSilent(silentForMs, BATCH)) {
      putBack += await this.queue.offerAll(silent);
      if (this.isStopping) break;
      await this.keepTurn();
    }
    if (putBack > 0) this.logger.info({ runs: putBack }, 'put silent runs back into the queue');
    return putBack;
  }

  private async sweepSafely(): Promise<void> {
    try {
      if (!(await this.takeTurn())) return;
      await this.sweep();
      this.sweptAt = new Date();
    } catch (error) {
      this.logger.warn({ reason: (error as Error).message }, 'could not look for silent runs');
    }
  }

  /** The lease runs out by itself before the next look, so that whoever is there then may take it. */
  private async takeTurn(): Promise<boolean> {
    const taken = await this.redis.use('lease', (redis) =>
      redis.set(this.lease, '1', 'PX', this.leaseMs, 'NX'),
    );
    return taken === 'OK';
  }

  private async keepTurn(): Promise<void> {
    await this.redis.use('lease', (redis) => redis.pexpire(this.lease, this.leaseMs));
  }

  private get lease(): string {
    return this.redis.key('run-sweeper');
  }

  private get leaseMs(): number {
    return Math.ceil(this.config.env.RUN_SWEEP_INTERVAL_MS * 0.9);
  }
}
