import type { FollowUpSummary } from './follow-up';
import type { FollowUpRecord } from './follow-up.schema';
import { FOLLOW_UP_COLLECTION } from './follow-up.schema';
import { OPEN_STATUSES } from './recommendation-status';
import type { RecommendationStatus } from './recommendation-status';
import type { Recommendation } from './synthesis-result';

/** A recommendation as one run says it, and what became of it; null before the run has ended with a result. */
export interface FollowedRecommendation {
  readonly recommendation: Recommendation;
  /** The run that says it so. */
  readonly runId: string;
  readonly followUp: FollowUpSummary | null;
}

/** What recommendations may be narrowed by, of what became of them. */
export interface FollowUpFilter {
  readonly status?: RecommendationStatus;
  readonly owner?: string;
  /** ISO date: only what was due before it and is not settled. */
  readonly overdueOn?: string;
}

/** The stage that joins what became of each recommendation. */
export function joinFollowUps() {
  return {
    $lookup: {
      from: FOLLOW_UP_COLLECTION,
      localField: 'followUpId',
      foreignField: '_id',
      as: 'followUps',
    },
  };
}

/** Whether a follow-up passes the filter; a recommendation without one is proposed, and nobody's. */
export function matchesFollowUp(followUp: FollowUpSummary | null, filter: FollowUpFilter): boolean {
  const status = followUp?.status ?? 'proposed';
  if (filter.status !== undefined && filter.status !== status) return false;
  if (filter.owner !== undefined && filter.owner !== followUp?.owner) return false;
  return filter.overdueOn === undefined || isOverdue(status, followUp?.dueDate ?? null, filter.overdueOn);
}

/** Whether something was due before a day (ISO date) and is not settled. */
export function isOverdue(status: RecommendationStatus, dueDate: string | null, today: string): boolean {
  return dueDate !== null && dueDate < today && OPEN_STATUSES.includes(status);
}

export function toSummary(record: FollowUpRecord): FollowUpSummary {
  const { tenantId, assessmentId, key, runId, current, severity, workloadIds, saving } = record;
  const { status, owner, dueDate, realisedSaving, version, proposedAt, statusSince } = record;
  const ticketUrl = record.ticketUrl ?? null;
  return {
    id: record._id,
    tenantId,
    assessmentId,
    key,
    runId,
    current,
    severity,
    workloadIds,
    saving,
    status,
    owner,
    dueDate,
    realisedSaving,
    ticketUrl,
    version,
    proposedAt,
    statusSince,
  };
}
