import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { ApprovalSweepModule } from '@app/approvals';
import { DatabaseModule } from '@app/database';
import { OperationsModule } from '@app/operations';
import type { AppConfig } from '@app/platform';
import { PlatformModule } from '@app/platform';
import { ReportExecutionModule } from '@app/report-files';
import { RunExecutionModule } from '@app/runs';
import { SchedulesModule, ScheduleSweepModule } from '@app/schedules';
import { StorageSweepModule } from '@app/storage';
import { UploadRetentionModule } from '@app/uploads';
import { HealthServer } from './health/health-server';
import { WorkerReadiness } from './health/worker-readiness';
import { WorkerReport } from './health/worker-report';
import { ReportProcessor } from './reports/report.processor';
import { RunProcessor } from './runs/run.processor';
import { ScheduleTicker } from './schedules/schedule-ticker';
import { LoopWatchdog } from './watchdog/loop-watchdog';
import { ProcessEnd } from './watchdog/process-end';
import { ProgressWatchdog } from './watchdog/progress-watchdog.service';
import { WorkerSight } from './watchdog/worker-sight';

/** The worker process: the domain without HTTP. */
@Module({})
export class WorkerModule {
  static forRoot(config: AppConfig): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot({ service: 'worker', config }),
        DatabaseModule,
        OperationsModule.forRoot({ service: 'worker' }),
        RunExecutionModule,
        SchedulesModule,
        ScheduleSweepModule,
        ApprovalSweepModule,
        ReportExecutionModule,
        UploadRetentionModule,
        StorageSweepModule,
      ],
      providers: [
        RunProcessor,
        ScheduleTicker,
        ReportProcessor,
        HealthServer,
        LoopWatchdog,
        ProcessEnd,
        ProgressWatchdog,
        WorkerReadiness,
        WorkerReport,
        WorkerSight,
      ],
      exports: [RunExecutionModule],
    };
  }
}
