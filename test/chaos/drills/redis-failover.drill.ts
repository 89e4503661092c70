import { Redis } from 'ioredis';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { searchPath } from '../../support/drill-environment';
import { freePort } from '../world/loopback';
import { MovingDoor } from '../world/moving-door';
import { redisProgram } from '../world/programs';
import type { RealProcess } from '../world/real-process';
import { World } from '../world/world';
import type { Drill } from './drill';
import { Trial } from './trial';

const PROMOTED_WITHIN_MS = 30_000;
const DOWN_AFTER_MS = 2_000;
const NAME = 'drill';

/**
 * D7: the primary of a replicated Redis dies, and a Sentinel promotes its replica. REDIS_URL names one server and no
 * Sentinel, so the product stands behind an address that moves, as a proxy or a virtual address does.
 */
export const redisFailover: Drill = {
  id: 'D7',
  title: 'kill -9 the Redis primary; a Sentinel promotes the replica, the address moves',
  rounds: { short: 1, long: 1 },
  needs: { apis: 1, workers: 1 },
  async run(trial) {
    const door = new MovingDoor();
    const doorPort = await door.open();
    const world = await World.start({
      ...trial.world.options,
      apis: 1,
      workers: 2,
      redisUrl: (server) => {
        door.leadFirstTo(Number(new URL(server).port));
        return `redis://127.0.0.1:${doorPort}`;
      },
    });
    try {
      const inner = new Trial({ ...trial.parts, world });
      await failOver(inner, door);
      await inner.close();
      trial.adopt(inner);
    } finally {
      world.end();
      world.removeFiles();
      door.close();
    }
  },
};

async function failOver(trial: Trial, door: MovingDoor): Promise<void> {
  const { world } = trial;
  const replicaPort = await freePort();
  const replica = await startReplica(world, replicaPort);
  const sentinelPort = await startSentinel(world);
  await untilInSync(replicaPort);
  const load = trial.load(6);
  await delay(trial.random.between(800, 2_000));
  await world.kill(world.redis);
  const killedAt = Date.now();
  const promoted = await untilPromoted(sentinelPort, replicaPort);
  trial.require(promoted, 'the Sentinel did not promote the replica');
  door.leadTo(replicaPort);
  trial.note(`D7: the replica was promoted ${Date.now() - killedAt} ms after the kill`);
  await delay(1_500);
  await load.stop();
  // Healing the world must not bring the old primary back in its place.
  trial.readFrom(`redis://127.0.0.1:${replicaPort}`);
  world.replaceRedis(replica);
  await trial.settle({ states: ['completed'], streams: 'may-be-gone' });
}

async function startReplica(world: World, port: number): Promise<RealProcess> {
  const directory = join(world.directory, 'replica');
  for (const part of ['redis', 'logs']) mkdirSync(join(directory, part), { recursive: true });
  const program = redisProgram(directory, port);
  const primary = new URL(world.redisUrl).port;
  const args = [...program.args, '--replicaof', '127.0.0.1', primary, '--repl-diskless-sync-delay', '0'];
  return world.also({ ...program, name: 'replica', args });
}

/** redis-server is its own Sentinel when told so. */
async function startSentinel(world: World): Promise<number> {
  const port = await freePort();
  const file = join(world.directory, 'sentinel.conf');
  const primary = new URL(world.redisUrl).port;
  writeFileSync(
    file,
    [
      `port ${port}`,
      'bind 127.0.0.1',
      `sentinel monitor ${NAME} 127.0.0.1 ${primary} 1`,
      `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER_MS}`,
      `sentinel failover-timeout ${NAME} 5000`,
    ].join('\n'),
  );
  await world.also({
    kind: 'sentinel',
    name: 'sentinel',
    command: 'redis-server',
    args: [file, '--sentinel'],
    env: { PATH: searchPath() },
    ready: /\+monitor/,
    logFile: join(world.directory, 'logs', 'sentinel.log'),
  });
  return port;
}

async function untilInSync(port: number): Promise<void> {
  await asking(port, async (redis) => /master_link_status:up/.test(await redis.info('replication')));
}

async function untilPromoted(sentinelPort: number, replicaPort: number): Promise<boolean> {
  return asking(sentinelPort, async (redis) => {
    const address = (await redis.call('SENTINEL', 'get-master-addr-by-name', NAME)) as string[];
    return address[1] === `${replicaPort}`;
  });
}

async function asking(port: number, holds: (redis: Redis) => Promise<boolean>): Promise<boolean> {
  const redis = new Redis(port, '127.0.0.1');
  redis.on('error', () => undefined);
  try {
    for (const giveUpAt = Date.now() + PROMOTED_WITHIN_MS; Date.now() < giveUpAt; await delay(50)) {
      if (await holds(redis).catch(() => false)) return true;
    }
    return false;
  } finally {
    redis.disconnect();
  }
}
