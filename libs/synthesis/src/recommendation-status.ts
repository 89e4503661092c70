/** What people decided about a recommendation. */
export const RECOMMENDATION_STATUSES = ['proposed', 'accepted', 'rejected', 'done'] as const;
export type RecommendationStatus = (typeof RECOMMENDATION_STATUSES)[number];

/** Where each status may go. Back to `proposed` is a decision taken back; `done` to `accepted`, that it was not done. */
const NEXT: Readonly<Record<RecommendationStatus, readonly RecommendationStatus[]>> = {
  proposed: ['accepted', 'rejected'],
  accepted: ['done', 'rejected', 'proposed'],
  rejected: ['accepted', 'proposed'],
  done: ['accepted'],
};

/** The statuses that may follow; staying is no change and always possible. */
export function nextStatuses(from: RecommendationStatus): readonly RecommendationStatus[] {
  return NEXT[from];
}

export function mayBecome(from: RecommendationStatus, to: RecommendationStatus): boolean {
  return from === to || NEXT[from].includes(to);
}

/** Those of which the work is still ahead: what is due may be overdue. */
export const OPEN_STATUSES: readonly RecommendationStatus[] = ['proposed', 'accepted'];

/** Those of which the saving counts as accepted, and in which a realised one can be told. */
export const AGREED_STATUSES: readonly RecommendationStatus[] = ['accepted', 'done'];
