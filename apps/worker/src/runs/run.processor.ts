import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AppConfig, RequestContext } from '@app/platform';
import type { WorkerActivity } from '@app/queue';
import { JobWorker } from '@app/queue';
import { RedisConnections } from '@app/redis';
import { RunExecutor, runJob } from '@app/runs';
import { PinoLogger } from 'nestjs-pino';
import type { z } from 'zod';

/** Room that stopping needs for itself, out of the time a process has to end. */
const STOPPING_MS = 5_000;

/** Takes runs from the queue and carries them out, several at once. */
@Injectable()
export class RunProcessor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly worker: JobWorker<z.infer<typeof runJob.payload>>;

  constructor(
    private readonly config: AppConfig,
    executor: RunExecutor,
    redis: RedisConnections,
    context: RequestContext,
    logger: PinoLogger,
  ) {
    const renewEveryMs = Math.floor(config.env.RUN_LOCK_MS / 4);
    this.worker = new JobWorker(
      runJob,
      ({ tenantId, runId }, signal) => executor.execute(tenantId, runId, signal, renewEveryMs),
      { redis, config, context, logger },
      config.env.RUN_CONCURRENCY,
    );
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  /** Whether this process takes runs. */
  get taking(): boolean {
    return this.worker.isRunning();
  }

  get activity(): WorkerActivity {
    return this.worker.activity;
  }

  async onModuleDestroy(): Promise<void> {
    await this.worker.stop('shutdown', Math.max(0, this.config.env.SHUTDOWN_TIMEOUT_MS - STOPPING_MS));
  }
}
