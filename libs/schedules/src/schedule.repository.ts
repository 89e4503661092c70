import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { inBatches, isDuplicateKey } from '@app/database';
import { isTerminal, type RunState } from '@app/runs';
import type { Model, PipelineStage, QueryFilter } from 'mongoose';
import type { LastTurn, OpenScheduledRun, Schedule, ScheduleTrouble } from './schedule';
import { SCHEDULE_MODELS, type ScheduledRunRecord, type ScheduleRecord } from './schedule.schema';

/** Before every due time; what waits for another catalog has none. */
const NEVER = new Date(0);

/** What a person sets. */
export type ScheduleContent = Pick<Schedule, 'cadence' | 'by' | 'isPaused' | 'nextDueAt' | 'factsSeen'>;

/** What came of a due time. */
export interface Settlement {
  readonly last: LastTurn;
  /** The run that later ones are held against; null: as before. */
  readonly reportedRunId: string | null;
  readonly trouble: ScheduleTrouble | null;
}

interface JoinedRun extends ScheduledRunRecord {
  readonly runs: ReadonlyArray<{
    readonly state: RunState;
    readonly problems?: ReadonlyArray<{ readonly message: string }>;
    readonly missingAgents?: readonly string[];
  }>;
}

interface JoinedSchedule extends Pick<ScheduleRecord, '_id' | 'tenantId'> {
  readonly assessments: ReadonlyArray<{ readonly tenantId: string }>;
}

/** The stored schedules and the runs that they started. Every change is one conditional write. */
@Injectable()
export class ScheduleRepository {
  constructor(
    @InjectModel(SCHEDULE_MODELS.schedule) private readonly schedules: Model<ScheduleRecord>,
    @InjectModel(SCHEDULE_MODELS.run) private readonly scheduledRuns: Model<ScheduledRunRecord>,
  ) {}

  async find(tenantId: string, assessmentId: string): Promise<Schedule | null> {
    const record = await this.schedules.findOne({ _id: assessmentId, tenantId }).lean<ScheduleRecord>();
    return record && toSchedule(record);
  }

  /** Sets the schedule of an assessment, whatever there was. What was reported stays known. */
  async put(tenantId: string, assessmentId: string, content: ScheduleContent, now: Date): Promise<Schedule> {
    const record = await this.schedules
      .findOneAndUpdate(
        { _id: assessmentId, tenantId },
        {
          $set: { ...content, updatedAt: now },
          $setOnInsert: { createdAt: now, reportedRunId: null, last: null, trouble: null },
          $inc: { version: 1 },
        },
        { upsert: true, returnDocument: 'after' },
      )
      .lean<ScheduleRecord>();
    return toSchedule(record);
  }

  async remove(tenantId: string, assessmentId: string): Promise<boolean> {
    return (await this.schedules.deleteOne({ _id: assessmentId, tenantId })).deletedCount === 1;
  }

  /** Those whose time has come, longest due first, page by page. */
  async *due(now: Date, batchSize: number): AsyncGenerator<Schedule[]> {
    yield* this.pages({ nextDueAt: { $gt: NEVER, $lte: now } }, { nextDueAt: 1 }, batchSize);
  }

  /** Those that wait for another catalog, page by page. */
  async *waitingForCatalog(batchSize: number): AsyncGenerator<Schedule[]> {
    const filter = { 'cadence.kind': 'on-catalog-change' as const, nextDueAt: null, isPaused: false };
    yield* this.pages(filter, { _id: 1 }, batchSize);
  }

  /** Those that wait without a due time and whose assessment is not there any more, page by page. */
  async *withoutAssessment(batchSize: number): AsyncGenerator<Pick<Schedule, 'tenantId' | 'assessmentId'>[]> {
    let after = '';
    for (;;) {
      const rows = await this.schedules.aggregate<JoinedSchedule>(waitingAfter(after, batchSize));
      yield rows
        .filter(({ tenantId, assessments }) => !assessments.some((one) => one.tenantId === tenantId))
        .map(({ _id, tenantId }) => ({ tenantId, assessmentId: _id }));
      const last = rows.at(-1);
      if (!last || rows.length < batchSize) return;
      after = last._id;
    }
  }

