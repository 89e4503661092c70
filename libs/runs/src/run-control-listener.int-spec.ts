import type { TestingModule } from '@nestjs/testing';
import { Test } from '@nestjs/testing';
import { AppConfig, PlatformModule } from '@app/platform';
import { RedisConnections, RedisModule } from '@app/redis';
import { PinoLogger } from 'nestjs-pino';
import { testRedisUrl } from '../../../test/support/stores';
import { TcpProxy } from '../../../test/support/tcp-proxy';
import { until } from '../../../test/support/until';
import { RunControl } from './run-control';
import { RunControlListener } from './run-control-listener';

describe("a worker's ear for what is done to runs", () => {
  const door = new TcpProxy(new URL(testRedisUrl()));
  let module: TestingModule;

  beforeAll(async () => {
    await door.open();
    const config = AppConfig.fromEnvironment({
      LOG_LEVEL: 'silent',
      MONGODB_URL: 'mongodb://127.0.0.1:1/x',
      REDIS_URL: door.url,
      REDIS_TIMEOUT_MS: '100',
      REDIS_PREFIX: 'run-control-listener-spec',
    });
    const imports = [PlatformModule.forRoot({ service: 'test', config }), RedisModule];
    module = await Test.createTestingModule({ imports }).compile();
  });
  afterAll(async () => {
    await module.close();
    await door.shut();
  });

  it('does not hold up the start where Redis hangs, and hears when it answers again', async () => {
    const redis = module.get(RedisConnections);
    const control = new RunControl(redis);
    const listener = new RunControlListener(redis, control, await module.resolve(PinoLogger));
    door.freeze();
    await listener.onApplicationBootstrap();
    door.thaw();
    let heard = false;
    listener.listen('r1', () => (heard = true));
    await until(async () => {
      await control.notify('r1').catch(() => undefined);
      return heard;
    });
  });
});
