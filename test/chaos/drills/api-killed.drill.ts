import { setTimeout as delay } from 'node:timers/promises';
import { ALL_COMPLETED } from '../checker/evidence';
import type { Drill } from './drill';
import type { Trial } from './trial';

const RUN_IS_STORED_WITHIN_MS = 10_000;
/** Shorter than the API waits for Redis. */
const FROZEN_MS = 800;
const TRIES = 8;

/** D1: an API dies while it accepts runs. Whatever a client was told is done, once. */
export const apiKilled: Drill = {
  id: 'D1',
  title: 'kill -9 an API while it accepts runs',
  rounds: { short: 1, long: 20 },
  needs: { apis: 2, workers: 2 },
  async run(trial) {
    const load = trial.load(8);
    for (let round = 0; round < trial.rounds; round += 1) {
      await delay(trial.random.between(100, 900));
      const victim = trial.random.pick(trial.world.apis);
      await trial.world.kill(victim);
      await trial.world.restart(victim);
    }
    // A key that died with its API is free again after its lease; all clients wait for that together.
    const answered: Promise<unknown>[] = [load.stop()];
    const targeted = Math.max(1, Math.ceil(trial.rounds / 5));
    for (let round = 0; round < targeted; round += 1) {
      await beforeEnqueue(trial, answered);
      await afterEnqueue(trial, answered);
    }
    await Promise.all(answered);
    await trial.settle(ALL_COMPLETED);
  },
};

/** Redis stands still as soon as the API turns to it: the run is stored, its job is not, and then the API dies. */
async function beforeEnqueue(trial: Trial, answered: Promise<unknown>[]): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (await diesBeforeEnqueue(trial, answered)) return;
  }
  trial.require(false, 'the API was to die after it stored a run, and stored none');
}

async function diesBeforeEnqueue(trial: Trial, answered: Promise<unknown>[]): Promise<boolean> {
  const { world, reader } = trial;
  const aim = await aimAt(trial);
  if (!aim) return false;
  const { api, assessmentId, marker } = aim;
  const turnsToRedis = reader.untilCommand(() => 'local', Date.now() + RUN_IS_STORED_WITHIN_MS);
  await delay(50);
  answered.push(aim.client.startRun(assessmentId, marker));
  await turnsToRedis;
  world.redis.freeze();
  const stored = await reader.untilRun(assessmentId, () => true, Date.now() + FROZEN_MS);
  await world.kill(api);
  world.redis.thaw();
  // Nobody has come back for it yet: the sweeper alone must find it.
  if (stored) {
    const run = { runId: stored._id, tenantId: '', assessmentId, marker, toldAt: 0 };
    const open = await reader.untilFinal([run], Date.now() + trial.pace.recoveryMs);
    trial.require(open.length === 0, `run ${stored._id}, stored and not enqueued, was not done in time`);
  }
  await world.restart(api);
  return stored !== null;
}

/** An API, a client that knows it alone, and an assessment to run. */
async function aimAt(trial: Trial) {
  const [api] = trial.world.apis;
  if (!api) return null;
  const client = trial.client(() => [trial.world.addressOf(api)]);
  const marker = `w${trial.random.word(11)}`;
  const assessmentId = await client.assess(marker);
  return assessmentId === null ? null : { api, client, marker, assessmentId };
}

/** The API dies as soon as Redis is told of the job: the run is enqueued, the client has no answer. */
async function afterEnqueue(trial: Trial, answered: Promise<unknown>[]): Promise<void> {
  const { world, reader } = trial;
  const aim = await aimAt(trial);
  if (!aim) return;
  const enqueued = reader.untilCommand(() => 'runId', Date.now() + RUN_IS_STORED_WITHIN_MS);
  await delay(50);
  answered.push(aim.client.startRun(aim.assessmentId, aim.marker));
  const hit = await enqueued;
  await world.kill(aim.api);
  trial.require(hit, 'the API was to die after it enqueued a run, and enqueued none');
  await world.restart(aim.api);
}
