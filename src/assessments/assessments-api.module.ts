import { Module } from '@nestjs/common';
import { AssessmentsModule } from '@app/assessments';
import { ReportFilesModule } from '@app/report-files';
import { UploadsModule } from '@app/uploads';
import { HttpModule } from '../http/http.module';
import { IdempotencyModule } from '../idempotency/idempotency.module';
import { AssessmentVersionsController } from './assessment-versions.controller';
import { AssessmentsController } from './assessments.controller';

@Module({
  imports: [AssessmentsModule, ReportFilesModule, UploadsModule, HttpModule, IdempotencyModule],
  controllers: [AssessmentsController, AssessmentVersionsController],
})
export class AssessmentsApiModule {}
