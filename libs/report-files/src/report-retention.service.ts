import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import { AppConfig } from '@app/platform';
import type { Round } from '@app/redis';
import { ReportArchive } from './report-archive.service';
import { ReportFileRepository } from './report-file.repository';

/** Reports that one round removes; the rest is next. */
const BATCH = 100;
const BATCHES = 20;
const DAY_MS = 86_400_000;

/** Removes reports that ended longer ago than they are kept: the file, then its record. */
@Injectable()
export class ReportRetention {
  constructor(
    private readonly reports: ReportFileRepository,
    private readonly archive: ReportArchive,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** One round; returns how many reports were removed. @throws storage.unavailable; what is left is next */
  async expire(round?: Round): Promise<number> {
    const days = this.config.env.REPORT_RETENTION_DAYS;
    if (days === 0) return 0;
    const before = new Date(this.clock.now().getTime() - days * DAY_MS);
    let removed = 0;
    for (let batch = 0; batch < BATCHES && !round?.stopping.aborted; batch += 1) {
      const expired = await this.reports.findEndedBefore(before, BATCH);
      for (const report of expired) removed += (await this.archive.removeEnded(report)) ? 1 : 0;
      if (expired.length < BATCH) break;
    }
    return removed;
  }
}
