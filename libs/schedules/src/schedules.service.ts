import { Injectable } from '@nestjs/common';
import { AssessmentsService } from '@app/assessments';
import type { Page, PageRequest } from '@app/database';
import { Clock } from '@app/kernel';
import type { Cadence } from './cadence';
import { nextDueTime } from './due-time';
import type { Notice } from './notice';
import { NoticeRepository, type NoticeFilter } from './notice.repository';
import type { Schedule } from './schedule';
import { ScheduleFacts } from './schedule-facts.service';
import { ScheduleRepository } from './schedule.repository';
import { noticeNotFound, scheduleNotFound } from './schedules.errors';

/** Schedules and what they reported, for the API. */
@Injectable()
export class SchedulesService {
  constructor(
    private readonly schedules: ScheduleRepository,
    private readonly notices: NoticeRepository,
    private readonly assessments: AssessmentsService,
    private readonly facts: ScheduleFacts,
    private readonly clock: Clock,
  ) {}

  /** Sets when an assessment is assessed again, from now on; paused, not at all. @throws assessment.not-found */
  async put(
    tenantId: string,
    assessmentId: string,
    cadence: Cadence,
    { by, isPaused = false }: { readonly by: string; readonly isPaused?: boolean },
  ): Promise<Schedule> {
    await this.assessments.get(tenantId, assessmentId);
    const now = this.clock.now();
    const content = {
      cadence,
      by,
      isPaused,
      nextDueAt: isPaused ? null : nextDueTime(cadence, now),
      factsSeen: await this.facts.of(tenantId),
    };
    return this.schedules.put(tenantId, assessmentId, content, now);
  }

  /** @throws assessment.not-found, schedule.not-found */
  async get(tenantId: string, assessmentId: string): Promise<Schedule> {
    await this.assessments.get(tenantId, assessmentId);
    const found = await this.schedules.find(tenantId, assessmentId);
    if (!found) throw scheduleNotFound(assessmentId);
    return found;
  }

  /** Ends the schedule; a run that it started goes on, and is not reported. @throws schedule.not-found */
  async remove(tenantId: string, assessmentId: string): Promise<void> {
    if (!(await this.schedules.remove(tenantId, assessmentId))) throw scheduleNotFound(assessmentId);
  }

  /** Ends the schedule, if there is one, of an assessment that was deleted. */
  async forget(tenantId: string, assessmentId: string): Promise<void> {
    await this.schedules.remove(tenantId, assessmentId);
  }

  listNotices(tenantId: string, filter: NoticeFilter, page: PageRequest): Promise<Page<Notice>> {
    return this.notices.list(tenantId, filter, page);
  }

  /** @throws notice.not-found */
  async getNotice(tenantId: string, id: string): Promise<Notice> {
    const found = await this.notices.find(tenantId, id);
    if (!found) throw noticeNotFound(id);
    return found;
  }

  /** Marks a notice as read; who did so first stays. @throws notice.not-found */
  async markRead(tenantId: string, id: string, by: string): Promise<Notice> {
    const found = await this.notices.markRead(tenantId, id, by, this.clock.now());
    if (!found) throw noticeNotFound(id);
    return found;
  }
}
