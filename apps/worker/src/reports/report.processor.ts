import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AppConfig, RequestContext } from '@app/platform';
import type { WorkerActivity } from '@app/queue';
import { JobWorker } from '@app/queue';
import { RedisConnections } from '@app/redis';
import { ReportExecutor, reportJob } from '@app/report-files';
import { PinoLogger } from 'nestjs-pino';
import type { z } from 'zod';

/** Reports end soon: those that do not are taken up again by another worker. */
const GRACE_MS = 2_000;

/** Takes reports from their queue and makes them, beside the runs. */
@Injectable()
export class ReportProcessor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly worker: JobWorker<z.infer<typeof reportJob.payload>>;

  constructor(
    config: AppConfig,
    executor: ReportExecutor,
    redis: RedisConnections,
    context: RequestContext,
    logger: PinoLogger,
  ) {
    const renewEveryMs = Math.floor(config.env.RUN_LOCK_MS / 4);
    this.worker = new JobWorker(
      reportJob,
      ({ tenantId, reportId }, signal) => executor.execute(tenantId, reportId, signal, renewEveryMs),
      { redis, config, context, logger },
      Math.max(1, config.env.REPORT_CONCURRENCY),
    );
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  /** Whether this process takes reports. */
  get taking(): boolean {
    return this.worker.isRunning();
  }

  get activity(): WorkerActivity {
    return this.worker.activity;
  }

  async onModuleDestroy(): Promise<void> {
    await this.worker.stop('shutdown', GRACE_MS);
  }
}
