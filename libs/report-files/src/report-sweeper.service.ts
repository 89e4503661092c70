import { Injectable } from '@nestjs/common';
import { AppConfig } from '@app/platform';
import type { Round } from '@app/redis';
import { ReportFileRepository } from './report-file.repository';
import { ReportQueue } from './report-queue.service';

/** Put back in one go: a few tens of milliseconds of Redis' time, so that workers get their turns in between. */
const BATCH = 250;

/**
 * Puts reports back into the queue that should be in work and gave no sign of life. A job that is where it should be is
 * left alone, so a wrong guess is harmless.
 */
@Injectable()
export class ReportSweeper {
  constructor(
    private readonly reports: ReportFileRepository,
    private readonly queue: ReportQueue,
    private readonly config: AppConfig,
  ) {}

  /** One look at the whole record; returns how many jobs had to be put back. */
  async sweep(round?: Round): Promise<number> {
    const { RUN_LOCK_MS, RUN_SWEEP_INTERVAL_MS } = this.config.env;
    const silentForMs = Math.max(RUN_LOCK_MS, RUN_SWEEP_INTERVAL_MS);
    let putBack = 0;
    for await (const silent of this.reports.findSilent(silentForMs, BATCH)) {
      putBack += await this.queue.offerAll(silent);
      if (round?.stopping.aborted) break;
      await round?.keepTurn();
    }
    return putBack;
  }
}
