import { Module } from '@nestjs/common';
import { AssessmentsModule } from '@app/assessments';
import { ReportFilesModule } from '@app/report-files';
import { SchedulesModule } from '@app/schedules';
import { UploadsModule } from '@app/uploads';
import { HttpModule } from '../http/http.module';
import { IdempotencyModule } from '../idempotency/idempotency.module';
import { AssessmentDeletion } from './assessment-deletion.service';
import { AssessmentVersionsController } from './assessment-versions.controller';
import { AssessmentsController } from './assessments.controller';

@Module({
  imports: [
    AssessmentsModule,
    ReportFilesModule,
    SchedulesModule,
    UploadsModule,
    HttpModule,
    IdempotencyModule,
  ],
  providers: [AssessmentDeletion],
  controllers: [AssessmentsController, AssessmentVersionsController],
})
export class AssessmentsApiModule {}
