import { createConnection, type Connection, type Model } from 'mongoose';
import { testMongoUrl } from '../../../test/support/stores';
import { ScheduleLeftovers } from './schedule-leftovers.service';
import { ScheduleRepository } from './schedule.repository';
import { SCHEDULE_MODELS, scheduleSchema, type ScheduleRecord } from './schedule.schema';

const NOW = new Date('2026-11-20T12:00:00Z');

describe('ScheduleLeftovers', () => {
  let connection: Connection;
  let schedules: Model<ScheduleRecord>;
  let repository: ScheduleRepository;

  beforeAll(async () => {
    connection = await createConnection(testMongoUrl('int-schedule-leftovers')).asPromise();
    schedules = connection.model(SCHEDULE_MODELS.schedule, scheduleSchema);
    await schedules.createIndexes();
    repository = new ScheduleRepository(schedules, undefined as never);
  });
  afterAll(() => connection?.close());

  const assessed = (tenantId: string, id: string) =>
    connection.collection<{ _id: string; tenantId: string }>('assessments').insertOne({ _id: id, tenantId });
  const put = (tenantId: string, id: string, nextDueAt: Date | null) =>
    repository.put(
      tenantId,
      id,
      {
        ...{ cadence: { kind: 'on-catalog-change' as const }, by: 'Ada', isPaused: nextDueAt === null },
        ...{ nextDueAt, factsSeen: 'these' },
      },
      NOW,
    );

  it('ends those that never become due and whose assessment is gone, and no other', async () => {
    for (const id of ['kept', 'due']) await assessed('ours', id);
    await assessed('theirs', 'taken');
    for (const id of ['gone', 'kept', 'lost', 'taken']) await put('ours', id, null);
    await put('ours', 'due', NOW);
    // A turn ends it when it is due.
    await put('ours', 'gone-but-due', NOW);
    const pages: string[][] = [];
    const aggregate = jest.spyOn(schedules, 'aggregate');
    for await (const page of repository.withoutAssessment(2))
      pages.push(page.map(({ assessmentId }) => assessmentId));
    expect(pages.flat()).toEqual(['gone', 'lost', 'taken']);
    const [first] = aggregate.mock.results.map(
      ({ value }) => value as ReturnType<typeof schedules.aggregate>,
    );
    expect(JSON.stringify(await schedules.aggregate(first!.pipeline()).explain('queryPlanner'))).toContain(
      'nextDueAt_1__id_1',
    );

    const logger = { info: jest.fn() };
    const leftovers = new ScheduleLeftovers(repository, logger as never);
    expect(await leftovers.sweep()).toBe(3);
    expect((await schedules.find().sort({ _id: 1 }).lean()).map(({ _id }) => _id)).toEqual([
      ...['due', 'gone-but-due', 'kept'],
    ]);
    expect(logger.info).toHaveBeenCalledTimes(3);
    expect(await leftovers.sweep()).toBe(0);
  });
});
