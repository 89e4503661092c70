import { setTimeout as delay } from 'node:timers/promises';
import { ALL_COMPLETED } from '../checker/evidence';
import type { Drill } from './drill';
import { CALM, SLOW } from './model-access';

/** D2: a worker dies at any moment of its runs. Another goes on with what has no result yet. */
export const workerKilled: Drill = {
  id: 'D2',
  title: 'kill -9 a worker at a random moment of its runs',
  rounds: { short: 2, long: 50 },
  needs: { apis: 1, workers: 2 },
  async run(trial) {
    trial.parts.model?.server.behave(SLOW);
    const load = trial.load(4);
    await delay(300);
    for (let round = 0; round < trial.rounds; round += 1) {
      await delay(trial.random.between(50, 1_500));
      const victim = trial.random.pick(trial.world.workers);
      await trial.world.kill(victim);
      await trial.world.restart(victim);
    }
    await load.stop();
    trial.parts.model?.server.behave(CALM);
    const evidence = await trial.settle(ALL_COMPLETED);
    const takenOver = evidence.runs.filter(({ epoch }) => epoch > 1).length;
    trial.note(`D2: ${takenOver} of ${evidence.runs.length} runs were taken over from a dead worker`);
    trial.require(takenOver > 0, 'no kill met a run in the middle');
    trial.requireRecovery(evidence);
  },
};
