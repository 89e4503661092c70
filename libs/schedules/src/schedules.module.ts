import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AssessmentsModule } from '@app/assessments';
import { ComparisonModule } from '@app/comparison';
import { EventsModule } from '@app/events';
import { OverridesModule } from '@app/overrides';
import { RunsModule } from '@app/runs';
import { DueRuns } from './due-runs.service';
import { EndedRuns } from './ended-runs.service';
import { NoticeRepository } from './notice.repository';
import { ScheduleFacts } from './schedule-facts.service';
import { ScheduleReporter } from './schedule-reporter.service';
import { ScheduleLeaseRepository } from './schedule-lease.repository';
import { ScheduleRepository } from './schedule.repository';
import {
  noticeSchema,
  SCHEDULE_MODELS,
  scheduledRunSchema,
  scheduleLeaseSchema,
  scheduleSchema,
} from './schedule.schema';
import { SchedulesService } from './schedules.service';
import { ScheduleTurns } from './schedule-turns.service';

/** Gives schedules, their turns and what they report. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: SCHEDULE_MODELS.schedule, schema: scheduleSchema },
      { name: SCHEDULE_MODELS.run, schema: scheduledRunSchema },
      { name: SCHEDULE_MODELS.notice, schema: noticeSchema },
      { name: SCHEDULE_MODELS.lease, schema: scheduleLeaseSchema },
    ]),
    AssessmentsModule,
    ComparisonModule,
    EventsModule,
    OverridesModule,
    RunsModule,
  ],
  providers: [
    DueRuns,
    EndedRuns,
    NoticeRepository,
    ScheduleFacts,
    ScheduleLeaseRepository,
    ScheduleReporter,
    ScheduleRepository,
    SchedulesService,
    ScheduleTurns,
  ],
  exports: [ScheduleRepository, SchedulesService, ScheduleTurns],
})
export class SchedulesModule {}
