import { setTimeout as delay } from 'node:timers/promises';
import { ALL_COMPLETED } from '../checker/evidence';
import type { Drill } from './drill';

/** The only database process dies, or stands still, and comes back on the same files. */
export const databaseKilled: Drill = {
  id: 'DB',
  title: 'kill -9 or SIGSTOP the only database process, then bring it back',
  rounds: { short: 2, long: 12 },
  needs: { apis: 2, workers: 2 },
  async run(trial) {
    const { world, random } = trial;
    const load = trial.load(5);
    for (let round = 0; round < trial.rounds; round += 1) {
      await delay(random.between(400, 1_500));
      if (round % 2 === 0) {
        await world.kill(world.database);
        await delay(random.between(0, 2_000));
        await world.restart(world.database);
      } else {
        world.database.freeze();
        await delay(random.between(500, 3_000));
        world.database.thaw();
      }
    }
    await delay(300);
    await load.stop();
    const evidence = await trial.settle(ALL_COMPLETED);
    trial.requireRecovery(evidence);
  },
};
