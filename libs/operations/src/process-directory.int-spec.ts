import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { AppConfig, PlatformModule, ProcessLifecycle } from '@app/platform';
import { RedisConnections } from '@app/redis';
import { PATIENT_WITH_STORES, testMongoUrl, testRedisUrl } from '../../../test/support/stores';
import { until } from '../../../test/support/until';
import { OperationsModule } from './operations.module';
import { ProcessDirectory } from './process-directory';
import { ProcessState } from './process-state';

const PREFIX = 'process-directory';

async function aProcess(service: string, env: Record<string, string> = {}): Promise<TestingModule> {
  const config = AppConfig.fromEnvironment({
    LOG_LEVEL: 'silent',
    MONGODB_URL: testMongoUrl(PREFIX),
    REDIS_URL: testRedisUrl(),
    REDIS_PREFIX: PREFIX,
    ...PATIENT_WITH_STORES,
    PROCESS_REPORT_MS: '100',
    ...env,
  });
  const imports = [PlatformModule.forRoot({ service, config }), OperationsModule.forRoot({ service })];
  const module = await Test.createTestingModule({ imports }).compile();
  await module.init();
  return module;
}

const idOf = (module: TestingModule): string => module.get(ProcessState).id;

describe('the directory of processes', () => {
  let watcher: TestingModule;
  const listed = async () => (await watcher.get(ProcessDirectory).list()).map(({ id }) => id);

  beforeAll(async () => {
    watcher = await aProcess('api');
  });
  afterAll(() => watcher.close());

  it('lists every process with what it says of itself, and no longer once it has stopped', async () => {
    const worker = await aProcess('worker');
    worker.get(ProcessState).addWork(() => ({ activeRuns: 3, sweptAt: null }));
    const found = async () =>
      (await watcher.get(ProcessDirectory).list()).find(({ id }) => id === idOf(worker));
    await until(async () => (await found())?.activeRuns === 3);
    expect(await found()).toMatchObject({
      service: 'worker',
      pid: process.pid,
      draining: false,
      databasePool: { limit: 20 },
      circuits: expect.arrayContaining([
        expect.objectContaining({ name: 'mongodb', state: 'closed' }),
      ]) as object,
    });
    expect(await listed()).toContain(idOf(watcher));
    await worker.close();
    expect(await listed()).toEqual([idOf(watcher)]);
  });

  it('says that a process drains as long as it does', async () => {
    const leaving = await aProcess('worker', { DRAIN_DELAY_MS: '3000' });
    await until(async () => (await listed()).includes(idOf(leaving)));
    const gone = leaving.close();
    await until(async () => {
      const reports = await watcher.get(ProcessDirectory).list();
      return reports.some(({ id, draining }) => id === idOf(leaving) && draining);
    });
    expect(leaving.get(ProcessLifecycle).draining).toBe(true);
    await gone;
    expect(await listed()).not.toContain(idOf(leaving));
  });

  it('forgets a process that died without a word', async () => {
    const directory = watcher.get(ProcessDirectory);
    const redis = watcher.get(RedisConnections, { strict: false });
    await directory.put({ ...watcher.get(ProcessState).report, id: 'died' });
    expect(await redis.commands.pttl(redis.key('process', 'died'))).toBeGreaterThan(0);
    expect(await listed()).toContain('died');
    // Its time is over.
    await redis.commands.del(redis.key('process', 'died'));
    expect(await listed()).not.toContain('died');
    expect(await redis.commands.zscore(redis.key('processes'), 'died')).toBeNull();
  });

  it('keeps no name of the processes that died, though nobody asks for the list', async () => {
    const directory = watcher.get(ProcessDirectory);
    const redis = watcher.get(RedisConnections, { strict: false });
    const ids = redis.key('processes');
    const [seconds = 0] = await redis.commands.time();
    await directory.put({ ...watcher.get(ProcessState).report, id: 'lives' });
    expect(Number(await redis.commands.zscore(ids, 'lives'))).toBeGreaterThan(seconds * 1_000);
    const names = Array.from({ length: 100 }, (_, index) => `killed-${index}`);
    await redis.commands.zadd(ids, ...names.flatMap((name) => [seconds * 1_000, name]));
    await directory.put(watcher.get(ProcessState).report);
    expect(await redis.commands.zrange(ids, 0, '-1')).toEqual(
      expect.arrayContaining(['lives', idOf(watcher)]),
    );
    expect(await redis.commands.zcard(ids)).toBe(2);
    await directory.remove('lives');
  });

  it('leaves out what another version of the product wrote', async () => {
    const redis = watcher.get(RedisConnections, { strict: false });
    await redis.commands.set(redis.key('process', 'other'), '{"id":"other"}', 'PX', 60_000);
    await redis.commands.set(redis.key('process', 'broken'), '{', 'PX', 60_000);
    const later = Date.now() + 60_000;
    await redis.commands.zadd(redis.key('processes'), later, 'other', later, 'broken');
    const ids = await listed();
    expect(ids).not.toContain('other');
    expect(ids).not.toContain('broken');
    expect(ids).toContain(idOf(watcher));
    await redis.commands.zrem(redis.key('processes'), 'other', 'broken');
  });
});
