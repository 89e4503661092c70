import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { isDuplicateKey, type Page, type PageRequest, toPage } from '@app/database';
import type { Model } from 'mongoose';
import type { Upload, UploadApplication, UploadKind } from './upload';
import { UPLOAD_MODEL, type UploadRecord } from './upload.schema';

/** An upload without what was read from it, for lists. */
export type UploadSummary = Omit<Upload, 'drafts' | 'seen'>;

const MOST_APPLICATIONS = 50;
/** What is leaving counts as unused since ever, so that whoever looks for unused ones finds it. */
const SINCE_EVER = new Date(0);
const STAYS = { leaving: { $ne: true } } as const;

/** What is known of the stored files. */
@Injectable()
export class UploadRepository {
  constructor(@InjectModel(UPLOAD_MODEL) private readonly uploads: Model<UploadRecord>) {}

  /** Stores an upload; where the same was sent before, gives that one. Null where that one is leaving. */
  async insert(
    { id, ...upload }: Upload,
    fingerprint: string,
  ): Promise<{ readonly upload: Upload; readonly isNew: boolean } | null> {
    try {
      await this.uploads.create({ _id: id, fingerprint, ...upload });
      return { upload: { id, ...upload }, isNew: true };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const known = await this.useAgain(upload.tenantId, fingerprint, upload.usedAt);
      return known && { upload: known, isNew: false };
    }
  }

  async find(tenantId: string, id: string): Promise<Upload | null> {
    const record = await this.uploads.findOne({ _id: id, tenantId, ...STAYS }).lean<UploadRecord>();
    return record && toUpload(record);
  }

  /** The same upload, which is used once more now. */
  async useAgain(tenantId: string, fingerprint: string, now: Date): Promise<Upload | null> {
    const record = await this.uploads
      .findOneAndUpdate(
        { tenantId, fingerprint, ...STAYS },
        { $set: { usedAt: now } },
        { returnDocument: 'after' },
      )
      .lean<UploadRecord>();
    return record && toUpload(record);
  }

  /** Keeps one for as long again. */
  async use({ tenantId, id }: Pick<Upload, 'tenantId' | 'id'>, now: Date): Promise<void> {
    await this.uploads.updateOne({ _id: id, tenantId, ...STAYS }, { $set: { usedAt: now } });
  }

  /** Newest first. */
  async list(
    tenantId: string,
    kind: UploadKind | undefined,
    page: PageRequest,
  ): Promise<Page<UploadSummary>> {
    const records = await this.uploads
      .find({
        tenantId,
        ...STAYS,
        ...(kind !== undefined && { kind }),
        ...(page.afterId !== null && { _id: { $lt: page.afterId } }),
      })
      .select({ drafts: 0, seen: 0 })
      .sort({ _id: -1 })
      .limit(page.limit + 1)
      .lean<UploadRecord[]>();
    return toPage(records.map(toSummary), page.limit);
  }

  /** Notes what was made of an upload. */
  async noteApplication(tenantId: string, id: string, application: UploadApplication): Promise<void> {
    await this.uploads.updateOne(
      { _id: id, tenantId, ...STAYS },
      {
        $push: { applications: { $each: [application], $slice: -MOST_APPLICATIONS } },
        $set: { usedAt: application.at },
      },
    );
  }

  /** Those of all tenants that nobody used since, and those that are leaving; the longest unused first. */
  async findUnused(before: Date, limit: number): Promise<UploadSummary[]> {
    const records = await this.uploads
      .find({ usedAt: { $lt: before } })
      .select({ drafts: 0, seen: 0 })
      .sort({ usedAt: 1 })
      .limit(limit)
      .lean<UploadRecord[]>();
    return records.map(toSummary);
  }

  /** Those of which something became part of an assessment, by id. */
  async findApplied(
    tenantId: string,
    targetId: string,
    { afterId, limit }: PageRequest,
  ): Promise<UploadSummary[]> {
    const records = await this.uploads
      .find({
        tenantId,
        'applications.targetId': targetId,
        ...(afterId !== null && { _id: { $gt: afterId } }),
      })
      .select({ drafts: 0, seen: 0 })
      .sort({ _id: 1 })
      .limit(limit)
      .lean<UploadRecord[]>();
    return records.map(toSummary);
  }

  /** Notes of all that were applied to an assessment that it may be gone from now on. */
  async question(tenantId: string, assessmentId: string, now: Date): Promise<void> {
    await this.uploads.updateMany(
      { tenantId, 'applications.targetId': assessmentId, ...STAYS },
      { $set: { inQuestionSince: now } },
    );
  }

  /** Those of all tenants that are in question since before then; the longest first. */
  async findInQuestion(before: Date, limit: number): Promise<UploadSummary[]> {
    const records = await this.uploads
      .find({ inQuestionSince: { $lt: before } })
      .select({ drafts: 0, seen: 0 })
      .sort({ inQuestionSince: 1, _id: 1 })
      .limit(limit)
      .lean<UploadRecord[]>();
    return records.map(toSummary);
  }

  /** Somebody looked, and it stays. */
  async answerFor({ tenantId, id }: Pick<Upload, 'tenantId' | 'id'>): Promise<void> {
    await this.uploads.updateOne({ _id: id, tenantId }, { $unset: { inQuestionSince: 1 } });
  }

  /** Takes one out of sight; false where it was used since `before`, or is gone. */
  async beginLeaving(
    { tenantId, id }: Pick<Upload, 'tenantId' | 'id'>,
    before: Date | null,
  ): Promise<boolean> {
    const { matchedCount } = await this.uploads.updateOne(
      { _id: id, tenantId, ...(before !== null && { usedAt: { $lt: before } }) },
      { $set: { leaving: true, usedAt: SINCE_EVER }, $unset: { inQuestionSince: 1 } },
    );
    return matchedCount === 1;
  }

  /** Forgets one that is leaving. */
  async forget({ tenantId, id }: Pick<Upload, 'tenantId' | 'id'>): Promise<void> {
    await this.uploads.deleteOne({ _id: id, tenantId, leaving: true });
  }
}

function toSummary(record: Omit<UploadRecord, 'drafts' | 'seen'>): UploadSummary {
  const { _id, tenantId, kind, fileName, bytes, sha256, form, wish, file, applications } = record;
  const { createdAt, usedAt } = record;
  return {
    id: _id,
    tenantId,
    kind,
    fileName,
    bytes,
    sha256,
    form,
    wish,
    file,
    applications,
    createdAt,
    usedAt,
  };
}

function toUpload(record: UploadRecord): Upload {
  return { ...toSummary(record), drafts: record.drafts, seen: record.seen };
}
