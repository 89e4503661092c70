import { startStores } from './store-servers';

/** Gives every spec a MongoDB and a Redis: the ones MONGODB_URL and REDIS_URL name, else private ones. */
export default async function globalSetup(): Promise<void> {
  const { mongoUrl, redisUrl } = await startStores({
    mongoUrl: process.env.MONGODB_URL || undefined,
    redisUrl: process.env.REDIS_URL || undefined,
  });
  process.env.TEST_MONGODB_URL = mongoUrl;
  process.env.TEST_REDIS_URL = redisUrl;
  // The conformance suites alone compare that server with the embedded one.
  process.env.CONFORMANCE_MONGODB_URL ??= process.env.MONGODB_URL ?? '';
  // Product code under test must not fall back to stores that the developer's shell names.
  delete process.env.MONGODB_URL;
  delete process.env.REDIS_URL;
  // Nor may packages send traces, or hold them back, because the shell says so.
  for (const name of Object.keys(process.env)) {
    if (/^(OTEL|LANGSMITH|LANGCHAIN)_/.test(name)) delete process.env[name];
  }
}
