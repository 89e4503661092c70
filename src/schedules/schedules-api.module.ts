import { Module } from '@nestjs/common';
import { SchedulesModule } from '@app/schedules';
import { HttpModule } from '../http/http.module';
import { AssessmentScheduleController } from './assessment-schedule.controller';
import { NoticesController } from './notices.controller';

@Module({
  imports: [HttpModule, SchedulesModule],
  controllers: [AssessmentScheduleController, NoticesController],
})
export class SchedulesApiModule {}
