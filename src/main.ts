import { AppConfig, startFailureOf, startTracing } from '@app/platform';
import { Logger } from 'nestjs-pino';
import { createApi } from './create-api';

async function main(): Promise<void> {
  const config = AppConfig.fromEnvironment();
  const stopTracing = await startTracing(config, 'api');
  const app = await createApi(config);
  await app.listen({ port: config.env.API_PORT, host: config.env.API_HOST });
  app.get(Logger).log(`The API listens at ${await app.getUrl()}`);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    // A request or a store that never ends must not keep the process: the balancer has moved on.
    setTimeout(() => process.exit(1), config.env.SHUTDOWN_TIMEOUT_MS).unref();
    await app.close();
    await stopTracing();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
}

main().catch((error: unknown) => {
  const { message, exitCode } = startFailureOf(error);
  process.stderr.write(`The API could not start: ${message}\n`);
  process.exit(exitCode);
});
