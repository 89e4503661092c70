import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import type { DatabaseAvailability } from '@app/database';
import { OperationsModule, ProcessDirectory, ProcessState } from '@app/operations';
import { AppConfig, PlatformModule } from '@app/platform';
import { JobQueue, QueueModule, QueueMonitor } from '@app/queue';
import { RedisConnections } from '@app/redis';
import { runJob } from '@app/runs';
import type { PrivateRedis } from '../../../../test/support/private-redis';
import { startPrivateRedis } from '../../../../test/support/private-redis';
import { PATIENT_WITH_STORES, testMongoUrl } from '../../../../test/support/stores';
import { until } from '../../../../test/support/until';
import type { ReportProcessor } from '../reports/report.processor';
import type { RunProcessor } from '../runs/run.processor';
import { WorkerSight } from './worker-sight';

describe('what a worker is expected to take from a Redis that does not write', () => {
  let redis: PrivateRedis;
  let module: TestingModule;
  let sight: WorkerSight;

  beforeAll(async () => {
    redis = await startPrivateRedis();
    const config = AppConfig.fromEnvironment({
      LOG_LEVEL: 'silent',
      MONGODB_URL: testMongoUrl('worker-sight'),
      REDIS_URL: redis.url,
      ...PATIENT_WITH_STORES,
    });
    const imports = [
      PlatformModule.forRoot({ service: 'worker', config }),
      OperationsModule.forRoot({ service: 'worker' }),
      QueueModule,
    ];
    module = await Test.createTestingModule({ imports }).compile();
    await module.init();
    const activity = { taken: 0, active: 0, places: 2, isTaking: true };
    sight = new WorkerSight(
      { activity } as RunProcessor,
      { activity } as ReportProcessor,
      module.get(QueueMonitor, { strict: false }),
      { isWritable: true } as DatabaseAvailability,
      module.get(ProcessDirectory),
      module.get(ProcessState),
    );
    const request = { id: 'waits', tenantId: 'a', payload: { runId: 'waits', tenantId: 'a' } };
    await module.get(JobQueue, { strict: false }).enqueue(runJob, request);
  });
  afterAll(async () => {
    await module.close();
    await redis.stop();
  });

  it.each([
    ['is full', ['CONFIG', 'SET', 'maxmemory', '1mb'], ['CONFIG', 'SET', 'maxmemory', '0']],
    ['is a replica', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
    [
      'waits for its replicas',
      ['CONFIG', 'SET', 'min-replicas-to-write', '1'],
      ['CONFIG', 'SET', 'min-replicas-to-write', '0'],
    ],
  ])(
    'nothing while it %s, though it says that runs wait; all when it writes again',
    async (_what, fault, cure) => {
      const runs = async () => (await sight.look()).find(({ queue }) => queue === 'runs');
      const { commands } = module.get(RedisConnections, { strict: false });
      const send = ([command = '', ...rest]: readonly string[]) => commands.call(command, ...rest);
      expect(await runs()).toEqual({ queue: 'runs', taken: 0, shouldTake: true });
      await send(fault);
      expect(await module.get(QueueMonitor, { strict: false }).lag(runJob.name)).toMatchObject({
        waiting: 1,
      });
      expect((await runs())?.shouldTake).toBe(false);
      await send(cure);
      await until(async () => (await runs())?.shouldTake === true);
    },
  );
});
