import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Page, PageRequest } from '@app/database';
import { inBatches, isDuplicateKey, toPage } from '@app/database';
import type { Model } from 'mongoose';
import type { PublishedFile, ReportFile, ReportPhase, ReportProblem, ReportState } from './report-file';
import { ENDED_REPORT_STATES, LIVE_REPORT_STATES, isLive } from './report-file';
import type { ReportFileRecord } from './report-file.schema';
import { REPORT_FILE_MODEL } from './report-file.schema';

/** Far more than one life of a report has. */
const HISTORY_LIMIT = 100;
const PROBLEM_LIMIT = 100;

/** No sign of life: the sweeper need not wait to look after a report that nobody has. */
const NOBODY_YET = new Date(0);

/** The right to write to a report: whoever claimed it last. */
export interface ReportFence {
  readonly tenantId: string;
  readonly id: string;
  readonly epoch: number;
}

export type SilentReport = Pick<ReportFile, 'id' | 'tenantId' | 'correlationId'>;

/** How a claim ends. */
export interface ReportEnding {
  readonly state: Extract<ReportState, 'queued' | 'completed' | 'failed'>;
  readonly at: Date;
  readonly problems?: readonly ReportProblem[];
  readonly file?: PublishedFile;
}

/** Reports as stored. Every change of state is one conditional write. */
@Injectable()
export class ReportFileRepository {
  constructor(@InjectModel(REPORT_FILE_MODEL) private readonly reports: Model<ReportFileRecord>) {}

