import { Module } from '@nestjs/common';
import { AppConfig } from '@app/platform';
import { ReportExecutor } from './report-executor.service';
import { ReportFilesModule } from './report-files.module';
import { ReportRemovalRounds } from './report-removal-rounds';
import { ReportRenderer } from './report-renderer.service';
import { ReportRetention } from './report-retention.service';
import { ReportSource } from './report-source.service';
import { ReportSweeper } from './report-sweeper.service';
import { ReportThreads } from './report-threads';

/** Reports as a worker needs them: made, published, swept up, and removed when their time is over. */
@Module({
  imports: [ReportFilesModule],
  providers: [
    ReportExecutor,
    ReportRemovalRounds,
    ReportRenderer,
    ReportRetention,
    ReportSource,
    ReportSweeper,
    {
      provide: ReportThreads,
      inject: [AppConfig],
      useFactory: (config: AppConfig) => ReportThreads.of(config),
    },
  ],
  exports: [ReportExecutor, ReportFilesModule],
})
export class ReportExecutionModule {}
