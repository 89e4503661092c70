import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AssessmentRepository } from './assessment.repository';
import { ASSESSMENT_MODELS, assessmentSchema, assessmentVersionSchema } from './assessment.schema';
import { AssessmentsService } from './assessments.service';

/** Gives `AssessmentsService` on the process's database connection. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: ASSESSMENT_MODELS.head, schema: assessmentSchema },
      { name: ASSESSMENT_MODELS.version, schema: assessmentVersionSchema },
    ]),
  ],
  providers: [AssessmentRepository, AssessmentsService],
  exports: [AssessmentsService],
})
export class AssessmentsModule {}
