import { Schema } from 'mongoose';
import type { ShareLink } from './share-link';

export interface ShareLinkRecord extends Omit<ShareLink, 'id'> {
  readonly _id: string;
  /** SHA-256 of the token, hexadecimal. */
  readonly tokenHash: string;
}

/** The name under which the model is registered and injected. */
export const SHARE_LINK_MODEL = 'ShareLink';

export const shareLinkSchema = new Schema<ShareLinkRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    runId: { type: String, required: true },
    tokenHash: { type: String, required: true },
    audience: { type: String, default: null },
    language: { type: String, required: true },
    maxViews: { type: Number, default: null },
    by: { type: String, default: null },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    views: { type: Number, required: true },
    lastViewedAt: { type: Date, default: null },
    revokedAt: { type: Date, default: null },
  },
  { collection: 'share_links', versionKey: false, minimize: false },
)
  // What a token opens, for whichever tenant.
  .index({ tokenHash: 1 }, { unique: true })
  // Those of a run, newest first.
  .index({ tenantId: 1, runId: 1, _id: -1 });
