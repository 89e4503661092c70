import { Injectable } from '@nestjs/common';
import { AppError, Clock, newId } from '@app/kernel';
import { PinoLogger } from 'nestjs-pino';
import { DueRuns } from './due-runs.service';
import { EndedRuns } from './ended-runs.service';
import { ScheduleLeaseRepository } from './schedule-lease.repository';
import type { Schedule } from './schedule';
import { ScheduleRepository } from './schedule.repository';

/** Far longer than handling one schedule takes, so that it runs out only where its holder is gone. */
export const SCHEDULE_LEASE_MS = 60_000;
const BATCH = 50;

/** One look at all schedules: what is due is started, what ended is reported. One process at a time does so. */
@Injectable()
export class ScheduleTurns {
  /** Of this process, as the lease knows it. */
  private readonly holder = newId();
  private isStopping = false;

  constructor(
    private readonly schedules: ScheduleRepository,
    private readonly lease: ScheduleLeaseRepository,
    private readonly dueRuns: DueRuns,
    private readonly endedRuns: EndedRuns,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ScheduleTurns.name);
  }

  /** False where it is another process's turn. */
  async take(): Promise<boolean> {
    if (!(await this.holds())) return false;
    const now = this.clock.now();
    const facts = this.dueRuns.factsOnce();
    await this.each(this.schedules.waitingForCatalog(BATCH), (one) => this.dueRuns.noticeFacts(one, facts));
    const full = new Set<string>();
    await this.each(this.schedules.due(this.clock.now(), BATCH), (one) => this.startUnlessFull(one, full));
    await this.each(this.schedules.ended(BATCH), (one) => this.endedRuns.conclude(one));
    this.logger.debug({ ms: this.clock.now().getTime() - now.getTime() }, 'looked after the schedules');
    return true;
  }

  /** Stops after the schedule in hand and leaves the turn to another process. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.lease.release(this.holder);
  }

  /** Where the queue takes no more of a tenant's, the rest of them need not ask in this turn. */
  private async startUnlessFull(schedule: Schedule, full: Set<string>): Promise<void> {
    if (full.has(schedule.tenantId)) return;
    try {
      await this.dueRuns.start(schedule);
    } catch (error) {
      if (error instanceof AppError && error.code === 'run.queue-full') full.add(schedule.tenantId);
      throw error;
    }
  }

  /** Trouble with one leaves it for the next turn and does not keep the others from theirs. */
  private async each<T extends { readonly assessmentId: string }>(
    pages: AsyncGenerator<T[]>,
    handle: (one: T) => Promise<void>,
  ): Promise<void> {
    for await (const page of pages) {
      for (const one of page) {
        if (this.isStopping) return;
        try {
          await handle(one);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          this.logger.warn({ assessmentId: one.assessmentId, reason }, 'left a schedule for the next turn');
        }
      }
      if (!(await this.holds())) return;
    }
  }

  private holds(): Promise<boolean> {
    return this.lease.take(this.holder, SCHEDULE_LEASE_MS);
  }
}
