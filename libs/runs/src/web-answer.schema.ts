import { Schema } from 'mongoose';

/** What the web answered in a run: kept so that whoever takes the run up again works with the same. */
export interface WebAnswerRecord {
  /** `<runId>:<digest of what was asked>` */
  readonly _id: string;
  readonly tenantId: string;
  readonly runId: string;
  readonly asked: string;
  readonly answer: unknown;
  readonly storedAt: Date;
}

/** A run that rests for longer asks again: what it quoted stands in its outputs. */
const KEPT_SECONDS = 30 * 86_400;

export const WEB_ANSWER_MODEL = 'WebAnswer';

export const webAnswerSchema = new Schema<WebAnswerRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    runId: { type: String, required: true },
    asked: { type: String, required: true },
    answer: { type: Schema.Types.Mixed, required: true },
    storedAt: { type: Date, required: true },
  },
  { collection: 'web_answers', versionKey: false, minimize: false },
);

// What a run was answered, for whoever exports or deletes it.
webAnswerSchema.index({ tenantId: 1, runId: 1 });
webAnswerSchema.index({ storedAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });
