import { RunEventLog } from '@app/events';
import { AppError } from '@app/kernel';
import { RunRepository, runQueueFull, RunsService } from '@app/runs';
import { aDraft, aFigure, anOutput } from '../../../test/support/agent-output.builder';
import { RunHarness, TENANT, aTeam } from '../../../test/support/run-harness';
import type { Cadence } from './cadence';
import { dueRunId } from './due-run-id';
import { DueRuns } from './due-runs.service';
import { ScheduleLeaseRepository } from './schedule-lease.repository';
import { SCHEDULE_MODELS } from './schedule.schema';
import { SchedulesService } from './schedules.service';
import { SCHEDULE_LEASE_MS, ScheduleTurns } from './schedule-turns.service';

/** Hours away, at whatever time of the day the tests run. */
const DAILY: Cadence = {
  kind: 'daily',
  at: new Date(Date.now() + 43_200_000).toISOString().slice(11, 16),
  timeZone: 'Europe/Berlin',
};
const FIRST_PAGE = { limit: 20, afterId: null };

describe('schedules', () => {
  let worker: RunHarness;
  let recommended = 'host';
  /** Of the two agents that may: with one it is a run on fewer agents, with both there are too few. */
  let failing: readonly string[] = [];

  beforeAll(async () => {
    const cost = aFigure({ id: 'cost.chat', value: 100, unit: 'USD/month' });
    const team = aTeam({
      mlops: () => {
        if (failing.includes('mlops')) throw new Error('The agent fails');
        return anOutput({ agent: 'mlops' });
      },
      cto: () => {
        if (failing.includes('cto')) throw new Error('The agent fails');
        const recommendations = [aDraft({ key: recommended, title: `Do ${recommended} for [[cost.chat]]` })];
        return anOutput({
          agent: 'cto',
          summary: 'It costs [[cost.chat]].',
          figures: [cost],
          recommendations,
        });
      },
    });
    worker = await RunHarness.start('schedules', team, { AGENT_ATTEMPTS: '1', RUN_QUORUM: '10' });
  });
  afterAll(() => worker?.stop());
  beforeEach(() => {
    recommended = 'host';
    failing = [];
  });

  const turns = () => worker.get(ScheduleTurns);
  const service = () => worker.get(SchedulesService);
  const scheduleOf = (id: string) => service().get(TENANT, id);
  const notices = async (assessmentId: string) =>
    (await service().listNotices(TENANT, { assessmentId }, FIRST_PAGE)).items;
  const runsOf = async (assessmentId: string) =>
    (await worker.get(RunRepository).list(TENANT, { assessmentId }, FIRST_PAGE)).items;
  const change = (id: string, set: object) =>
    worker.connection.model(SCHEDULE_MODELS.schedule).updateOne({ _id: id }, { $set: set });

  async function aSchedule(cadence: Cadence = DAILY): Promise<string> {
    const { id } = await worker.anAssessment();
    await service().put(TENANT, id, cadence, { by: 'Ada' });
    return id;
  }

  /** Lets a due time come, its run end and the end be looked at. */
  async function aTurnOf(id: string, dueAt: Date): Promise<void> {
    await change(id, { nextDueAt: dueAt });
    await turns().take();
    await worker.untilEnded(dueRunId(TENANT, id, dueAt));
    await turns().take();
  }

  it('starts one run for the times that passed while nobody looked, and goes on in the future', async () => {
    const id = await aSchedule();
    const dueAt = new Date(Date.now() - 9 * 86_400_000);
    await aTurnOf(id, dueAt);
    await turns().take();
    expect((await runsOf(id)).map((run) => run.id)).toEqual([dueRunId(TENANT, id, dueAt)]);
    const { nextDueAt, last } = await scheduleOf(id);
    expect(nextDueAt?.getTime()).toBeGreaterThan(Date.now());
    expect(last).toMatchObject({ outcome: 'first', dueAt });
  });

  it('starts nothing before its time', async () => {
    const id = await aSchedule();
    await turns().take();
    expect(await runsOf(id)).toEqual([]);
  });

  it('starts the run of a due time once, however often a process dies before it goes on', async () => {
    const id = await aSchedule();
    const dueAt = new Date(Date.now() - 60_000);
    for (let death = 0; death < 3; death += 1) {
      await change(id, { nextDueAt: dueAt });
      await turns().take();
    }
    expect(await runsOf(id)).toHaveLength(1);
  });

  it('reports only another recommendation, held against the last that was reported, and once', async () => {
    const id = await aSchedule();
    await aTurnOf(id, new Date(Date.now() - 4_000));
    const first = dueRunId(TENANT, id, (await scheduleOf(id)).last?.dueAt as Date);
    await aTurnOf(id, new Date(Date.now() - 3_000));
    expect((await scheduleOf(id)).last).toMatchObject({ outcome: 'unchanged' });
    expect(await notices(id)).toEqual([]);
    recommended = 'rent';
    const dueAt = new Date(Date.now() - 2_000);
    await aTurnOf(id, dueAt);
    const runId = dueRunId(TENANT, id, dueAt);
    expect(await notices(id)).toMatchObject([
      {
        ...{ id: runId, kind: 'changed', runId, comparedTo: first, readAt: null, missingAgents: [] },
        recommendations: [
          { key: 'host', to: null },
          { key: 'rent', from: null },
        ],
      },
    ]);
    expect(await scheduleOf(id)).toMatchObject({ reportedRunId: runId, last: { outcome: 'changed' } });
    const last = await worker.get(RunEventLog).last(TENANT, runId);
    expect(last?.event).toMatchObject({ type: 'recommendation.changed', comparedTo: first, noticeId: runId });
    // As if the process that reported had died before it could say so.
    await worker.connection
      .model(SCHEDULE_MODELS.run)
      .create({ _id: runId, tenantId: TENANT, assessmentId: id, dueAt });
    await change(id, { reportedRunId: first });
    await turns().take();
    expect(await notices(id)).toHaveLength(1);
    expect(await scheduleOf(id)).toMatchObject({ reportedRunId: runId, last: { outcome: 'changed' } });
  });

  it('keeps nothing of a due time that was looked at', async () => {
    const id = await aSchedule();
    await aTurnOf(id, new Date(Date.now() - 3_000));
    expect(await worker.connection.model(SCHEDULE_MODELS.run).countDocuments({ assessmentId: id })).toBe(0);
  });

  it('tells once that runs have no result, keeps what was reported, and tells again after some had one', async () => {
    const id = await aSchedule();
    await aTurnOf(id, new Date(Date.now() - 9_000));
    const { reportedRunId } = await scheduleOf(id);
    failing = ['cto', 'mlops'];
    const dueAt = new Date(Date.now() - 8_000);
    await aTurnOf(id, dueAt);
    await aTurnOf(id, new Date(Date.now() - 7_000));
    const schedule = await scheduleOf(id);
    expect(schedule).toMatchObject({ reportedRunId, trouble: 'failed', last: { outcome: 'failed' } });
    const runId = dueRunId(TENANT, id, dueAt);
    const detail = schedule.last?.detail;
    expect(detail).toContain('9 of 11 agents');
    expect(await notices(id)).toMatchObject([
      { ...{ id: runId, kind: 'failed', runId, comparedTo: null, detail, assessmentName: 'Support chat' } },
    ]);
    failing = [];
    await aTurnOf(id, new Date(Date.now() - 6_000));
    expect(await scheduleOf(id)).toMatchObject({ trouble: null, last: { outcome: 'unchanged' } });
    failing = ['cto', 'mlops'];
    await aTurnOf(id, new Date(Date.now() - 5_000));
    expect((await notices(id)).map(({ kind }) => kind)).toEqual(['failed', 'failed']);
  });

  it('takes a result that lacks agents for no other recommendation, and names the agents', async () => {
    const id = await aSchedule();
    await aTurnOf(id, new Date(Date.now() - 9_000));
    const { reportedRunId } = await scheduleOf(id);
    failing = ['cto'];
    await aTurnOf(id, new Date(Date.now() - 8_000));
    expect(await scheduleOf(id)).toMatchObject({ reportedRunId, last: { outcome: 'incomplete' } });
    expect(await notices(id)).toMatchObject([
      { kind: 'incomplete', missingAgents: ['cto'], recommendations: [] },
    ]);
    failing = [];
    await aTurnOf(id, new Date(Date.now() - 7_000));
    expect(await scheduleOf(id)).toMatchObject({ reportedRunId, last: { outcome: 'unchanged' } });
    expect(await notices(id)).toHaveLength(1);
  });

  it('says why no run could be started, once, and tries again when it is due again', async () => {
    const id = await aSchedule();
    const refusal = new AppError({
      kind: 'unprocessable',
      code: 'run.limit-passed',
      message: 'It is too much.',
    });
    const start = jest.spyOn(worker.get(RunsService), 'start').mockRejectedValue(refusal);
    for (const msAgo of [9_000, 8_000]) {
      await change(id, { nextDueAt: new Date(Date.now() - msAgo) });
      await turns().take();
    }
    expect(await runsOf(id)).toEqual([]);
    expect(await scheduleOf(id)).toMatchObject({ last: { outcome: 'refused', detail: 'It is too much.' } });
    expect(await notices(id)).toMatchObject([{ kind: 'refused', runId: null, detail: 'It is too much.' }]);
    start.mockRestore();
    await aTurnOf(id, new Date(Date.now() - 7_000));
    expect(await scheduleOf(id)).toMatchObject({ trouble: null, last: { outcome: 'first' } });
  });

  it('asks a full queue once in a turn, and starts what is due when there is room', async () => {
    const ids = [await aSchedule(), await aSchedule()];
    const dueAt = new Date(Date.now() - 3_000);
    for (const id of ids) await change(id, { nextDueAt: dueAt });
    const full = runQueueFull({ limit: 'tenant', most: 1, retryAfterSeconds: 1 });
    const start = jest.spyOn(worker.get(RunsService), 'start').mockRejectedValue(full);
    await turns().take();
    expect(start).toHaveBeenCalledTimes(1);
    for (const id of ids) expect(await scheduleOf(id)).toMatchObject({ nextDueAt: dueAt, last: null });
    start.mockRestore();
    await turns().take();
    for (const id of ids) expect(await runsOf(id)).toHaveLength(1);
  });

  it('starts one run where many processes start the same due time at once', async () => {
    const id = await aSchedule();
    const dueAt = new Date(Date.now() - 3_000);
    await change(id, { nextDueAt: dueAt });
    const schedule = await scheduleOf(id);
    await Promise.all(Array.from({ length: 8 }, () => worker.get(DueRuns).start(schedule)));
    expect((await runsOf(id)).map((run) => run.id)).toEqual([dueRunId(TENANT, id, dueAt)]);
    expect((await scheduleOf(id)).nextDueAt?.getTime()).toBeGreaterThan(Date.now());
  });

  it('does nothing while it is paused, by the clock or for another catalog', async () => {
    const daily = await aSchedule();
    const waiting = await aSchedule({ kind: 'on-catalog-change' });
    const paused = { by: 'Ada', isPaused: true };
    expect(await service().put(TENANT, daily, DAILY, paused)).toMatchObject({ version: 2, nextDueAt: null });
    await service().put(TENANT, waiting, { kind: 'on-catalog-change' }, paused);
    await change(waiting, { factsSeen: 'catalog of 2020-01-01, own files 0' });
    await turns().take();
    for (const id of [daily, waiting]) expect(await runsOf(id)).toEqual([]);
    const again = await service().put(TENANT, daily, DAILY, { by: 'Ada' });
    expect(again.nextDueAt?.getTime()).toBeGreaterThan(Date.now());
  });

  it('assesses again when the facts are others, and only then', async () => {
    const id = await aSchedule({ kind: 'on-catalog-change' });
    await turns().take();
    expect(await runsOf(id)).toEqual([]);
    await change(id, { factsSeen: 'catalog of 2020-01-01, own files 0' });
    await turns().take();
    await turns().take();
    expect(await runsOf(id)).toHaveLength(1);
    expect(await scheduleOf(id)).toMatchObject({
      nextDueAt: null,
      factsSeen: expect.not.stringContaining('2020') as string,
    });
  });

  it('ends with its assessment', async () => {
    const id = await aSchedule();
    await worker.connection.model('Assessment').deleteOne({ _id: id });
    await change(id, { nextDueAt: new Date(Date.now() - 1_000) });
    await turns().take();
    await expect(scheduleOf(id)).rejects.toMatchObject({ code: 'assessment.not-found' });
    expect(await worker.connection.model(SCHEDULE_MODELS.schedule).countDocuments({ _id: id })).toBe(0);
  });

  it('is looked after by one process at a time, and by another when that is gone', async () => {
    const lease = worker.get(ScheduleLeaseRepository);
    expect(await turns().take()).toBe(true);
    expect(await lease.take('another', SCHEDULE_LEASE_MS)).toBe(false);
    expect(await turns().take()).toBe(true);
    // Silent for longer than its lease, by the clock of the database.
    const silent = { touchedAt: new Date(Date.now() - SCHEDULE_LEASE_MS - 5_000) };
    await worker.connection.model(SCHEDULE_MODELS.lease).updateOne({}, { $set: silent });
    expect(await lease.take('another', SCHEDULE_LEASE_MS)).toBe(true);
    expect(await turns().take()).toBe(false);
    await lease.release('another');
    expect(await turns().take()).toBe(true);
  });

  it('gives the lease to one of many that ask at once', async () => {
    const lease = worker.get(ScheduleLeaseRepository);
    await worker.connection.model(SCHEDULE_MODELS.lease).deleteMany({});
    const names = Array.from({ length: 10 }, (_, index) => `worker-${index}`);
    const taken = await Promise.all(names.map((name) => lease.take(name, SCHEDULE_LEASE_MS)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    await lease.release(names[taken.indexOf(true)] as string);
  });
});