  /** False: there is one of this recipe, or of this id, already. */
  async insert(report: ReportFile): Promise<boolean> {
    const { id, phases: _phases, ...rest } = report;
    const history = [{ state: report.state, at: report.createdAt }];
    try {
      await this.reports.create({ _id: id, ...rest, claims: 0, touchedAt: NOBODY_YET, history });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async find(tenantId: string, id: string): Promise<ReportFile | null> {
    const found = await this.reports.findOne({ _id: id, tenantId }).lean<ReportFileRecord>();
    return found && toReport(found);
  }

  async findByRecipe(tenantId: string, recipe: string): Promise<ReportFile | null> {
    const found = await this.reports.findOne({ tenantId, recipe }).lean<ReportFileRecord>();
    return found && toReport(found);
  }

  async listOfRun(tenantId: string, runId: string, page: PageRequest): Promise<Page<ReportFile>> {
    const rows = await this.reports
      .find({ tenantId, runId, ...(page.afterId === null ? {} : { _id: { $lt: page.afterId } }) })
      .sort({ _id: -1 })
      .limit(page.limit + 1)
      .lean<ReportFileRecord[]>();
    return toPage(rows.map(toReport), page.limit);
  }

  async findOfAssessment(tenantId: string, assessmentId: string, limit: number): Promise<string[]> {
    const rows = await this.reports
      .find({ tenantId, assessmentId }, { _id: 1 })
      .limit(limit)
      .lean<Pick<ReportFileRecord, '_id'>[]>();
    return rows.map(({ _id }) => _id);
  }

  /** Takes the report for a worker, whoever had it before. Null: it is ended or gone. */
  async claim(
    tenantId: string,
    id: string,
    at: Date,
  ): Promise<{ readonly report: ReportFile; readonly claims: number } | null> {
    const claimed = await this.reports
      .findOneAndUpdate(
        { _id: id, tenantId, state: { $in: [...LIVE_REPORT_STATES] } },
        {
          $inc: { epoch: 1, claims: 1 },
          $set: { state: 'rendering' },
          $currentDate: { touchedAt: true },
          $push: { history: { $each: [{ state: 'rendering', at }], $slice: -HISTORY_LIMIT } },
        },
        { returnDocument: 'after' },
      )
      .lean<ReportFileRecord>();
    return claimed && { report: toReport(claimed), claims: claimed.claims };
  }

  /** Sign of life. False: the report is no longer this writer's. */
  async touch(fence: ReportFence): Promise<boolean> {
    const { matchedCount } = await this.reports.updateOne(mine(fence), {
      $currentDate: { touchedAt: true },
    });
    return matchedCount === 1;
  }

  /** The last write under a claim. False: the report went on without this writer. */
  async end(fence: ReportFence, { state, at, problems = [], file }: ReportEnding): Promise<boolean> {
    const { matchedCount } = await this.reports.updateOne(mine(fence), {
      $set: {
        state,
        problems: problems.slice(0, PROBLEM_LIMIT).map(toStored),
        ...(isLive(state) ? { claims: 0 } : { endedAt: at }),
        ...(file ? { file } : {}),
      },
      $currentDate: { touchedAt: true },
      $push: { history: { $each: [{ state, at }], $slice: -HISTORY_LIMIT } },
    });
    return matchedCount === 1;
  }

  /** Ends what is under way, and its worker's right to write. Null: it is not under way. */
  async cancel(tenantId: string, id: string, at: Date): Promise<ReportFile | null> {
    const cancelled = await this.reports
      .findOneAndUpdate(
        { _id: id, tenantId, state: { $in: [...LIVE_REPORT_STATES] } },
        {
          $inc: { epoch: 1 },
          $set: { state: 'cancelled', endedAt: at },
          $push: { history: { $each: [{ state: 'cancelled', at }], $slice: -HISTORY_LIMIT } },
        },
        { returnDocument: 'after' },
      )
      .lean<ReportFileRecord>();
    return cancelled && toReport(cancelled);
  }

  /** Wants a failed or cancelled report once more. Null: it is neither. */
  async askAgain(tenantId: string, id: string, at: Date): Promise<ReportFile | null> {
    const queued = await this.reports
      .findOneAndUpdate(
        { _id: id, tenantId, state: { $in: ['failed', 'cancelled'] } },
        {
          $set: {
            state: 'queued',
            claims: 0,
            problems: [],
            endedAt: null,
            createdAt: at,
            touchedAt: NOBODY_YET,
          },
          $push: { history: { $each: [{ state: 'queued', at }], $slice: -HISTORY_LIMIT } },
        },
        { returnDocument: 'after' },
      )
      .lean<ReportFileRecord>();
    return queued && toReport(queued);
  }

  /** Forgets a report as it was read: one that a worker took, or that somebody asked for again, stays. */
  async remove({ tenantId, id, epoch, state }: ReportFile): Promise<boolean> {
    const { deletedCount } = await this.reports.deleteOne({ _id: id, tenantId, epoch, state });
    return deletedCount === 1;
  }

  /** All reports that should be in work and gave no sign of life for so long, longest silent first, in batches. */
  async *findSilent(silentForMs: number, batchSize: number): AsyncGenerator<SilentReport[]> {
    const cursor = this.reports
      .find(
        {
          state: { $in: [...LIVE_REPORT_STATES] },
          $expr: { $lt: ['$touchedAt', { $subtract: ['$$NOW', silentForMs] }] },
        },
        { tenantId: 1, correlationId: 1 },
      )
      .sort({ touchedAt: 1 })
      .lean<Pick<ReportFileRecord, '_id' | 'tenantId' | 'correlationId'>>()
      .cursor({ batchSize });
    for await (const batch of inBatches(cursor, batchSize)) {
      yield batch.map(({ _id, tenantId, correlationId }) => ({ id: _id, tenantId, correlationId }));
    }
  }

  /** Reports of all tenants that ended before a moment, oldest first. */
  async findEndedBefore(before: Date, limit: number): Promise<ReportFile[]> {
    const rows = await this.reports
      .find({ state: { $in: [...ENDED_REPORT_STATES] }, endedAt: { $lt: before } })
      .sort({ endedAt: 1 })
      .limit(limit)
      .lean<ReportFileRecord[]>();
    return rows.map(toReport);
  }
}

function mine({ id, tenantId, epoch }: ReportFence) {
  return { _id: id, tenantId, epoch, state: 'rendering' as const };
}

function toStored({ code, message, where }: ReportProblem): ReportProblem {
  return { code, message, ...(where === undefined ? {} : { where }) };
}

function toReport(record: ReportFileRecord): ReportFile {
  const { _id, claims: _claims, touchedAt: _touchedAt, history, file, assessmentId, ...rest } = record;
  return {
    id: _id,
    ...rest,
    assessmentId: assessmentId ?? null,
    file: file ?? null,
    phases: phasesOf(history),
  };
}

function phasesOf(history: ReportFileRecord['history']): ReportPhase[] {
  return history.flatMap(({ state, at }, index) =>
    state === 'queued' || state === 'rendering'
      ? [{ name: state, startedAt: at, endedAt: history[index + 1]?.at ?? null }]
      : [],
  );
}
