import type { RecommendationChange, TextChange } from '@app/comparison';
import { TROUBLES } from './schedule';

/** A figure or a cause in a line, as a reader sees it first. */
export interface NoticeLine {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** `changed`: recommends something else than the result that was reported last; otherwise a trouble of a schedule. */
export const NOTICE_KINDS = ['changed', ...TROUBLES] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What people are told of a scheduled run. */
export interface Notice {
  /** The id of the due time, which its run has: each is reported once. */
  readonly id: string;
  readonly tenantId: string;
  readonly assessmentId: string;
  readonly assessmentName: string;
  readonly kind: NoticeKind;
  /** What the trouble is, in words; null where there is none. */
  readonly detail: string | null;
  /** Null where none could be started. */
  readonly runId: string | null;
  /** The run that was reported before; null where nothing was compared. */
  readonly comparedTo: string | null;
  readonly dueAt: Date;
  readonly decisions: readonly TextChange[];
  readonly recommendations: readonly RecommendationChange[];
  /** The most important figures that changed. */
  readonly figures: readonly NoticeLine[];
  /** What explains most of them. */
  readonly causes: readonly NoticeLine[];
  /** Agents without a result in the new run. */
  readonly missingAgents: readonly string[];
  readonly createdAt: Date;
  readonly readAt: Date | null;
  readonly readBy: string | null;
}
