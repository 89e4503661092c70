import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import { AppConfig } from '@app/platform';
import { LeasedRounds, RedisConnections } from '@app/redis';
import { PinoLogger } from 'nestjs-pino';
import { ReportArchive } from './report-archive.service';
import { ReportFileRepository } from './report-file.repository';

const EVERY_MS = 10 * 60_000;
/** Reports that one round removes; the rest is next. */
const BATCH = 100;
const BATCHES = 20;
const DAY_MS = 86_400_000;

/** Removes reports that ended longer ago than they are kept: the file, then its record. */
@Injectable()
export class ReportRetention implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds: LeasedRounds;

  constructor(
    private readonly reports: ReportFileRepository,
    private readonly archive: ReportArchive,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    redis: RedisConnections,
    logger: PinoLogger,
  ) {
    this.rounds = new LeasedRounds({
      ...{ redis, logger, everyMs: EVERY_MS, name: 'report-retention' },
      work: () => this.expire(),
    });
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.rounds.stop();
  }

  /** One round; returns how many reports were removed. @throws storage.unavailable; what is left is next */
  async expire(): Promise<number> {
    const days = this.config.env.REPORT_RETENTION_DAYS;
    if (days === 0) return 0;
    const before = new Date(this.clock.now().getTime() - days * DAY_MS);
    let removed = 0;
    for (let batch = 0; batch < BATCHES && !this.rounds.isStopping; batch += 1) {
      const expired = await this.reports.findEndedBefore(before, BATCH);
      for (const report of expired) removed += (await this.archive.removeEnded(report)) ? 1 : 0;
      if (expired.length < BATCH) break;
    }
    return removed;
  }
}
