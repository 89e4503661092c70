import { Module } from '@nestjs/common';
import { RedisModule } from '@app/redis';
import { ScheduleLeftovers } from './schedule-leftovers.service';
import { SchedulesModule } from './schedules.module';

/** The end of schedules whose assessment is gone: for the worker. */
@Module({ imports: [SchedulesModule, RedisModule], providers: [ScheduleLeftovers] })
export class ScheduleSweepModule {}
