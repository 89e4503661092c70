import { Test } from '@nestjs/testing';
import { AppConfig, MetricsRegistry, PlatformModule } from '@app/platform';
import { testMongoUrl } from '../../../test/support/stores';
import { DatabaseHealth } from './database-health.service';
import { DatabaseModule } from './database.module';

async function connect(env: Record<string, string> = {}) {
  const config = AppConfig.fromEnvironment({
    LOG_LEVEL: 'silent',
    MONGODB_URL: testMongoUrl('database-health'),
    REDIS_URL: 'redis://127.0.0.1:1',
    ...env,
  });
  const imports = [PlatformModule.forRoot({ service: 'test', config }), DatabaseModule];
  return Test.createTestingModule({ imports }).compile();
}

describe('DatabaseHealth', () => {
  it('answers a ping and measures the commands', async () => {
    const module = await connect();
    await module.init();
    await module.get(DatabaseHealth).ping();
    const text = await module.get(MetricsRegistry).expose();
    expect(text).toMatch(/infra_mind_mongodb_seconds_count\{command="ping",outcome="ok"\} [1-9]/);
    await module.close();
  });

  it('says that the database is unavailable once it is gone', async () => {
    const module = await connect();
    await module.init();
    const health = module.get(DatabaseHealth);
    await module.close();
    await expect(health.ping()).rejects.toMatchObject({ code: 'database.unavailable', retryAfterSeconds: 2 });
  });
});
