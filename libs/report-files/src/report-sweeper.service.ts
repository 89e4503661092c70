import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '@app/platform';
import { LeasedRounds, RedisConnections } from '@app/redis';
import { PinoLogger } from 'nestjs-pino';
import { ReportFileRepository } from './report-file.repository';
import { ReportQueue } from './report-queue.service';

/** Put back in one go: a few tens of milliseconds of Redis' time, so that workers get their turns in between. */
const BATCH = 250;

/**
 * Puts reports back into the queue that should be in work and gave no sign of life. A job that is where it should be is
 * left alone, so a wrong guess is harmless.
 */
@Injectable()
export class ReportSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds: LeasedRounds;

  constructor(
    private readonly reports: ReportFileRepository,
    private readonly queue: ReportQueue,
    private readonly config: AppConfig,
    redis: RedisConnections,
    logger: PinoLogger,
  ) {
    const everyMs = config.env.RUN_SWEEP_INTERVAL_MS;
    this.rounds = new LeasedRounds({
      ...{ redis, logger, everyMs, name: 'report-sweeper' },
      work: () => this.sweep(),
    });
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.rounds.stop();
  }

  /** One look at the whole record; returns how many jobs had to be put back. */
  async sweep(): Promise<number> {
    const { RUN_LOCK_MS, RUN_SWEEP_INTERVAL_MS } = this.config.env;
    const silentForMs = Math.max(RUN_LOCK_MS, RUN_SWEEP_INTERVAL_MS);
    let putBack = 0;
    for await (const silent of this.reports.findSilent(silentForMs, BATCH)) {
      putBack += await this.queue.offerAll(silent);
      if (this.rounds.isStopping) break;
    }
    return putBack;
  }
}
