import { setTimeout as delay } from 'node:timers/promises';
import { ALL_COMPLETED } from '../checker/evidence';
import type { Drill } from './drill';
import type { Trial } from './trial';

const SLACK_BYTES = 100_000;
const FILLER = 'drill:filler';
const FULL_FOR_MS = 3_000;

/** D9, first half: Redis has no room left. Whatever is accepted is done once there is room again. */
export const redisFull: Drill = {
  id: 'D9a',
  title: 'Redis is full (noeviction), then room is made',
  rounds: { short: 1, long: 5 },
  needs: { apis: 1, workers: 2 },
  async run(trial) {
    for (let round = 0; round < trial.rounds; round += 1) {
      const load = trial.load(8);
      await delay(trial.random.between(300, 800));
      await setLimit(trial, (await usedBytes(trial)) + SLACK_BYTES);
      trial.require(await refusesWrites(trial), 'Redis took a write although it was to be full');
      await delay(FULL_FOR_MS);
      const { refusals } = trial.ledger;
      trial.require(refusals > 0, 'no client was told to come again while Redis was full');
      await setLimit(trial, 0);
      await trial.reader.command('DEL', FILLER);
      await load.stop();
      const accepted = trial.ledger.told.length;
      trial.note(`D9a: ${refusals} requests were refused while Redis was full, ${accepted} runs accepted`);
      await trial.settle({ ...ALL_COMPLETED, streams: 'may-be-gone' });
    }
  },
};

async function usedBytes({ reader }: Trial): Promise<number> {
  const info = String(await reader.command('INFO', 'memory'));
  return Number(/used_memory:(\d+)/.exec(info)?.[1]);
}

async function setLimit({ reader }: Trial, bytes: number): Promise<void> {
  await reader.command('CONFIG', 'SET', 'maxmemory', bytes);
}

async function refusesWrites({ reader }: Trial): Promise<boolean> {
  try {
    await reader.command('SET', FILLER, 'x'.repeat(SLACK_BYTES * 2));
    await reader.command('SET', FILLER, 'y');
    return false;
  } catch (error) {
    return String(error).includes('OOM');
  }
}
