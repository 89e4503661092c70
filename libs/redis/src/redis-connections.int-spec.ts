import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { InvariantError } from '@app/kernel';
import { AppConfig, CircuitRegistry, PlatformModule } from '@app/platform';
import { TcpProxy } from '../../../test/support/tcp-proxy';
import { testRedisUrl } from '../../../test/support/stores';
import { until } from '../../../test/support/until';
import { RedisConnections } from './redis-connections';
import { RedisModule } from './redis.module';

describe('commands to Redis', () => {
  const door = new TcpProxy(new URL(testRedisUrl()));
  let module: TestingModule;
  let redis: RedisConnections;
  const state = () =>
    module
      .get(CircuitRegistry)
      .reports()
      .find(({ name }) => name === 'redis')?.state;

  const start = async (timeoutMs: number): Promise<void> => {
    await door.open();
    const config = AppConfig.fromEnvironment({
      LOG_LEVEL: 'silent',
      MONGODB_URL: 'mongodb://127.0.0.1:1/x',
      REDIS_URL: door.url,
      REDIS_TIMEOUT_MS: String(timeoutMs),
      REDIS_PREFIX: 'redis-connections-spec',
    });
    const imports = [PlatformModule.forRoot({ service: 'test', config }), RedisModule];
    module = await Test.createTestingModule({ imports }).compile();
    redis = module.get(RedisConnections);
    await until(() =>
      redis.ping().then(
        () => true,
        () => false,
      ),
    );
  };
  afterEach(async () => {
    await module.close();
    await door.shut();
  });

  it('fail in time while it is away, then at once, and work again by themselves', async () => {
    await start(1_000);
    await door.shut();
    let sent = 0;
    const send = () =>
      redis.use('spec', (client) => {
        sent += 1;
        return client.get('x');
      });
    for (let failure = 0; failure < 3; failure += 1) {
      await expect(send()).rejects.toMatchObject({ code: 'redis.unavailable', retryAfterSeconds: 2 });
    }
    expect(state()).toBe('open');
    await expect(send()).rejects.toMatchObject({ code: 'redis.unavailable' });
    expect(sent).toBe(3);
    await door.open();
    await until(() =>
      redis.ping().then(
        () => true,
        () => false,
      ),
    );
    expect(state()).toBe('closed');
  });

  it('leave a connection that died without a word for a new one', async () => {
    await start(200);
    const blocking = redis.blocking({ longestMs: 100 });
    await blocking.ping();
    door.lose();
    await until(() =>
      redis.ping().then(
        () => true,
        () => false,
      ),
    );
    // Sent again on the new one, as it was under way.
    await expect(blocking.ping()).resolves.toBe('PONG');
  });

  it('share one time limit, pipelines and waits for the connection too', async () => {
    await start(1_000);
    const never = redis.use('spec', () => new Promise<never>(() => undefined));
    await expect(never).rejects.toMatchObject({ code: 'redis.unavailable' });
    await door.shut();
    const pipeline = redis.use('spec', (client) => client.multi().get('x').get('y').exec());
    await expect(pipeline).rejects.toMatchObject({ code: 'redis.unavailable' });
    await door.open();
    await until(() =>
      redis.ping().then(
        () => true,
        () => false,
      ),
    );
  });

  it('keep what is our own defect as it is, and do not count it against Redis', async () => {
    await start(15_000);
    for (let index = 0; index < 5; index += 1) {
      await expect(redis.use('spec', (client) => client.call('NO-SUCH'))).rejects.toThrow('unknown command');
      await expect(redis.use('spec', () => Promise.reject(new InvariantError('x')))).rejects.toThrow(
        InvariantError,
      );
    }
    expect(state()).toBe('closed');
  });
});
