import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppConfig, ProcessLifecycle, startTracing } from '@app/platform';
import { Logger } from 'nestjs-pino';
import { WorkerModule } from './worker.module';

async function main(): Promise<void> {
  const config = AppConfig.fromEnvironment();
  const stopTracing = await startTracing(config, 'infra-mind-worker');
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks(undefined, { useProcessExit: true });
  app.get(ProcessLifecycle).atEnd(stopTracing);
  app.get(Logger).log('worker is ready');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
