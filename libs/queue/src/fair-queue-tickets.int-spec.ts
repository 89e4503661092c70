import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { AppConfig, PlatformModule } from '@app/platform';
import { RedisConnections } from '@app/redis';
import { PATIENT_WITH_STORES, testRedisUrl } from '../../../test/support/stores';
import type { Ticket } from './fair-queue';
import { FairQueue } from './fair-queue';
import { QueueModule } from './queue.module';

const PREFIX = 'fair-queue-tickets-spec';
const LIMIT = 3;

describe('places whose job does not come', () => {
  let module: TestingModule;
  let fair: FairQueue;
  let redis: RedisConnections;
  let queue: string;
  let turn = 0;

  beforeAll(async () => {
    const config = AppConfig.fromEnvironment({
      LOG_LEVEL: 'silent',
      MONGODB_URL: 'mongodb://127.0.0.1:1/x',
      REDIS_URL: testRedisUrl(),
      REDIS_PREFIX: PREFIX,
      QUEUE_LIMIT: '20',
      QUEUE_LIMIT_PER_TENANT: String(LIMIT),
      ...PATIENT_WITH_STORES,
    });
    const imports = [PlatformModule.forRoot({ service: 'test', config }), QueueModule];
    module = await Test.createTestingModule({ imports }).compile();
    await module.init();
    fair = module.get(FairQueue, { strict: false });
    redis = module.get(RedisConnections, { strict: false });
  });
  beforeEach(() => (queue = `tickets-${turn++}`));
  afterAll(() => module.close());

  const tickets = () => redis.key('fair', queue, 'tickets');
  const admit = async (tenantId: string): Promise<Ticket> => {
    const admission = await fair.admit(queue, tenantId);
    if ('full' in admission) throw new Error(`full: ${admission.full.limit}`);
    return admission.ticket;
  };
  /** A ticket that was given out so long before now. */
  const anOldTicket = async (tenantId: string, ageMs: number): Promise<void> => {
    const { key, priority } = await admit(tenantId);
    const [at, number] = key.split('|');
    await redis.commands.zrem(tickets(), key);
    await redis.commands.zadd(tickets(), priority, `${Number(at) - ageMs}|${number}|${tenantId}`);
  };
  /** A job that is there, and that a worker takes and ends at once. */
  const comeAndGo = async (tenantId: string): Promise<number> => {
    const ticket = await admit(tenantId);
    await fair.redeem(ticket.queue, [ticket]);
    return ticket.priority;
  };

  it('refuse nobody: a tenant whose jobs are taken at once goes on past its limit', async () => {
    await anOldTicket('dead', 3_000);
    for (let index = 0; index < 4 * LIMIT; index += 1) await comeAndGo('busy');
    expect(await redis.commands.zcard(tickets())).toBe(1);
  });

  it('let no new tenant in ahead of the one whose turn it is', async () => {
    await anOldTicket('dead', 3_000);
    let last = 0;
    for (let index = 0; index < LIMIT; index += 1) last = await comeAndGo('busy');
    expect(await comeAndGo('new')).toBeGreaterThanOrEqual(last);
  });

  it('are counted while they may still come: a crowd at an empty queue does not get past the limit', async () => {
    const crowd = await Promise.all(Array.from({ length: 4 * LIMIT }, () => fair.admit(queue, 'crowd')));
    expect(crowd.filter((admission) => 'ticket' in admission)).toHaveLength(LIMIT);
  });

  it('are free again in the end, whatever others come meanwhile', async () => {
    await anOldTicket('dead', 60_000);
    await admit('other');
    await admit('dead');
    expect(await redis.commands.zrange(tickets(), 0, '-1')).toHaveLength(2);
  });
});
