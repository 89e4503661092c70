import { Test } from '@nestjs/testing';
import { DatabaseModule } from '@app/database';
import { startEmbeddedMongo } from '@app/embedded-mongo';
import { AppConfig, PlatformModule } from '@app/platform';

describe('the embedded database', () => {
  let mongo: Awaited<ReturnType<typeof startEmbeddedMongo>>;
  beforeAll(async () => {
    mongo = await startEmbeddedMongo({ dataDir: ':memory:' });
  });
  afterAll(() => mongo.close());

  async function start(environment: string) {
    const config = AppConfig.fromEnvironment({
      NODE_ENV: environment,
      LOG_LEVEL: 'silent',
      MONGODB_URL: mongo.url,
      REDIS_URL: 'redis://127.0.0.1:1',
    });
    const imports = [PlatformModule.forRoot({ service: 'test', config }), DatabaseModule];
    return Test.createTestingModule({ imports }).compile();
  }

  it('serves development', async () => {
    const module = await start('development');
    await module.init();
    await module.close();
  });

  it('is refused in production', async () => {
    const module = await start('production');
    await expect(module.init()).rejects.toMatchObject({ code: 'database.embedded-in-production' });
    await module.close();
  });
});
