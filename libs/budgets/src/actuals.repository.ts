import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Page, PageRequest } from '@app/database';
import { isDuplicateKey, toPage } from '@app/database';
import type { Model } from 'mongoose';
import type { ActualsUpload } from './budget';
import type { ActualsRecord } from './budget.schema';
import { BUDGET_MODELS } from './budget.schema';

/** An upload without its amounts, for lists. */
export type ActualsSummary = Omit<ActualsUpload, 'amounts'>;

/** The stored files of actuals. A file never changes once it is stored. */
@Injectable()
export class ActualsRepository {
  constructor(@InjectModel(BUDGET_MODELS.actuals) private readonly uploads: Model<ActualsRecord>) {}

  /** Stores a file; where the same text is stored for the budget already, gives that one. */
  async insert({ id, ...upload }: ActualsUpload): Promise<{ upload: ActualsUpload; isNew: boolean }> {
    try {
      await this.uploads.create({ _id: id, ...upload });
      return { upload: { id, ...upload }, isNew: true };
    } catch (error) {
      const { tenantId, budgetId, fileHash } = upload;
      const known = isDuplicateKey(error) ? await this.findSame(tenantId, budgetId, fileHash) : null;
      if (!known) throw error;
      return { upload: known, isNew: false };
    }
  }

  async findSame(tenantId: string, budgetId: string, fileHash: string): Promise<ActualsUpload | null> {
    const record = await this.uploads.findOne({ tenantId, budgetId, fileHash }).lean<ActualsRecord>();
    return record && toUpload(record);
  }

  /** Every file of a budget with its amounts; `most` bounds it. */
  async findAll(tenantId: string, budgetId: string, most: number): Promise<ActualsUpload[]> {
    const records = await this.uploads
      .find({ tenantId, budgetId })
      .sort({ _id: -1 })
      .limit(most)
      .lean<ActualsRecord[]>();
    return records.map(toUpload);
  }

  /** Newest first. */
  async list(tenantId: string, budgetId: string, page: PageRequest): Promise<Page<ActualsSummary>> {
    const records = await this.uploads
      .find({ tenantId, budgetId, ...(page.afterId !== null && { _id: { $lt: page.afterId } }) })
      .select({ amounts: 0 })
      .sort({ _id: -1 })
      .limit(page.limit + 1)
      .lean<ActualsRecord[]>();
    return toPage(records.map(toSummary), page.limit);
  }

  /** How many files a budget has, and rows in all of them. `most` bounds what is counted. */
  async size(tenantId: string, budgetId: string, most: number): Promise<{ files: number; rows: number }> {
    const records = await this.uploads
      .find({ tenantId, budgetId })
      .select({ rows: 1 })
      .sort({ _id: -1 })
      .limit(most)
      .lean<Array<Pick<ActualsRecord, 'rows'>>>();
    return { files: records.length, rows: records.reduce((sum, { rows }) => sum + rows, 0) };
  }

  async remove(tenantId: string, budgetId: string, id: string): Promise<boolean> {
    const { deletedCount } = await this.uploads.deleteOne({ _id: id, tenantId, budgetId });
    return deletedCount === 1;
  }

  async removeAll(tenantId: string, budgetId: string): Promise<void> {
    await this.uploads.deleteMany({ tenantId, budgetId });
  }
}

function toSummary(record: Omit<ActualsRecord, 'amounts'>): ActualsSummary {
  const { _id, tenantId, budgetId, fileHash, fileName, rows, createdAt } = record;
  return { id: _id, tenantId, budgetId, fileHash, fileName, rows, createdAt };
}

function toUpload(record: ActualsRecord): ActualsUpload {
  return { ...toSummary(record), amounts: record.amounts };
}
