import { Module } from '@nestjs/common';
import { leasedRounds, RedisModule } from '@app/redis';
import { ScheduleLeftovers } from './schedule-leftovers.service';
import { SchedulesModule } from './schedules.module';

/** The end of schedules whose assessment is gone: for the worker. */
@Module({
  imports: [SchedulesModule, RedisModule],
  providers: [
    ScheduleLeftovers,
    leasedRounds({
      ...{ of: ScheduleLeftovers, name: 'schedule-leftovers', everyMs: 10 * 60_000 },
      work: (leftovers, round) => leftovers.sweep(round),
    }),
  ],
})
export class ScheduleSweepModule {}
