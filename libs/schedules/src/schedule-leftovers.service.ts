import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { LeasedRounds, RedisConnections } from '@app/redis';
import { PinoLogger } from 'nestjs-pino';
import { ScheduleRepository } from './schedule.repository';

const EVERY_MS = 10 * 60_000;
const BATCH = 250;

/**
 * Ends schedules whose assessment is gone and that never become due, so that no turn would notice: a process died
 * between the deletion of the one and of the other, or somebody set one while the assessment was deleted.
 */
@Injectable()
export class ScheduleLeftovers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds: LeasedRounds;

  constructor(
    private readonly schedules: ScheduleRepository,
    redis: RedisConnections,
    private readonly logger: PinoLogger,
  ) {
    this.rounds = new LeasedRounds({
      ...{ redis, logger, everyMs: EVERY_MS, name: 'schedule-leftovers' },
      work: () => this.sweep(),
    });
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.rounds.stop();
  }

  /** One look at all that wait without a due time; returns how many were ended. */
  async sweep(): Promise<number> {
    let ended = 0;
    for await (const left of this.schedules.withoutAssessment(BATCH)) {
      for (const { tenantId, assessmentId } of left) {
        if (this.rounds.isStopping) return ended;
        if (!(await this.schedules.remove(tenantId, assessmentId))) continue;
        ended += 1;
        this.logger.info({ tenantId, assessmentId }, 'ended the schedule of an assessment that is gone');
      }
      if (this.rounds.isStopping) break;
    }
    return ended;
  }
}
