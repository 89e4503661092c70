import { Module } from '@nestjs/common';
import { AppConfig } from '@app/platform';
import { leasedRounds } from '@app/redis';
import { ReportExecutor } from './report-executor.service';
import { ReportFilesModule } from './report-files.module';
import { ReportRemovals } from './report-removals.service';
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
    ReportRenderer,
    ReportRetention,
    ReportSource,
    ReportSweeper,
    {
      provide: ReportThreads,
      inject: [AppConfig],
      useFactory: (config: AppConfig) => ReportThreads.of(config),
    },
    leasedRounds({
      ...{ of: ReportSweeper, name: 'report-sweeper', everyMs: (env) => env.RUN_SWEEP_INTERVAL_MS },
      work: (sweeper, round) => sweeper.sweep(round),
    }),
    leasedRounds({
      ...{ of: ReportRetention, name: 'report-retention', everyMs: 10 * 60_000 },
      work: (retention, round) => retention.expire(round),
    }),
    leasedRounds({
      ...{ of: ReportRemovals, name: 'report-removals', everyMs: 60_000 },
      work: (removals, round) => removals.catchUp(round.stopping),
    }),
  ],
  exports: [ReportExecutor, ReportFilesModule],
})
export class ReportExecutionModule {}
