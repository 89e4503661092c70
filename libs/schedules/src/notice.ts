import type { RecommendationChange, TextChange } from '@app/comparison';

/** A figure or a cause in a line, as a reader sees it first. */
export interface NoticeLine {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** Another run recommends something else than the last one that was reported. */
export interface Notice {
  /** The run's id: a run is reported once. */
  readonly id: string;
  readonly tenantId: string;
  readonly assessmentId: string;
  readonly assessmentName: string;
  readonly runId: string;
  readonly comparedTo: string;
  readonly dueAt: Date;
  readonly decisions: readonly TextChange[];
  readonly recommendations: readonly RecommendationChange[];
  /** The most important figures that changed. */
  readonly figures: readonly NoticeLine[];
  /** What explains most of them. */
  readonly causes: readonly NoticeLine[];
  /** Agents without a result in the new run: part of the change may be theirs. */
  readonly missingAgents: readonly string[];
  readonly createdAt: Date;
  readonly readAt: Date | null;
  readonly readBy: string | null;
}
