import { Injectable } from '@nestjs/common';
import { AppConfig } from '@app/platform';
import type { Round } from '@app/redis';
import { PinoLogger } from 'nestjs-pino';
import { RunQueue } from './run-queue.service';
import { RunRepository } from './run.repository';

/** Put back in one go: a few tens of milliseconds of Redis' time, so that workers get their turns in between. */
const BATCH = 250;

/**
 * Puts runs back into the queue that should be in work and gave no sign of life: their job was lost between storing and
 * enqueueing, with Redis, or with too many workers, or waits for a moment that a wrong clock set. A job that is where it
 * should be is left alone, so a wrong guess is harmless. Time is Redis' and the database's.
 */
@Injectable()
export class RunSweeper {
  private sweptAt: Date | null = null;

  constructor(
    private readonly runs: RunRepository,
    private readonly queue: RunQueue,
    private readonly config: AppConfig,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(RunSweeper.name);
  }

  /** When this process last looked at the whole record, by its own clock. */
  get lastTurnAt(): Date | null {
    return this.sweptAt;
  }

  /** One look at the whole record; returns how many jobs had to be put back. */
  async sweep(round?: Round): Promise<number> {
    const { RUN_LOCK_MS, RUN_SWEEP_INTERVAL_MS } = this.config.env;
    const silentForMs = Math.max(RUN_LOCK_MS, RUN_SWEEP_INTERVAL_MS);
    let putBack = 0;
    for await (const silent of this.runs.findSilent(silentForMs, BATCH)) {
      putBack += await this.queue.offerAll(silent);
      if (round?.stopping.aborted) break;
      await round?.keepTurn();
    }
    if (putBack > 0) this.logger.info({ runs: putBack }, 'put silent runs back into the queue');
    this.sweptAt = new Date();
    return putBack;
  }
}
