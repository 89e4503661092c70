import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Page, PageRequest } from '@app/database';
import { isDuplicateKey, toPage } from '@app/database';
import type { Model, QueryFilter } from 'mongoose';
import type { Notice } from './notice';
import { SCHEDULE_MODELS, type NoticeRecord } from './schedule.schema';

export interface NoticeFilter {
  readonly unread?: boolean;
  readonly assessmentId?: string;
}

/** What was reported of scheduled runs. */
@Injectable()
export class NoticeRepository {
  constructor(@InjectModel(SCHEDULE_MODELS.notice) private readonly notices: Model<NoticeRecord>) {}

  /** False where the run was reported before. */
  async insert({ id, ...notice }: Notice): Promise<boolean> {
    try {
      await this.notices.create({ _id: id, ...notice, unread: notice.readAt === null });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async find(tenantId: string, id: string): Promise<Notice | null> {
    const record = await this.notices.findOne({ _id: id, tenantId }).lean<NoticeRecord>();
    return record && toNotice(record);
  }

  /** Newest first. */
  async list(tenantId: string, filter: NoticeFilter, page: PageRequest): Promise<Page<Notice>> {
    const query: QueryFilter<NoticeRecord> = {
      tenantId,
      ...(filter.unread !== undefined && { unread: filter.unread }),
      ...(filter.assessmentId !== undefined && { assessmentId: filter.assessmentId }),
      ...(page.afterId !== null && { _id: { $lt: page.afterId } }),
    };
    const records = await this.notices
      .find(query)
      .sort({ _id: -1 })
      .limit(page.limit + 1)
      .lean<NoticeRecord[]>();
    return toPage(records.map(toNotice), page.limit);
  }

  /** Somebody has read it; who did so first stays. Null where there is none. */
  async markRead(tenantId: string, id: string, by: string, at: Date): Promise<Notice | null> {
    await this.notices.updateOne(
      { _id: id, tenantId, unread: true },
      { $set: { unread: false, readAt: at, readBy: by } },
    );
    return this.find(tenantId, id);
  }
}

function toNotice({ _id, unread: _unread, ...rest }: NoticeRecord): Notice {
  return { id: _id, ...rest };
}
