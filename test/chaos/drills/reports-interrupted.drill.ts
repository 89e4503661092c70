import { setTimeout as delay } from 'node:timers/promises';
import { judgeReports } from '../checker/judge-reports';
import { readReports, type ToldReport } from '../checker/report-evidence';
import type { ToldRun } from '../load/ledger';
import type { Drill } from './drill';
import type { Trial } from './trial';

/** Six of a run, every kind of file that is made in its own way. */
const WISHES = [
  { format: 'pdf', template: 'full' },
  { format: 'docx', template: 'full' },
  { format: 'xlsx', template: 'full' },
  { format: 'html', template: 'full' },
  { format: 'csv', template: 'full' },
  { format: 'pdf', template: 'executive' },
] as const;
const TRIES = 4;
const LOOK_EVERY_MS = 5;

/** D15: a worker dies while it makes reports, and Redis forgets what was to be done. Every report comes, once. */
export const reportsInterrupted: Drill = {
  id: 'D15',
  title: 'kill -9 a worker while it makes reports, and empty Redis meanwhile',
  rounds: { short: 1, long: 10 },
  needs: { apis: 1, workers: 2 },
  async run(trial) {
    const told: ToldReport[] = [];
    for (let round = 0; round < trial.rounds; round += 1) await interrupted(trial, told);
    await trial.settle({ states: ['completed'], streams: 'may-be-gone' });
    const evidence = await readReports(trial.reader.database, told);
    const killedWorkers = trial.kills.filter(({ kind }) => kind === 'worker').length;
    trial.violations.push(...judgeReports(evidence, killedWorkers));
    const again = evidence.records.filter(({ epoch }) => epoch > 1).length;
    trial.note(`D15: ${again} of ${evidence.records.length} reports were taken over from a dead worker`);
  },
};

/** Strikes until a kill meets a report in the making. */
async function interrupted(trial: Trial, told: ToldReport[]): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const reports = await strike(trial, told);
    if (reports.some(({ epoch }) => epoch > 1)) return;
  }
  trial.require(false, 'no kill met a report in the making');
}

async function strike(trial: Trial, told: ToldReport[]) {
  const { world, random, reader, pace } = trial;
  const runs = await trial.submit(1);
  await reader.untilFinal(runs, Date.now() + pace.patienceMs);
  const before = told.length;
  told.push(...(await order(trial, runs)));
  const ids = told.slice(before).map(({ reportId }) => reportId);
  const countOf = (states: readonly string[], wanted: string) =>
    states.filter((one) => one === wanted).length;
  // Two at work: whichever worker dies, it has one. None left: this strike came too late.
  await until(
    trial,
    ids,
    (states) => countOf(states, 'rendering') >= 2 || countOf(states, 'completed') === ids.length,
  );
  await delay(random.between(0, 300));
  const victim = random.pick(world.workers);
  await world.kill(victim);
  await reader.command('FLUSHALL');
  // Who does not know whether it was heard asks again.
  const [again] = await Promise.all([order(trial, runs), world.restart(victim)]);
  told.push(...again);
  await until(trial, ids, (states) => states.every((state) => state === 'completed'));
  return records(trial, ids);
}

async function order(trial: Trial, runs: readonly ToldRun[]): Promise<ToldReport[]> {
  const client = trial.client();
  const orders = runs.flatMap(({ runId }) =>
    WISHES.map(async (wish) => {
      const reportId = await client.orderReport(runId, wish);
      return reportId === null ? [] : [{ reportId, runId, wish: `${wish.template} ${wish.format}` }];
    }),
  );
  return (await Promise.all(orders)).flat();
}

/** Looks until it holds of the reports' states, or patience is over: then the judge says what is missing. */
async function until(
  trial: Trial,
  ids: readonly string[],
  holds: (states: readonly string[]) => boolean,
): Promise<void> {
  for (
    const giveUpAt = Date.now() + trial.pace.patienceMs;
    Date.now() < giveUpAt;
    await delay(LOOK_EVERY_MS)
  ) {
    if (holds((await records(trial, ids)).map(({ state }) => state))) return;
  }
}

function records({ reader }: Trial, ids: readonly string[]) {
  return reader.database
    .collection<{ _id: string; state: string; epoch: number }>('reportFiles')
    .find({ _id: { $in: [...ids] } })
    .toArray();
}
