import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { isDuplicateKey, type Page, type PageRequest, toPage } from '@app/database';
import type { Model } from 'mongoose';
import type { Upload, UploadApplication, UploadKind } from './upload';
import { UPLOAD_MODEL, type UploadRecord } from './upload.schema';

/** An upload without what was read from it, for lists. */
export type UploadSummary = Omit<Upload, 'drafts' | 'seen'>;

const MOST_APPLICATIONS = 50;

/** What is known of the stored files. */
@Injectable()
export class UploadRepository {
  constructor(@InjectModel(UPLOAD_MODEL) private readonly uploads: Model<UploadRecord>) {}

  /** Stores an upload; where the same was sent before, gives that one. */
  async insert(
    { id, ...upload }: Upload,
    fingerprint: string,
  ): Promise<{ readonly upload: Upload; readonly isNew: boolean }> {
    try {
      await this.uploads.create({ _id: id, fingerprint, ...upload });
      return { upload: { id, ...upload }, isNew: true };
    } catch (error) {
      const known = isDuplicateKey(error) ? await this.findSame(upload.tenantId, fingerprint) : null;
      if (!known) throw error;
      return { upload: known, isNew: false };
    }
  }

  async find(tenantId: string, id: string): Promise<Upload | null> {
    const record = await this.uploads.findOne({ _id: id, tenantId }).lean<UploadRecord>();
    return record && toUpload(record);
  }

  async findSame(tenantId: string, fingerprint: string): Promise<Upload | null> {
    const record = await this.uploads.findOne({ tenantId, fingerprint }).lean<UploadRecord>();
    return record && toUpload(record);
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
      { _id: id, tenantId },
      { $push: { applications: { $each: [application], $slice: -MOST_APPLICATIONS } } },
    );
  }
}

function toSummary(record: Omit<UploadRecord, 'drafts' | 'seen'>): UploadSummary {
  const { _id, tenantId, kind, fileName, bytes, sha256, form, wish, applications, createdAt } = record;
  return { id: _id, tenantId, kind, fileName, bytes, sha256, form, wish, applications, createdAt };
}

function toUpload(record: UploadRecord): Upload {
  return { ...toSummary(record), drafts: record.drafts, seen: record.seen };
}
