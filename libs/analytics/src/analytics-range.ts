import { badRange } from './analytics.errors';

/** What statistics are made of: what ended, was asked or was proposed at or after `from` and before `to`. */
export interface AnalyticsRange {
  readonly from: Date;
  readonly to: Date;
}

/** What statistics may be narrowed to. */
export interface AnalyticsScope extends AnalyticsRange {
  readonly tenantId: string;
  readonly assessmentId?: string;
}

/** Whether what was first recommended then is in the statistics of savings. */
export function isProposedIn(
  { from, to, assessmentId }: AnalyticsScope,
  followUp: { readonly proposedAt: Date; readonly assessmentId: string } | null,
): boolean {
  if (followUp === null || followUp.proposedAt < from || followUp.proposedAt >= to) return false;
  return assessmentId === undefined || followUp.assessmentId === assessmentId;
}

const DAY_MS = 86_400_000;
/** Three years: a result of one row a month and kind stays short, and no read is without bounds. */
export const MOST_DAYS = 1_100;
const DAYS_UNLESS_SAID = 365;

/**
 * The range between two ISO dates in UTC, the first included, the second not. Up to and including today where `to` is
 * left out, and a year before it where `from` is.
 * @throws analytics.bad-range when it is empty or longer than {@link MOST_DAYS} days
 */
export function rangeBetween(from: string | undefined, to: string | undefined, now: Date): AnalyticsRange {
  const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`);
  const tomorrow = new Date(midnight(now.toISOString().slice(0, 10)).getTime() + DAY_MS);
  const end = to === undefined ? tomorrow : midnight(to);
  const start = from === undefined ? new Date(end.getTime() - DAYS_UNLESS_SAID * DAY_MS) : midnight(from);
  const days = (end.getTime() - start.getTime()) / DAY_MS;
  if (days <= 0 || days > MOST_DAYS) throw badRange(start, end, MOST_DAYS);
  return { from: start, to: end };
}
