import { Module } from '@nestjs/common';
import { ReportFilesModule } from '@app/report-files';
import { HttpModule } from '../http/http.module';
import { IdempotencyModule } from '../idempotency/idempotency.module';
import { ReportFileController } from './report-file.controller';
import { ReportsController } from './reports.controller';
import { RunReportsController } from './run-reports.controller';

@Module({
  imports: [HttpModule, IdempotencyModule, ReportFilesModule],
  controllers: [RunReportsController, ReportsController, ReportFileController],
})
export class ReportsApiModule {}
