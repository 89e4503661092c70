import { Module } from '@nestjs/common';
import { RunsModule } from '@app/runs';
import { HttpModule } from '../http/http.module';
import { AssessmentDecisionsController } from './assessment-decisions.controller';
import { RunConflictsController } from './run-conflicts.controller';

@Module({
  imports: [RunsModule, HttpModule],
  controllers: [AssessmentDecisionsController, RunConflictsController],
})
export class DecisionsApiModule {}
