import { ALL_COMPLETED } from '../checker/evidence';
import type { Drill } from './drill';

const OTHER_TENANT = 'other';
const CLIENTS = 20;
/** What two workers have in hand at once, and a little more. */
const MOST_AHEAD = 20;

/** D14: one tenant fills the queue; the run of another must not wait for all of that. */
export const crowdedOut: Drill = {
  id: 'D14',
  title: 'a queue full of one tenant, then one run of another',
  rounds: { short: 40, long: 1_000 },
  needs: { apis: 1, workers: 2 },
  async run(trial) {
    const { world, reader, rounds } = trial;
    const api = await world.addApi({ DEFAULT_TENANT: OTHER_TENANT });
    const own = world.addresses().filter((address) => address !== world.addressOf(api));
    // The queue is filled before anybody works on it.
    const workers = [...world.workers];
    for (const worker of workers) worker.freeze();
    const client = trial.client(() => own);
    const left = { count: rounds };
    await Promise.all(
      Array.from({ length: CLIENTS }, async () => {
        while (left.count-- > 0) await client.submit();
      }),
    );
    const single = await trial.client(() => [world.addressOf(api)], OTHER_TENANT).submit();
    const begun = Date.now();
    for (const worker of workers) worker.thaw();
    if (!single) throw new Error('the run of the other tenant was not accepted');
    const started = await reader.untilRun(
      single.assessmentId,
      ({ startedAt }) => startedAt !== null,
      Date.now() + trial.pace.patienceMs * 5,
    );
    const waited = (started?.startedAt?.getTime() ?? Date.now()) - begun;
    await reader.untilFinal(trial.ledger.told, Date.now() + trial.pace.patienceMs * 5);
    const evidence = await trial.settle(ALL_COMPLETED);
    const ahead = evidence.runs.filter(
      ({ _id, startedAt }) => _id !== single.runId && (startedAt ?? 0) < (started?.startedAt ?? new Date(0)),
    ).length;
    trial.note(`D14: the other tenant's run began after ${waited} ms, behind ${ahead} of ${rounds}`);
    trial.require(
      ahead <= Math.max(MOST_AHEAD, rounds / 10),
      `the single run of a tenant began behind ${ahead} of ${rounds} runs of another`,
    );
    await world.remove(api);
  },
};
