import { Injectable } from '@nestjs/common';
import type { Round } from '@app/redis';
import { PinoLogger } from 'nestjs-pino';
import { ScheduleRepository } from './schedule.repository';

const BATCH = 250;

/**
 * Ends schedules whose assessment is gone and that never become due, so that no turn would notice: a process died
 * between the deletion of the one and of the other, or somebody set one while the assessment was deleted.
 */
@Injectable()
export class ScheduleLeftovers {
  constructor(
    private readonly schedules: ScheduleRepository,
    private readonly logger: PinoLogger,
  ) {}

  /** One look at all that wait without a due time; returns how many were ended. */
  async sweep(round?: Round): Promise<number> {
    let ended = 0;
    for await (const left of this.schedules.withoutAssessment(BATCH)) {
      for (const { tenantId, assessmentId } of left) {
        if (round?.stopping.aborted) return ended;
        if (!(await this.schedules.remove(tenantId, assessmentId))) continue;
        ended += 1;
        this.logger.info({ tenantId, assessmentId }, 'ended the schedule of an assessment that is gone');
      }
      if (round?.stopping.aborted) break;
    }
    return ended;
  }
}
