import { setTimeout as delay } from 'node:timers/promises';
import { ALL_COMPLETED } from '../checker/evidence';
import type { Drill } from './drill';
import { CALM, SLOW } from './model-access';

const FOLLOWED_WITHIN_MS = 60_000;
const DROPS = 20;

/** D11: the followers of streams lose their connections again and again, and one of them its API. */
export const streamDropped: Drill = {
  id: 'D11',
  title: 'drop event streams 20 times and kill the API that holds one',
  rounds: { short: 1, long: 10 },
  needs: { apis: 2, workers: 1 },
  async run(trial) {
    const { world, random, reader } = trial;
    const { model } = trial.parts;
    model?.server.behave(SLOW);
    for (let round = 0; round < trial.rounds; round += 1) {
      const [told] = await trial.submit(1);
      if (!told) continue;
      // Two frames at most: every connection is dropped long before the run is through.
      const follower = trial.follow(told.runId, () => random.between(1, 2));
      const followed = follower.follow(Date.now() + FOLLOWED_WITHIN_MS);
      while (!follower.hasEnded && follower.connections < random.between(2, 8)) await delay(10);
      const holder = world.apis.find((api) => world.addressOf(api) === follower.address);
      if (holder) {
        await world.kill(holder);
        await delay(random.between(0, 300));
        await world.restart(holder);
      }
      trial.require(await followed, `the follower of ${told.runId} never saw its end`);
      trial.require(follower.connections > DROPS, `only ${follower.connections} connections were needed`);
      const [run] = await reader.runs([told.runId]);
      const ids = run ? ((await reader.streams([run])).get(told.runId) ?? []) : [];
      const last = Number(ids.at(-1)?.split('-')[1]);
      trial.require(
        follower.seen.at(-1) === last,
        `the last event of ${told.runId} is ${last}, its follower saw ${follower.seen.at(-1)}`,
      );
    }
    model?.server.behave(CALM);
    await trial.settle(ALL_COMPLETED);
  },
};
