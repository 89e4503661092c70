import type { Severity } from '@app/agents';
import type { MonthlyAmount } from './money-per-month';
import type { RecommendationStatus } from './recommendation-status';

/** What was saved in fact, as somebody told it. */
export interface RealisedSaving {
  readonly usdPerMonth: number;
  /** Where it can be seen: a bill, a report, a link. */
  readonly evidence: string;
  /** ISO date from which on it is saved; null where nobody said. */
  readonly since: string | null;
}

/** A field that somebody changed, with what stood there before. */
export interface FieldChange {
  readonly field: 'status' | 'owner' | 'dueDate' | 'realisedSaving' | 'ticketUrl';
  readonly from: unknown;
  readonly to: unknown;
}

/** One decision of a person. Never changed once written. */
export interface FollowUpEntry {
  readonly at: Date;
  /** Who, as they named themselves; null where nobody said. */
  readonly by: string | null;
  readonly comment: string | null;
  readonly changes: readonly FieldChange[];
}

/**
 * What became of a recommendation: one for each key of an assessment, whichever run says it. A later run brings its
 * content up to date and leaves status, owner, due date and history alone: what was accepted, rejected or done is not
 * proposed again.
 */
export interface FollowUp {
  /** `<assessmentId>:<key>` */
  readonly id: string;
  readonly tenantId: string;
  readonly assessmentId: string;
  readonly key: string;
  /** The newest run that recommends it. */
  readonly runId: string;
  /** Whether the newest result of the assessment recommends it still. */
  readonly current: boolean;
  readonly severity: Severity;
  readonly workloadIds: readonly string[];
  /** What it would save by its figures; null where it saves nothing, or nothing that is known. */
  readonly saving: MonthlyAmount | null;
  readonly status: RecommendationStatus;
  readonly owner: string | null;
  /** ISO date. */
  readonly dueDate: string | null;
  readonly realisedSaving: RealisedSaving | null;
  /** Where it is worked on outside of here; null where nobody said. */
  readonly ticketUrl: string | null;
  /** Counts every change, by people and by runs. */
  readonly version: number;
  readonly proposedAt: Date;
  /** When it came into its status. */
  readonly statusSince: Date;
  readonly history: readonly FollowUpEntry[];
}

/** A follow-up without its history: what lists show. */
export type FollowUpSummary = Omit<FollowUp, 'history'>;

export function followUpId(assessmentId: string, key: string): string {
  return `${assessmentId}:${key}`;
}
