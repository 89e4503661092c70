import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { AppConfig, MetricsRegistry, PlatformModule } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import type { PrivateRedis } from '../../../test/support/private-redis';
import { startPrivateRedis } from '../../../test/support/private-redis';
import { until } from '../../../test/support/until';
import { RedisConnections } from './redis-connections';
import { RedisMemory } from './redis-memory.service';
import { RedisModule } from './redis.module';

const NOBODY = 'redis://127.0.0.1:1';

describe('starting on a Redis', () => {
  let redis: PrivateRedis;
  let module: TestingModule | undefined;
  let warn: jest.SpyInstance;
  let error: jest.SpyInstance;
  const said = (log: jest.SpyInstance) => JSON.stringify(log.mock.calls);

  beforeAll(async () => (redis = await startPrivateRedis()));
  beforeEach(() => {
    warn = jest.spyOn(PinoLogger.prototype, 'warn').mockImplementation();
    error = jest.spyOn(PinoLogger.prototype, 'error').mockImplementation();
  });
  afterEach(async () => {
    await module?.close();
    module = undefined;
  });
  afterAll(() => redis.stop());

  async function start(env: Record<string, string> = {}): Promise<TestingModule> {
    const config = AppConfig.fromEnvironment({
      LOG_LEVEL: 'silent',
      MONGODB_URL: 'mongodb://127.0.0.1:1/x',
      REDIS_URL: redis.url,
      ...env,
    });
    const imports = [PlatformModule.forRoot({ service: 'test', config }), RedisModule];
    const made = await Test.createTestingModule({ imports }).compile();
    module = made;
    return made.init();
  }

  async function configured(settings: Record<string, string>): Promise<void> {
    const connections = (await start({ REDIS_DURABILITY: 'warn' })).get(RedisConnections);
    for (const [name, value] of Object.entries(settings))
      await connections.commands.config('SET', name, value);
    await module?.close();
    warn.mockClear();
  }

  /** As a managed service may: INFO without these fields. */
  const hide = (...fields: string[]) => {
    const use = Object.getOwnPropertyDescriptor(RedisConnections.prototype, 'use')!
      .value as RedisConnections['use'];
    return jest.spyOn(RedisConnections.prototype, 'use').mockImplementation(async function (
      this: RedisConnections,
      operation,
      work,
    ) {
      const answer: unknown = await use.call(this, operation, work as never);
      if (operation !== 'info') return answer;
      return String(answer)
        .split('\r\n')
        .filter((line) => !fields.includes(line.split(':')[0] ?? ''))
        .join('\r\n');
    });
  };

  it('says nothing when it is safe', async () => {
    await configured({ 'maxmemory-policy': 'noeviction', appendonly: 'yes' });
    const text = await (await start({ NODE_ENV: 'production' })).get(MetricsRegistry).expose();
    expect(text).toContain('infra_mind_redis_safe 1');
    expect(said(warn)).not.toContain('queued runs');
  });

  it('is refused when it evicts, by a message that says how to mend it', async () => {
    await configured({ 'maxmemory-policy': 'allkeys-lru', appendonly: 'yes' });
    const refusal = await start().catch((thrown: Error) => thrown);
    expect(refusal).toMatchObject({ code: 'redis.unsafe' });
    for (const part of [
      'allkeys-lru',
      'maxmemory-policy noeviction',
      'appendonly yes',
      'REDIS_DURABILITY=warn',
    ])
      expect((refusal as Error).message).toContain(part);
  });

  it('is refused when it keeps no append-only file', async () => {
    await configured({ 'maxmemory-policy': 'noeviction', appendonly: 'no' });
    await expect(start()).rejects.toThrow('appendonly is no');
  });

  it('may be overridden loudly, and not in production', async () => {
    await configured({ 'maxmemory-policy': 'volatile-ttl', appendonly: 'no' });
    const text = await (await start({ REDIS_DURABILITY: 'warn' })).get(MetricsRegistry).expose();
    expect(said(warn)).toContain('volatile-ttl');
    expect(text).toContain('infra_mind_redis_safe 0');
    await module?.close();
    await expect(start({ REDIS_DURABILITY: 'warn', NODE_ENV: 'production' })).rejects.toThrow(
      'does not hold in production',
    );
  });

  it('is refused in production when it does not say, unless somebody vouches for it', async () => {
    await configured({ 'maxmemory-policy': 'noeviction', appendonly: 'yes' });
    const hidden = hide('aof_enabled');
    try {
      await expect(start({ NODE_ENV: 'production' })).rejects.toThrow('cannot be told');
      await module?.close();
      await start({ NODE_ENV: 'production', REDIS_DURABILITY: 'warn' });
      expect(said(warn)).toContain('aof_enabled');
      await module?.close();
      await start();
    } finally {
      hidden.mockRestore();
    }
  });

  it('goes on when it is away: what needs no Redis is served', async () => {
    await start({ REDIS_URL: NOBODY, REDIS_TIMEOUT_MS: '100' });
    expect(said(warn)).toContain('could not see yet');
  });

  it('is looked at again when the connection leads to another server', async () => {
    await configured({ 'maxmemory-policy': 'noeviction', appendonly: 'yes' });
    const { port } = new URL(redis.url);
    const app = await start();
    await redis.stop();
    redis = await startPrivateRedis({ port, appendonly: 'no' });
    await until(() => error.mock.calls.length > 0);
    expect(said(error)).toContain('appendonly is no');
    expect(await app.get(MetricsRegistry).expose()).toContain('infra_mind_redis_safe 0');
  });

  it('warns once when its memory runs short, again only after there was room, and shows the ratio', async () => {
    const app = await start({ REDIS_DURABILITY: 'warn' });
    const memory = app.get(RedisMemory);
    const { commands } = app.get(RedisConnections);
    const warnings = () => warn.mock.calls.filter((call) => JSON.stringify(call).includes('maxmemory;'));
    const ratio = async () =>
      /^infra_mind_redis_memory_ratio (\S+)/m.exec(await app.get(MetricsRegistry).expose());
    expect(await memory.look()).toBeNull();
    expect(await ratio()).toBeNull();
    const used = Number(/used_memory:(\d+)/.exec(await commands.info('memory'))?.[1]);
    const full = Math.round(used * 1.2);
    for (const maxmemory of [full, full, used * 10, full]) {
      await commands.config('SET', 'maxmemory', String(maxmemory));
      await memory.look();
    }
    expect(warnings()).toHaveLength(2);
    expect(Number((await ratio())?.[1])).toBeGreaterThan(0.7);
    await commands.config('SET', 'maxmemory', '0');
  });
});
