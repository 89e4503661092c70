import { Schema } from 'mongoose';
import type { AssessmentInput } from './assessment-input';

/** The head of an assessment: its newest version, and what lists filter by. */
export interface AssessmentRecord {
  readonly _id: string;
  readonly tenantId: string;
  readonly version: number;
  readonly input: AssessmentInput;
  /** The name in lower case, for finding by its beginning. */
  readonly nameKey: string;
  readonly kinds: readonly string[];
  /** Who made the newest version; missing where nobody said. */
  readonly by?: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A version that is the head no longer (or was when the assessment was deleted). Never changed once written. */
export interface AssessmentVersionRecord {
  /** `<assessmentId>:<version>`. */
  readonly _id: string;
  readonly tenantId: string;
  readonly assessmentId: string;
  readonly version: number;
  readonly input: AssessmentInput;
  readonly by?: string | null;
  readonly createdAt: Date;
}

/** Names under which the models are registered and injected. */
export const ASSESSMENT_MODELS = { head: 'Assessment', version: 'AssessmentVersion' } as const;

export const assessmentSchema = new Schema<AssessmentRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    version: { type: Number, required: true },
    input: { type: Schema.Types.Mixed, required: true },
    nameKey: { type: String, required: true },
    kinds: { type: [String], required: true },
    by: { type: String, default: null },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'assessments', versionKey: false, minimize: false },
)
  .index({ tenantId: 1, _id: -1 })
  .index({ tenantId: 1, kinds: 1, _id: -1 })
  .index({ tenantId: 1, nameKey: 1, _id: -1 })
  .index({ tenantId: 1, updatedAt: 1, _id: -1 });

export const assessmentVersionSchema = new Schema<AssessmentVersionRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    assessmentId: { type: String, required: true },
    version: { type: Number, required: true },
    input: { type: Schema.Types.Mixed, required: true },
    by: { type: String, default: null },
    createdAt: { type: Date, required: true },
  },
  { collection: 'assessment_versions', versionKey: false, minimize: false },
).index({ tenantId: 1, assessmentId: 1, version: -1 }, { unique: true });
