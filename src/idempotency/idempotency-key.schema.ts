import { Schema } from 'mongoose';

/** What an answer was, to give it again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON as it was sent. */
  readonly body: string;
}

/** One use of an `Idempotency-Key`: `answer` is null while the first request with it is at work. */
export interface IdempotencyRecord {
  readonly _id: string;
  readonly tenantId: string;
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly bodyHash: string;
  /** The id that the thing to create will have, however many attempts that takes. */
  readonly resourceId: string;
  /** Who is at work on it. */
  readonly owner: string;
  /** When its owner counts as gone. */
  readonly leaseUntil: Date;
  readonly answer: KeptAnswer | null;
  readonly expiresAt: Date;
}

export const IDEMPOTENCY_MODEL = 'IdempotencyKey';

export const idempotencyKeySchema = new Schema<IdempotencyRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    method: { type: String, required: true },
    path: { type: String, required: true },
    key: { type: String, required: true },
    bodyHash: { type: String, required: true },
    resourceId: { type: String, required: true },
    owner: { type: String, required: true },
    leaseUntil: { type: Date, required: true },
    answer: { type: Schema.Types.Mixed, default: null },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'idempotency_keys', versionKey: false, minimize: false },
)
  .index({ tenantId: 1, method: 1, path: 1, key: 1 }, { unique: true })
  .index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
