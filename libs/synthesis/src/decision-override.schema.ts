import { Schema } from 'mongoose';

/** What a person decided on a choice of an assessment, as it stands: `option` is null where it was withdrawn. */
export interface DecisionOverrideRecord {
  /** `<assessmentId>:<key>`. */
  readonly _id: string;
  readonly tenantId: string;
  readonly assessmentId: string;
  readonly key: string;
  readonly version: number;
  readonly option: string | null;
  readonly why: string;
  readonly by: string;
  readonly decidedAt: Date;
}

/** A version that stands no longer; `_id` is `<assessmentId>:<key>:<version>`. Never changed once written. */
export type DecisionOverrideVersionRecord = DecisionOverrideRecord;

/** Names under which the models are registered and injected. */
export const DECISION_OVERRIDE_MODELS = {
  head: 'DecisionOverride',
  version: 'DecisionOverrideVersion',
} as const;

const fields = {
  _id: { type: String, required: true },
  tenantId: { type: String, required: true },
  assessmentId: { type: String, required: true },
  key: { type: String, required: true },
  version: { type: Number, required: true },
  option: { type: String, default: null },
  why: { type: String, default: '' },
  by: { type: String, default: '' },
  decidedAt: { type: Date, required: true },
};

export const decisionOverrideSchema = new Schema<DecisionOverrideRecord>(fields, {
  collection: 'decision_overrides',
  versionKey: false,
  minimize: false,
}).index({ tenantId: 1, assessmentId: 1, key: 1 }, { unique: true });

export const decisionOverrideVersionSchema = new Schema<DecisionOverrideVersionRecord>(fields, {
  collection: 'decision_override_versions',
  versionKey: false,
  minimize: false,
}).index({ tenantId: 1, assessmentId: 1, key: 1, version: -1 }, { unique: true });
