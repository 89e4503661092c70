import { Test, type TestingModule } from '@nestjs/testing';
import { EventsModule, RunEventFeed, RunEventLog } from '@app/events';
import { AppConfig, environmentSchema, PlatformModule } from '@app/platform';
import { RedisConnections, RedisModule } from '@app/redis';
import { PATIENT_WITH_STORES, testRedisUrl } from './stores';

/** What one process of the product has of the events: its own log, feed and connections. */
export interface EventsProcess {
  readonly module: TestingModule;
  readonly log: RunEventLog;
  readonly feed: RunEventFeed;
  readonly redis: RedisConnections;
}

/** A configuration against the stores of this test run, quiet, under a key prefix of its own. */
export function testConfig(prefix: string, more: Readonly<Record<string, string>> = {}): AppConfig {
  const env = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    MONGODB_URL: 'mongodb://127.0.0.1/not-used',
    REDIS_URL: testRedisUrl(),
    REDIS_PREFIX: prefix,
    ...PATIENT_WITH_STORES,
    ...more,
  };
  return new AppConfig(environmentSchema.parse(env));
}

/** Starts what a process has of the events; end it with `module.close()`. */
export async function startEventsProcess(prefix: string, redisUrl = testRedisUrl()): Promise<EventsProcess> {
  const config = testConfig(prefix, { REDIS_URL: redisUrl });
  const module = await Test.createTestingModule({
    imports: [PlatformModule.forRoot({ service: 'test', config }), RedisModule, EventsModule],
  }).compile();
  module.enableShutdownHooks([]);
  await module.init();
  return {
    module,
    log: module.get(RunEventLog),
    feed: module.get(RunEventFeed),
    redis: module.get(RedisConnections),
  };
}

/** Waits until the clock of Redis, which names the generations of streams, shows another millisecond. */
export async function nextRedisMillisecond({ redis }: EventsProcess): Promise<void> {
  const now = async (): Promise<number> => {
    const [seconds, micros] = (await redis.commands.time()).map(Number);
    return (seconds ?? 0) * 1_000 + Math.floor((micros ?? 0) / 1_000);
  };
  const start = await now();
  while ((await now()) <= start);
}
