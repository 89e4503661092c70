import { Schema } from 'mongoose';
import type { Recommendation } from './synthesis-result';

/** What the four documents of one recommendation have in common; `_id` is `<runId>:<key>` in all four. */
interface RecommendationPart {
  readonly _id: string;
  readonly tenantId: string;
  readonly runId: string;
  /** The claim of the run under which it was stored. */
  readonly epoch?: number;
  readonly key: string;
}

export type RecommendationRecord = RecommendationPart &
  Omit<Recommendation, 'cost' | 'compliance' | 'implementation'> & {
    /** The id of its follow-up, `<assessmentId>:<key>`; missing where it was stored before there were any. */
    readonly followUpId?: string;
  };
export type RecommendationCostRecord = RecommendationPart & Recommendation['cost'];
export type RecommendationComplianceRecord = RecommendationPart & Recommendation['compliance'];
export type RecommendationImplementationRecord = RecommendationPart & Recommendation['implementation'];

/** Names under which the models are registered and injected. */
export const RECOMMENDATION_MODELS = {
  core: 'Recommendation',
  cost: 'RecommendationCost',
  compliance: 'RecommendationCompliance',
  implementation: 'RecommendationImplementation',
} as const;

export const RECOMMENDATION_COLLECTIONS = {
  core: 'recommendations',
  cost: 'recommendation_costs',
  compliance: 'recommendation_compliance',
  implementation: 'recommendation_implementations',
} as const;

// `required` refuses an empty string, which is a legitimate note: absence is what must not be stored.
const text = { type: String, default: '' };
const part = {
  _id: { type: String, required: true },
  tenantId: { type: String, required: true },
  runId: { type: String, required: true },
  epoch: { type: Number },
  key: { type: String, required: true },
};

export const recommendationSchema = new Schema<RecommendationRecord>(
  {
    ...part,
    rank: { type: Number, required: true },
    title: text,
    rationale: text,
    severity: { type: String, required: true },
    workloadIds: [String],
    agents: [String],
    deployment: { type: Schema.Types.Mixed, default: null },
    figures: { type: [Schema.Types.Mixed], default: [] },
    followUpId: String,
  },
  { collection: RECOMMENDATION_COLLECTIONS.core, versionKey: false, minimize: false },
)
  .index({ tenantId: 1, runId: 1, key: 1 }, { unique: true })
  .index({ tenantId: 1, runId: 1, rank: 1 });

export const recommendationCostSchema = new Schema<RecommendationCostRecord>(
  {
    ...part,
    figureIds: [String],
    note: text,
    savingIds: [String],
    monthly: { type: [Schema.Types.Mixed], default: [] },
  },
  { collection: RECOMMENDATION_COLLECTIONS.cost, versionKey: false, minimize: false },
).index({ tenantId: 1, runId: 1, key: 1 }, { unique: true });

export const recommendationComplianceSchema = new Schema<RecommendationComplianceRecord>(
  { ...part, requirements: [String], note: text },
  { collection: RECOMMENDATION_COLLECTIONS.compliance, versionKey: false, minimize: false },
).index({ tenantId: 1, runId: 1, key: 1 }, { unique: true });

export const recommendationImplementationSchema = new Schema<RecommendationImplementationRecord>(
  {
    ...part,
    effort: { type: String, required: true },
    personDays: Schema.Types.Mixed,
    steps: [String],
    prerequisites: [String],
    rollback: [String],
    dependencies: { type: [Schema.Types.Mixed], default: [] },
    wave: Number,
  },
  { collection: RECOMMENDATION_COLLECTIONS.implementation, versionKey: false, minimize: false },
).index({ tenantId: 1, runId: 1, key: 1 }, { unique: true });
