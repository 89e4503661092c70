import { getConnectionToken } from '@nestjs/mongoose';
import { Test } from '@nestjs/testing';
import { AppConfig, MetricsRegistry, PlatformModule } from '@app/platform';
import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
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

  it('has built every index when it is ready, a few models at a time', async () => {
    const module = await connect({ MONGODB_URL: testMongoUrl('database-health-indexes') });
    const connection = module.get<Connection>(getConnectionToken());
    const names = Array.from({ length: 12 }, (_, number) => `Numbered${number}`);
    for (const name of names)
      connection.model(name, new Schema({ number: Number }).index({ number: 1 }, { unique: true }));
    let most = 0;
    const building = new Set<number>();
    connection.getClient().on('commandStarted', ({ commandName, requestId }) => {
      if (commandName === 'createIndexes') most = Math.max(most, building.add(requestId).size);
    });
    connection.getClient().on('commandSucceeded', ({ requestId }) => building.delete(requestId));

    await module.init();

    const indexed = names.map((name) => connection.model(name).collection.indexExists('number_1'));
    expect(await Promise.all(indexed)).toEqual(names.map(() => true));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
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
