import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppConfig } from '@app/platform';
import type { FastifyInstance } from 'fastify';
import { createApi } from '../../src/create-api';
import { PATIENT_WITH_STORES, testMongoUrl, testRedisUrl } from './stores';

export interface ApiHarness {
  readonly app: NestFastifyApplication;
  readonly fastify: FastifyInstance;
  close(): Promise<void>;
}

/** The whole API on stores of its own: `name` is its database and the prefix of its Redis keys. */
export async function startApi(name: string, env: Record<string, string> = {}): Promise<ApiHarness> {
  const config = AppConfig.fromEnvironment({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    MONGODB_URL: testMongoUrl(name),
    REDIS_URL: testRedisUrl(),
    REDIS_PREFIX: name,
    // A thread runs a program that was built; here are sources.
    ENGINE_THREADS: '0',
    ...PATIENT_WITH_STORES,
    ...env,
  });
  const app = await createApi(config);
  await app.init();
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.ready();
  return { app, fastify, close: () => app.close() };
}
