import { followUpId } from '@app/synthesis';
import type { WorkflowMember, WorkflowStep } from './approval-workflow';

/** Where an approval stands; all but `pending` are final. */
export const APPROVAL_STATES = ['pending', 'approved', 'rejected', 'expired', 'withdrawn'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

export const APPROVAL_DECISIONS = ['approve', 'reject', 'comment', 'delegate'] as const;
export type ApprovalDecision = (typeof APPROVAL_DECISIONS)[number];

/** What is to be approved. */
export type ApprovalSubject =
  | { readonly kind: 'report'; readonly runId: string }
  | { readonly kind: 'recommendation'; readonly assessmentId: string; readonly key: string };

/** `report:<runId>` or `recommendation:<assessmentId>:<key>`: by what approvals of one subject are found. */
export function subjectKeyOf(subject: ApprovalSubject): string {
  if (subject.kind === 'report') return `report:${subject.runId}`;
  return `recommendation:${followUpId(subject.assessmentId, subject.key)}`;
}

/** What one person said, and when. Never changed once written. */
export interface ApprovalEntry {
  /** By the clock of the database. */
  readonly at: Date;
  /** Who, as they named themselves. */
  readonly by: string;
  /** As which role. */
  readonly as: string;
  /** Whose vote it is where it was passed on; null for one's own, and where no vote is given. */
  readonly onBehalfOf: string | null;
  /** Name of the step in which it was said. */
  readonly step: string;
  readonly decision: ApprovalDecision | 'withdraw';
  readonly comment: string | null;
  readonly delegateTo: string | null;
}

/** The approval of one subject as it stood, by the workflow as it stood. */
export interface Approval {
  readonly id: string;
  readonly tenantId: string;
  readonly workflowId: string;
  readonly workflowVersion: number;
  readonly steps: readonly WorkflowStep[];
  readonly members: readonly WorkflowMember[];
  readonly subject: ApprovalSubject;
  /** SHA-256 of what is approved: another content is another subject. */
  readonly contentHash: string;
  readonly state: ApprovalState;
  /** The step that is decided, or was the last, from 0. */
  readonly stepIndex: number;
  readonly stepStartedAt: Date;
  readonly stepDeadline: Date;
  /** Who asked for it. */
  readonly by: string;
  readonly note: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  /** Counts every change. */
  readonly version: number;
  /** Who can give a vote in the step at hand. */
  readonly waitingFor: readonly string[];
  readonly entries: readonly ApprovalEntry[];
}

/** What somebody wants to say. */
export interface Statement {
  readonly by: string;
  readonly as: string;
  readonly decision: ApprovalDecision;
  readonly comment: string | null;
  readonly delegateTo: string | null;
}

/** Entries from which on an approval takes no more comments and passes no vote on; votes it takes always. */
export const MOST_APPROVAL_ENTRIES = 500;
