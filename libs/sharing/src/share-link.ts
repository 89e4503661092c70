import type { Audience, ReportLanguage } from '@app/reports';

/** Why a link opens nothing any more, or that it does. */
export const SHARE_LINK_STATES = ['open', 'expired', 'used-up', 'revoked'] as const;
export type ShareLinkState = (typeof SHARE_LINK_STATES)[number];

/** How a report is shared. What is left out is not limited, or takes the default. */
export interface ShareTerms {
  /** The part of the report that is shown; null for the whole. */
  readonly audience: Audience | null;
  readonly language: ReportLanguage;
  /** 1 to {@link MOST_DAYS}. */
  readonly expiresInDays: number;
  /** How often it opens; null for as often as wanted. */
  readonly maxViews: number | null;
  /** Who shares, as they name themselves; null where nobody said. */
  readonly by: string | null;
}

/** A link to the report of a run. The token that opens it is known to whoever was given it, and to nobody here. */
export interface ShareLink extends Omit<ShareTerms, 'expiresInDays'> {
  readonly id: string;
  readonly tenantId: string;
  readonly runId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** How often it was opened. */
  readonly views: number;
  readonly lastViewedAt: Date | null;
  readonly revokedAt: Date | null;
}

export const MOST_DAYS = 90;
export const DEFAULT_DAYS = 14;
/** Links that one run can have open at a time. */
export const MOST_OPEN_LINKS = 100;

/** What became of a link at a moment: taken back comes before run out, and that before used up. */
export function shareLinkState(
  link: Pick<ShareLink, 'expiresAt' | 'maxViews' | 'views' | 'revokedAt'>,
  at: Date,
): ShareLinkState {
  if (link.revokedAt !== null) return 'revoked';
  if (link.expiresAt <= at) return 'expired';
  return link.maxViews !== null && link.views >= link.maxViews ? 'used-up' : 'open';
}
