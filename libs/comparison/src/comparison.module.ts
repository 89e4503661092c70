import { Module } from '@nestjs/common';
import { AssessmentsModule } from '@app/assessments';
import { ReportsModule } from '@app/reports';
import { RunsModule } from '@app/runs';
import { ComparisonService } from './comparison.service';

/** Gives the comparison of stored runs. */
@Module({
  imports: [AssessmentsModule, ReportsModule, RunsModule],
  providers: [ComparisonService],
  exports: [ComparisonService],
})
export class ComparisonModule {}
