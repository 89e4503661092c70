import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { ReportRemovalRecord } from './report-removal.schema';
import { REPORT_REMOVAL_MODEL } from './report-removal.schema';

/** Somebody wants the reports of an assessment to be gone. */
export interface ReportRemoval {
  readonly id: string;
  readonly tenantId: string;
  readonly assessmentId: string;
  readonly askedAt: Date;
}

/** What is still to be removed. */
@Injectable()
export class ReportRemovalRepository {
  constructor(@InjectModel(REPORT_REMOVAL_MODEL) private readonly removals: Model<ReportRemovalRecord>) {}

  async insert({ id, ...removal }: ReportRemoval): Promise<void> {
    await this.removals.create({ _id: id, ...removal });
  }

  /** Of all tenants, oldest first. */
  async findBefore(moment: Date, limit: number): Promise<ReportRemoval[]> {
    const rows = await this.removals
      .find({ askedAt: { $lt: moment } })
      .sort({ askedAt: 1 })
      .limit(limit)
      .lean<ReportRemovalRecord[]>();
    return rows.map(({ _id, ...rest }) => ({ id: _id, ...rest }));
  }

  /** It is done. */
  async settle({ id, tenantId }: ReportRemoval): Promise<void> {
    await this.removals.deleteOne({ _id: id, tenantId });
  }
}
