import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Page, PageRequest } from '@app/database';
import { databaseTime, toPage } from '@app/database';
import { timingSafeEqual } from 'node:crypto';
import type { Model } from 'mongoose';
import type { ShareLink } from './share-link';
import { SHARE_LINK_MODEL, type ShareLinkRecord } from './share-link.schema';

/** Links as stored. Whether one is open is judged by the database's clock, in the same command that counts a view. */
@Injectable()
export class ShareLinkRepository {
  constructor(@InjectModel(SHARE_LINK_MODEL) private readonly links: Model<ShareLinkRecord>) {}

  now(): Promise<Date> {
    return databaseTime(this.links.db);
  }

  async insert(link: ShareLink, tokenHash: string): Promise<void> {
    const { id, ...rest } = link;
    await this.links.create({ _id: id, ...rest, tokenHash });
  }

  /** Those of a run that are neither taken back nor run out; used up ones count. */
  countOpen(tenantId: string, runId: string, at: Date): Promise<number> {
    return this.links.countDocuments({ tenantId, runId, revokedAt: null, expiresAt: { $gt: at } });
  }

  /** Newest first. */
  async list(tenantId: string, runId: string, page: PageRequest): Promise<Page<ShareLink>> {
    const after = page.afterId === null ? {} : { _id: { $lt: page.afterId } };
    const rows = await this.links
      .find({ tenantId, runId, ...after })
      .sort({ _id: -1 })
      .limit(page.limit + 1)
      .lean<ShareLinkRecord[]>();
    return toPage(rows.map(toLink), page.limit);
  }

  async find(tenantId: string, id: string): Promise<ShareLink | null> {
    const record = await this.links.findOne({ _id: id, tenantId }).lean<ShareLinkRecord>();
    return record && toLink(record);
  }

  /** Takes a link back. False: there is none, or it was taken back before. */
  async revoke(tenantId: string, id: string): Promise<boolean> {
    const { matchedCount } = await this.links.updateOne(
      { _id: id, tenantId, revokedAt: null },
      { $currentDate: { revokedAt: true } },
    );
    return matchedCount === 1;
  }

  /** Counts a view if the link is open: of several at once no more get in than there are views left. */
  async countView(tokenHash: string): Promise<ShareLink | null> {
    const record = await this.links
      .findOneAndUpdate(
        {
          tokenHash,
          revokedAt: null,
          $expr: {
            $and: [
              { $gt: ['$expiresAt', '$$NOW'] },
              { $or: [{ $eq: ['$maxViews', null] }, { $lt: ['$views', '$maxViews'] }] },
            ],
          },
        },
        { $inc: { views: 1 }, $currentDate: { lastViewedAt: true } },
        { returnDocument: 'after' },
      )
      .lean<ShareLinkRecord>();
    return verified(record, tokenHash);
  }

  /** The link of a token, open or not. */
  async findByToken(tokenHash: string): Promise<ShareLink | null> {
    const record = await this.links.findOne({ tokenHash }).lean<ShareLinkRecord>();
    return verified(record, tokenHash);
  }
}

/** The index found it by its order; this compares all of it, in the same time wherever it would differ. */
function verified(record: ShareLinkRecord | null, tokenHash: string): ShareLink | null {
  const [found, asked] = [Buffer.from(record?.tokenHash ?? tokenHash), Buffer.from(tokenHash)];
  const isSame = found.length === asked.length && timingSafeEqual(found, asked);
  return record && isSame ? toLink(record) : null;
}

function toLink(record: ShareLinkRecord): ShareLink {
  const { _id: id, tenantId, runId, audience, language, maxViews, by } = record;
  const { createdAt, expiresAt, views, lastViewedAt, revokedAt } = record;
  return {
    id,
    tenantId,
    runId,
    audience,
    language,
    maxViews,
    by,
    createdAt,
    expiresAt,
    views,
    lastViewedAt,
    revokedAt,
  };
}
