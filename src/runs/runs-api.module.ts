import { Module } from '@nestjs/common';
import { AssessmentsModule } from '@app/assessments';
import { ReportsModule } from '@app/reports';
import { RunsModule } from '@app/runs';
import { SynthesisModule } from '@app/synthesis';
import { HttpModule } from '../http/http.module';
import { IdempotencyModule } from '../idempotency/idempotency.module';
import { AssessmentRunsController } from './assessment-runs.controller';
import { ReportSchemaController } from './report-schema.controller';
import { RunComplianceController } from './run-compliance.controller';
import { RunModelCallsController } from './run-model-calls.controller';
import { RunReportController } from './run-report.controller';
import { RunResultsController } from './run-results.controller';
import { RunsController } from './runs.controller';

@Module({
  imports: [AssessmentsModule, HttpModule, IdempotencyModule, ReportsModule, RunsModule, SynthesisModule],
  controllers: [
    AssessmentRunsController,
    RunsController,
    RunResultsController,
    RunComplianceController,
    RunModelCallsController,
    RunReportController,
    ReportSchemaController,
  ],
})
export class RunsApiModule {}
