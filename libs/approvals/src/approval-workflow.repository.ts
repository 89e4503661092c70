import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { databaseTime, isDuplicateKey, toPage, type Page, type PageRequest } from '@app/database';
import type { Model } from 'mongoose';
import type { ApprovalWorkflow } from './approval-workflow';
import { APPROVAL_MODELS, type ApprovalWorkflowRecord } from './approval.schema';

/** Workflows by version. The one that stands is archived before the next takes its place. */
@Injectable()
export class ApprovalWorkflowRepository {
  constructor(
    @InjectModel(APPROVAL_MODELS.workflow) private readonly heads: Model<ApprovalWorkflowRecord>,
    @InjectModel(APPROVAL_MODELS.workflowVersion) private readonly archive: Model<ApprovalWorkflowRecord>,
  ) {}

  now(): Promise<Date> {
    return databaseTime(this.heads.db);
  }

  /** The version that stands, or an older one. */
  async find(tenantId: string, workflowId: string, version?: number): Promise<ApprovalWorkflow | null> {
    const head = await this.heads.findOne({ tenantId, workflowId }).lean<ApprovalWorkflowRecord>();
    if (!head || version === undefined || head.version === version) return head && toWorkflow(head);
    const older = await this.archive
      .findOne({ tenantId, workflowId, version })
      .lean<ApprovalWorkflowRecord>();
    return older && toWorkflow(older);
  }

  /** By id. */
  async list(tenantId: string, page: PageRequest): Promise<Page<ApprovalWorkflow>> {
    const after = page.afterId === null ? {} : { workflowId: { $gt: page.afterId } };
    const rows = await this.heads
      .find({ tenantId, ...after })
      .sort({ workflowId: 1 })
      .limit(page.limit + 1)
      .lean<ApprovalWorkflowRecord[]>();
    return toPage(rows.map(toWorkflow), page.limit);
  }

  count(tenantId: string): Promise<number> {
    return this.heads.countDocuments({ tenantId });
  }

  /** Makes `next` the version after `current` (null: the first). False where somebody else was faster. */
  async replace(current: ApprovalWorkflow | null, next: ApprovalWorkflow): Promise<boolean> {
    const { id: workflowId, tenantId, ...content } = next;
    const _id = `${tenantId}:${workflowId}`;
    try {
      if (current === null) {
        await this.heads.create({ _id, tenantId, workflowId, ...content });
        return true;
      }
      await this.keep(current);
      const { matchedCount } = await this.heads.updateOne(
        { _id, tenantId, version: current.version },
        { $set: content },
      );
      return matchedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** The content of a version never changes, so doing it twice is doing it once. */
  private async keep({ id: workflowId, tenantId, ...content }: ApprovalWorkflow): Promise<void> {
    const _id = `${tenantId}:${workflowId}:${content.version}`;
    await this.archive.updateOne(
      { _id },
      { $setOnInsert: { tenantId, workflowId, ...content } },
      { upsert: true },
    );
  }
}

function toWorkflow(record: ApprovalWorkflowRecord): ApprovalWorkflow {
  const { workflowId: id, tenantId, version, name, steps, members, updatedAt } = record;
  return { id, tenantId, version, name, steps, members, updatedAt };
}