  /** Makes one due because the facts are others. Nothing where somebody did so, or changed it, before. */
  async makeDue(schedule: Schedule, factsSeen: string, now: Date): Promise<void> {
    await this.schedules.updateOne(
      { ...same(schedule), nextDueAt: null, factsSeen: schedule.factsSeen },
      { $set: { nextDueAt: now, factsSeen } },
    );
  }

  /** Writes down, before its run is started, that a due time will have one. Doing it again changes nothing. */
  async open(runId: string, { tenantId, assessmentId }: Schedule, dueAt: Date): Promise<void> {
    try {
      await this.scheduledRuns.create({ _id: runId, tenantId, assessmentId, dueAt });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Its run could not be started, and will not be. */
  async refuse(tenantId: string, runId: string, refusal: string): Promise<void> {
    await this.scheduledRuns.updateOne({ _id: runId, tenantId }, { $set: { refusal } });
  }

  /** Goes on from a due time to the next. Nothing where somebody did so, or changed the schedule, before. */
  async advance(schedule: Schedule, nextDueAt: Date | null, last: LastTurn): Promise<void> {
    await this.schedules.updateOne(
      { ...same(schedule), nextDueAt: schedule.nextDueAt },
      { $set: { nextDueAt, last } },
    );
  }

  /** The runs of due times that ended, or are not stored, oldest first, page by page. */
  async *ended(batchSize: number): AsyncGenerator<OpenScheduledRun[]> {
    let after = '';
    for (;;) {
      const rows = await this.scheduledRuns.aggregate<JoinedRun>(openAfter(after, batchSize));
      const found = rows.map(toOpen).filter(({ state }) => state === null || isTerminal(state));
      if (found.length > 0) yield found;
      const last = rows.at(-1);
      if (!last || rows.length < batchSize) return;
      after = last._id;
    }
  }

  /** What came of its due time was looked at: nothing needs to be known of it any more. */
  async forget(tenantId: string, runId: string): Promise<void> {
    await this.scheduledRuns.deleteOne({ _id: runId, tenantId });
  }

  /** Writes down what came of a due time, unless a later one has come since. */
  async settle(run: OpenScheduledRun, { last, reportedRunId, trouble }: Settlement): Promise<void> {
    const { assessmentId: _id, tenantId, dueAt } = run;
    const known = { trouble, ...(reportedRunId !== null && { reportedRunId }) };
    await this.schedules.updateOne({ _id, tenantId }, { $set: known });
    await this.schedules.updateOne({ _id, tenantId, 'last.dueAt': { $lte: dueAt } }, { $set: { last } });
  }

  private async *pages(
    filter: QueryFilter<ScheduleRecord>,
    sort: Record<string, 1>,
    batchSize: number,
  ): AsyncGenerator<Schedule[]> {
    const cursor = this.schedules.find(filter).sort(sort).lean<ScheduleRecord>().cursor({ batchSize });
    for await (const batch of inBatches(cursor, batchSize)) yield batch.map(toSchedule);
  }
}

function openAfter(after: string, limit: number): PipelineStage[] {
  return [
    { $match: { _id: { $gt: after } } },
    { $sort: { _id: 1 } },
    { $limit: limit },
    { $lookup: { from: 'runs', localField: '_id', foreignField: '_id', as: 'runs' } },
  ];
}

function waitingAfter(after: string, limit: number): PipelineStage[] {
  return [
    { $match: { nextDueAt: null, _id: { $gt: after } } },
    { $sort: { _id: 1 } },
    { $limit: limit },
    { $project: { tenantId: 1 } },
    {
      $lookup: {
        ...{ from: 'assessments', localField: '_id', foreignField: '_id', as: 'assessments' },
        pipeline: [{ $project: { tenantId: 1 } }],
      },
    },
  ];
}

function same({ assessmentId, tenantId, version }: Schedule) {
  return { _id: assessmentId, tenantId, version };
}

function toSchedule({ _id, ...rest }: ScheduleRecord): Schedule {
  return { assessmentId: _id, ...rest };
}

function toOpen({ _id, tenantId, assessmentId, dueAt, refusal, runs }: JoinedRun): OpenScheduledRun {
  const [run] = runs;
  return {
    ...{ runId: _id, tenantId, assessmentId, dueAt, refusal: refusal ?? null },
    state: run?.state ?? null,
    // The first says why the run ended so, the rest what went before.
    problem: run?.problems?.[0]?.message ?? null,
    missingAgents: run?.missingAgents ?? [],
  };
}
