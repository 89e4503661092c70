import { Module } from '@nestjs/common';
import { AssessmentsModule } from '@app/assessments';
import { HttpModule } from '../http/http.module';
import { IdempotencyModule } from '../idempotency/idempotency.module';
import { AssessmentVersionsController } from './assessment-versions.controller';
import { AssessmentsController } from './assessments.controller';

@Module({
  imports: [AssessmentsModule, HttpModule, IdempotencyModule],
  controllers: [AssessmentsController, AssessmentVersionsController],
})
export class AssessmentsApiModule {}
