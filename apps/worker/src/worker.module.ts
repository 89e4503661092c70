import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { DatabaseModule } from '@app/database';
import type { AppConfig } from '@app/platform';
import { PlatformModule } from '@app/platform';
import { RunExecutionModule } from '@app/runs';
import { HealthServer } from './health/health-server';
import { RunProcessor } from './runs/run.processor';

/** The worker process: the domain without HTTP. */
@Module({})
export class WorkerModule {
  static forRoot(config: AppConfig): DynamicModule {
    return {
      module: WorkerModule,
      imports: [PlatformModule.forRoot({ service: 'worker', config }), DatabaseModule, RunExecutionModule],
      providers: [RunProcessor, HealthServer],
      exports: [RunExecutionModule],
    };
  }
}
