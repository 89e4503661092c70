import { setTimeout as delay } from 'node:timers/promises';
import type { RealProcess } from '../world/real-process';
import { FAULTS } from '../world/repository';
import type { Drill } from './drill';
import { CALM, SLOW } from './model-access';
import type { Trial } from './trial';

/** What the log of a worker says that was refused a write under an old epoch. */
const FENCED = /left the run: it went on without this worker|run\.fenced/;
const RUNS = 30;
const TRIES = 4;
const NOTICED_WITHIN_MS = 20_000;

/** D3: a worker is frozen, as a paused machine is, and wakes up when others have its runs. */
export const workerFrozen: Drill = {
  id: 'D3',
  title: 'SIGSTOP a worker for longer than its locks, then SIGCONT',
  rounds: { short: 1, long: 5 },
  needs: { apis: 1, workers: 2 },
  run: (trial) =>
    heldUp(trial, [], async (worker) => {
      worker.freeze();
      await delay(trial.pace.freezeMs);
      worker.thaw();
    }),
};

/** D4: the event loop of a worker stands still, as under a long computation, and goes on when others have its runs. */
export const workerBlocked: Drill = {
  id: 'D4',
  title: 'block the event loop of a worker for longer than its locks',
  rounds: { short: 1, long: 5 },
  needs: { apis: 1, workers: 2 },
  run: (trial) =>
    heldUp(trial, [FAULTS.blockLoop], async (worker) => {
      worker.signal('SIGUSR2');
      await delay(trial.pace.blockMs);
    }),
};

async function heldUp(
  trial: Trial,
  preload: readonly string[],
  holdUp: (worker: RealProcess) => Promise<void>,
): Promise<void> {
  const worker = await trial.world.addWorker({ BLOCK_LOOP_MS: `${trial.pace.blockMs}` }, preload);
  for (let round = 0; round < trial.rounds; round += 1) {
    let fenced = false;
    for (let tries = 0; tries < TRIES && !fenced; tries += 1) {
      fenced = await strike(trial, worker, holdUp);
    }
    trial.require(
      fenced,
      `${worker.name} was never refused a write: no run was taken from it while it stood still`,
    );
  }
  // It may have asked a model once more before it learned that it is out.
  await trial.settle({ states: ['completed'], streams: 'kept', lateCallsMs: trial.pace.freezeMs + 5_000 });
  await trial.world.remove(worker);
}

/** True when the worker, back again, was refused a write and said so. */
async function strike(
  trial: Trial,
  worker: RealProcess,
  holdUp: (worker: RealProcess) => Promise<void>,
): Promise<boolean> {
  const { model } = trial.parts;
  const logBefore = worker.log().length;
  model?.server.behave(SLOW);
  const told = await trial.submit(RUNS);
  const ids = told.map(({ runId }) => runId);
  for (const giveUpAt = Date.now() + NOTICED_WITHIN_MS; Date.now() < giveUpAt;) {
    const states = await trial.reader.states(ids);
    if ((states.get('completed') ?? 0) > 0 || (states.get('running') ?? 0) > 0) break;
    await delay(5);
  }
  await holdUp(worker);
  model?.server.behave(CALM);
  await trial.reader.untilFinal(told, Date.now() + trial.pace.patienceMs);
  for (const giveUpAt = Date.now() + 2_000; Date.now() < giveUpAt; await delay(50)) {
    if (FENCED.test(worker.log().slice(logBefore))) return true;
  }
  return false;
}
