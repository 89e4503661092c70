import { setTimeout as delay } from 'node:timers/promises';
import { ALL_COMPLETED } from '../checker/evidence';
import type { RealProcess } from '../world/real-process';
import type { Drill } from './drill';
import type { Trial } from './trial';

const RUNS_PER_SECOND = 3;

/** Everything dies, again and again, while clients go on. */
export const storm: Drill = {
  id: 'storm',
  title: 'a random victim of API, worker, Redis and database dies every second or two',
  rounds: { short: 6, long: 10_000 },
  needs: { apis: 2, workers: 3 },
  async run(trial) {
    const { world, random } = trial;
    const load = trial.load(RUNS_PER_SECOND);
    const stopAt = Date.now() + trial.parts.minutes * 60_000;
    const repairs = new Set<Promise<void>>();
    for (let round = 0; round < trial.rounds && Date.now() < stopAt; round += 1) {
      await delay(random.between(1_000, 2_000));
      const victim = victimOf(trial);
      if (!victim) continue;
      await world.kill(victim);
      const repair: Promise<void> = delay(random.between(100, 1_500))
        .then(() => world.restart(victim))
        .finally(() => repairs.delete(repair));
      repairs.add(repair);
    }
    await Promise.all(repairs);
    await load.stop();
    await trial.settle(ALL_COMPLETED);
  },
};

/** Each kind that has somebody running dies as often as any other, however many processes of it there are. */
function victimOf({ world, random }: Trial): RealProcess | null {
  const kinds = [world.apis, world.workers, [world.redis], [world.database]]
    .map((kind) => kind.filter(({ isRunning }) => isRunning))
    .filter(({ length }) => length > 0);
  return kinds.length > 0 ? random.pick(random.pick(kinds)) : null;
}
