import { setTimeout as delay } from 'node:timers/promises';
import { ALL_COMPLETED } from '../checker/evidence';
import type { Drill } from './drill';
import type { Trial } from './trial';

/** D5: Redis dies with and without its data. The record is in the database: nothing that was accepted is lost. */
export const redisKilled: Drill = {
  id: 'D5',
  title: 'kill -9 Redis (fsync every second, always), then wipe it',
  rounds: { short: 1, long: 10 },
  needs: { apis: 1, workers: 2 },
  async run(trial) {
    const { redis } = trial.world;
    for (const fsync of ['everysec', 'always']) {
      redis.extraArgs = ['--appendfsync', fsync];
      await strike(trial, () => undefined);
      // Every second: what waits for a slow disk dies with the process.
      await trial.settle(fsync === 'always' ? ALL_COMPLETED : { ...ALL_COMPLETED, streams: 'may-be-gone' });
    }
    redis.extraArgs = [];
    await strike(trial, () => trial.world.wipeRedis());
    await trial.settle({ states: ['completed'], streams: 'may-be-gone' });
  },
};

async function strike(trial: Trial, whileDown: () => void): Promise<void> {
  const { world, random } = trial;
  const load = trial.load(6);
  for (let round = 0; round < trial.rounds; round += 1) {
    await delay(random.between(300, 1_500));
    await world.kill(world.redis);
    whileDown();
    await delay(random.between(0, 1_500));
    await world.restart(world.redis);
  }
  await delay(300);
  await load.stop();
}
