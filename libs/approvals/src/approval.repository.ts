import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { databaseTime, isDuplicateKey, toPage, type Page, type PageRequest } from '@app/database';
import type { Model, QueryFilter } from 'mongoose';
import type { Approval, ApprovalState } from './approval';
import { subjectKeyOf } from './approval';
import type { Move } from './approval-machine';
import { APPROVAL_MODELS, type ApprovalRecord } from './approval.schema';

/** What approvals may be narrowed by. */
export interface ApprovalFilter {
  readonly state?: ApprovalState;
  readonly subjectKey?: string;
  /** A person who can give a vote now. */
  readonly waitingFor?: string;
}

/** Approvals as stored. Every change is one write that names the version and the state that were read. */
@Injectable()
export class ApprovalRepository {
  constructor(@InjectModel(APPROVAL_MODELS.approval) private readonly approvals: Model<ApprovalRecord>) {}

  now(): Promise<Date> {
    return databaseTime(this.approvals.db);
  }

  /** False: one of that id is there. */
  async insert(approval: Approval): Promise<boolean> {
    const { id, ...rest } = approval;
    try {
      await this.approvals.create({
        _id: id,
        ...rest,
        subjectKey: subjectKeyOf(approval.subject),
        isFollowed: true,
      });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async find(tenantId: string, id: string): Promise<Approval | null> {
    const record = await this.approvals.findOne({ _id: id, tenantId }).lean<ApprovalRecord>();
    return record && toApproval(record);
  }

  /** Newest first. */
  async list(tenantId: string, filter: ApprovalFilter, page: PageRequest): Promise<Page<Approval>> {
    const { state, subjectKey, waitingFor } = filter;
    const wanted: QueryFilter<ApprovalRecord> = {
      tenantId,
      ...(state !== undefined && { state }),
      ...(subjectKey !== undefined && { subjectKey }),
      ...(waitingFor !== undefined && { waitingFor }),
      ...(page.afterId !== null && { _id: { $lt: page.afterId } }),
    };
    const rows = await this.approvals
      .find(wanted)
      .sort({ _id: -1 })
      .limit(page.limit + 1)
      .lean<ApprovalRecord[]>();
    return toPage(rows.map(toApproval), page.limit);
  }

  /** The newest that ended so for a subject. */
  async newestOf(tenantId: string, subjectKey: string, state?: ApprovalState): Promise<Approval | null> {
    const { items } = await this.list(tenantId, { subjectKey, state }, { limit: 1, afterId: null });
    return items[0] ?? null;
  }

  /** Writes a move if the approval is as it was read and its time is not over. Null: it is not, or it is. */
  async move(before: Approval, { entry, change }: Move): Promise<Approval | null> {
    const isFollowed = change.state !== 'approved';
    const record = await this.approvals
      .findOneAndUpdate(
        {
          _id: before.id,
          tenantId: before.tenantId,
          version: before.version,
          state: 'pending',
          $expr: { $gt: ['$stepDeadline', '$$NOW'] },
        },
        { $set: { ...change, isFollowed }, $inc: { version: 1 }, $push: { entries: entry } },
        { returnDocument: 'after' },
      )
      .lean<ApprovalRecord>();
    return record && toApproval(record);
  }

  /** Notes of those whose time is over that they have expired; of one tenant, or of all. Returns how many. */
  async expireDue(at: Date, tenantId?: string): Promise<number> {
    const { modifiedCount } = await this.approvals.updateMany(
      { ...(tenantId !== undefined && { tenantId }), state: 'pending', stepDeadline: { $lte: at } },
      { $set: { state: 'expired', waitingFor: [] }, $inc: { version: 1 } },
    );
    return modifiedCount;
  }

  /** Approved, and not yet followed by what it allows. */
  async findUnfollowed(limit: number): Promise<Approval[]> {
    const rows = await this.approvals.find({ isFollowed: false }).limit(limit).lean<ApprovalRecord[]>();
    return rows.map(toApproval);
  }

  async noteFollowed({ id, tenantId }: Approval): Promise<void> {
    await this.approvals.updateOne({ _id: id, tenantId, state: 'approved' }, { $set: { isFollowed: true } });
  }
}

function toApproval(record: ApprovalRecord): Approval {
  const { _id: id, tenantId, workflowId, workflowVersion, steps, members, subject, contentHash } = record;
  const { state, stepIndex, stepStartedAt, stepDeadline, by, note, createdAt } = record;
  // It ended when its time was over, whenever that was noted.
  const endedAt = state === 'expired' ? stepDeadline : record.endedAt;
  const { version, waitingFor, entries } = record;
  return {
    ...{ id, tenantId, workflowId, workflowVersion, steps, members, subject, contentHash },
    ...{ state, stepIndex, stepStartedAt, stepDeadline, by, note, createdAt, endedAt },
    ...{ version, waitingFor, entries },
  };
}
