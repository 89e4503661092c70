import { setTimeout as delay } from 'node:timers/promises';
import type { Expectation } from '../checker/evidence';
import { FAULTS } from '../world/repository';
import type { Drill } from './drill';
import { CALM } from './model-access';
import type { Trial } from './trial';

const HOUR_MS = 3_600_000;
const SLOW_MS = 1_500;
const RUNS = 12;
/** Times that a worker with a wrong clock wrote are up to an hour off, and so is what is compared with them. */
const LENIENT: Expectation = {
  states: ['completed'],
  streams: 'kept',
  lateCallsMs: HOUR_MS * 2,
  isClockWrong: true,
};

/** D12: the clock of a worker jumps an hour ahead and back. No run changes hands for it, nothing waits for an hour. */
export const clockShifted: Drill = {
  id: 'D12',
  title: 'the clock of a worker jumps by an hour, ahead and back',
  rounds: { short: 1, long: 4 },
  needs: { apis: 1, workers: 1 },
  async run(trial) {
    for (let round = 0; round < trial.rounds; round += 1) {
      await jumpUnderLoad(trial, HOUR_MS);
      await jumpUnderLoad(trial, -HOUR_MS);
      for (const shift of [HOUR_MS, -HOUR_MS]) await dieWithAWrongClock(trial, shift);
    }
  },
};

/** Nobody dies, so no run may be taken from the living worker. */
async function jumpUnderLoad(trial: Trial, shift: number): Promise<void> {
  const worker = await trial.world.addWorker({ CLOCK_SHIFTS_MS: `${shift}` }, [FAULTS.shiftClock]);
  const { model } = trial.parts;
  // All of them ask at once, and wait for each other: the runs last longer than their locks.
  model?.server.behave({ ...CALM, latencyMs: SLOW_MS });
  await trial.submit(RUNS);
  await delay(trial.random.between(200, 1_000));
  worker.signal('SIGWINCH');
  await trial.reader.untilFinal(trial.ledger.told, Date.now() + trial.pace.patienceMs);
  model?.server.behave(CALM);
  const evidence = await trial.settle({ ...LENIENT, undisturbed: true });
  const taken = evidence.runs.filter(({ epoch }) => epoch > 1).length;
  trial.note(`D12: ${taken} of ${evidence.runs.length} runs changed hands as a clock jumped ${shift} ms`);
  await trial.world.remove(worker);
}

/** The worker dies with the queue: whoever looks for its runs must not believe the times that it wrote. */
async function dieWithAWrongClock(trial: Trial, shift: number): Promise<void> {
  const { world, reader } = trial;
  const others = [...world.workers];
  for (const other of others) await world.remove(other);
  const worker = await world.addWorker({ CLOCK_SHIFTS_MS: `${shift}` }, [FAULTS.shiftClock]);
  worker.signal('SIGWINCH');
  const told = await trial.submit(10);
  const ids = told.map(({ runId }) => runId);
  for (const giveUpAt = Date.now() + 10_000; Date.now() < giveUpAt; await delay(10)) {
    const states = await reader.states(ids);
    if ((states.get('running') ?? 0) > 0) break;
  }
  await world.kill(worker);
  await world.kill(world.redis);
  world.wipeRedis();
  await world.restart(world.redis);
  await world.remove(worker);
  await world.ensure({ apis: world.apis.length, workers: others.length });
  await trial.settle({ ...LENIENT, streams: 'may-be-gone' });
}
