import { Module } from '@nestjs/common';
import { AppConfig, MetricsRegistry } from '@app/platform';
import { ThreadPool } from './thread-pool';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, type ThreadsOptions } from './threads-options';

/** One pool of threads for the computations of a process, as ENGINE_* sets it. */
@Module({
  providers: [
    {
      provide: ThreadPool,
      inject: [AppConfig, MetricsRegistry, MODULE_OPTIONS_TOKEN],
      useFactory: ({ env }: AppConfig, metrics: MetricsRegistry, { program }: ThreadsOptions) =>
        new ThreadPool(
          {
            program,
            threads: env.ENGINE_THREADS,
            queueLimit: env.ENGINE_QUEUE_LIMIT,
            timeoutMs: env.ENGINE_TASK_TIMEOUT_MS,
            memoryMb: env.ENGINE_THREAD_MEMORY_MB,
          },
          metrics,
        ),
    },
  ],
  exports: [ThreadPool],
})
export class ThreadsModule extends ConfigurableModuleClass {}
