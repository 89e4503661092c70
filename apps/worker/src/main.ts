import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppConfig, ProcessLifecycle, startFailureOf, startTracing } from '@app/platform';
import { Logger } from 'nestjs-pino';
import { HealthServer } from './health/health-server';
import { boundHeapGrowth } from './heap-growth';
import { LoopWatchdog } from './watchdog/loop-watchdog';
import { WorkerModule } from './worker.module';

async function main(): Promise<void> {
  boundHeapGrowth();
  const config = AppConfig.fromEnvironment();
  const stopTracing = await startTracing(config, 'infra-mind-worker');
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks(undefined, { useProcessExit: true });
  app.get(ProcessLifecycle).atEnd(stopTracing);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // A store that never answers must not keep the process.
    process.once(signal, () => setTimeout(() => process.exit(1), config.env.SHUTDOWN_TIMEOUT_MS).unref());
  }
  app.get(ProcessLifecycle).atEnd(app.get(LoopWatchdog).watch());
  app.get(Logger).log(`worker is ready, with its probes at port ${app.get(HealthServer).port}`);
}

main().catch((error: unknown) => {
  const { message, exitCode } = startFailureOf(error);
  process.stderr.write(`The worker could not start: ${message}\n`);
  process.exit(exitCode);
});
