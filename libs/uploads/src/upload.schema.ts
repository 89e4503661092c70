import { Schema } from 'mongoose';
import type { Upload } from './upload';

/** An upload as stored. */
export interface UploadRecord extends Omit<Upload, 'id'> {
  readonly _id: string;
  /** Hash of content, kind and wish: the same sent again is the same upload. */
  readonly fingerprint: string;
  /** Its file is being removed, and it after that; its time of use is the beginning of time. */
  readonly leaving?: boolean;
  /** Since when an assessment that it was applied to may be gone, until somebody has looked. */
  readonly inQuestionSince?: Date;
}

/** Name under which the model is registered and injected. */
export const UPLOAD_MODEL = 'Upload';

export const uploadSchema = new Schema<UploadRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    fingerprint: { type: String, required: true },
    kind: { type: String, required: true },
    fileName: { type: String, default: null },
    bytes: { type: Number, required: true },
    sha256: { type: String, required: true },
    form: { type: String, required: true },
    wish: { type: Schema.Types.Mixed, required: true },
    file: { type: String, default: null },
    drafts: { type: [Schema.Types.Mixed], required: true } as never,
    seen: { type: [Schema.Types.Mixed], required: true } as never,
    applications: { type: [Schema.Types.Mixed], required: true } as never,
    createdAt: { type: Date, required: true },
    usedAt: { type: Date, required: true },
    leaving: { type: Boolean },
    inQuestionSince: { type: Date },
  },
  { collection: 'uploads', versionKey: false, minimize: false },
)
  .index({ tenantId: 1, fingerprint: 1 }, { unique: true })
  .index({ tenantId: 1, kind: 1, _id: -1 })
  .index({ tenantId: 1, _id: -1 })
  // What was made of an assessment's uploads, when it goes.
  .index({ tenantId: 1, 'applications.targetId': 1, _id: 1 })
  // Retention: the longest unused first, of all tenants.
  .index({ usedAt: 1 })
  // What deletions of assessments left to look at, of all tenants: nearly no upload is in it.
  .index({ inQuestionSince: 1, _id: 1 }, { partialFilterExpression: { inQuestionSince: { $exists: true } } });
