import { Schema } from 'mongoose';
import type { FollowUp } from './follow-up';
import { RECOMMENDATION_STATUSES } from './recommendation-status';

export interface FollowUpRecord extends Omit<FollowUp, 'id'> {
  readonly _id: string;
  /** `<runId>:<key>`: the id of the documents that hold the content. */
  readonly contentId: string;
  /** `<runId>.<epoch>`: sorts by which result is newer. */
  readonly source: string;
  /** Sorts as lists do: gravest first, then by rank in its run, then by id. */
  readonly place: string;
  /** Neither current nor decided: what no result says any more and nobody cared for is out of the lists. */
  readonly hidden: boolean;
}

export const FOLLOW_UP_MODEL = 'RecommendationFollowUp';
export const FOLLOW_UP_COLLECTION = 'recommendation_follow_ups';

const entry = new Schema(
  { at: Date, by: String, comment: String, changes: { type: [Schema.Types.Mixed], default: [] } },
  { _id: false },
);

export const followUpSchema = new Schema<FollowUpRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    assessmentId: { type: String, required: true },
    key: { type: String, required: true },
    runId: { type: String, required: true },
    contentId: { type: String, required: true },
    source: { type: String, required: true },
    place: { type: String, required: true },
    current: { type: Boolean, required: true },
    hidden: { type: Boolean, required: true },
    severity: { type: String, required: true },
    workloadIds: [String],
    saving: { type: Schema.Types.Mixed, default: null },
    status: { type: String, enum: RECOMMENDATION_STATUSES, required: true },
    owner: { type: String, default: null },
    dueDate: { type: String, default: null },
    realisedSaving: { type: Schema.Types.Mixed, default: null },
    ticketUrl: { type: String, default: null },
    version: { type: Number, required: true },
    proposedAt: { type: Date, required: true },
    statusSince: { type: Date, required: true },
    history: { type: [entry], required: true },
  },
  { collection: FOLLOW_UP_COLLECTION, versionKey: false, minimize: false },
);

// Lists of a tenant in their order, all or by each filter; what is overdue by its date.
followUpSchema.index({ tenantId: 1, hidden: 1, place: 1 });
followUpSchema.index({ tenantId: 1, hidden: 1, status: 1, place: 1 });
followUpSchema.index({ tenantId: 1, hidden: 1, severity: 1, place: 1 });
followUpSchema.index({ tenantId: 1, hidden: 1, assessmentId: 1, place: 1 });
followUpSchema.index({ tenantId: 1, hidden: 1, owner: 1, place: 1 });
followUpSchema.index({ tenantId: 1, hidden: 1, workloadIds: 1, place: 1 });
followUpSchema.index({ tenantId: 1, hidden: 1, dueDate: 1 });
// What a new result of an assessment replaces.
followUpSchema.index({ tenantId: 1, assessmentId: 1, source: 1 });
// Savings of what was proposed within a time.
followUpSchema.index({ tenantId: 1, proposedAt: 1 });
