import type { ShareLink } from '@app/sharing';
import { SHARE_LINK_STATES, shareLinkState } from '@app/sharing';
import { ApiProperty } from '@nestjs/swagger';

/** A link without what opens it. */
export class ShareLinkView {
  @ApiProperty() id: string;
  @ApiProperty() runId: string;
  @ApiProperty({ enum: SHARE_LINK_STATES }) state: string;
  @ApiProperty({ type: String, nullable: true, description: 'null: the whole report' }) audience:
    string | null;
  @ApiProperty({ example: 'en' }) language: string;
  @ApiProperty({ type: String, nullable: true, description: 'As they named themselves' }) by: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ format: 'date-time' }) expiresAt: string;
  @ApiProperty({ type: Number, nullable: true, description: 'null: as often as wanted' }) maxViews:
    number | null;
  @ApiProperty({ description: 'How often it was opened' }) views: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastViewedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) revokedAt: string | null;
}

export const SHARE_LINK_FIELDS = [
  ...(['id', 'runId', 'state', 'audience', 'language', 'by', 'createdAt', 'expiresAt'] as const),
  ...(['maxViews', 'views', 'lastViewedAt', 'revokedAt'] as const),
] as const;

/** A new link: the only answer that ever holds what opens it. */
export class NewShareLinkView extends ShareLinkView {
  @ApiProperty({
    description: 'Opens the report, for whoever has it. Shown once: it is not stored.',
    example: 'http://127.0.0.1:3000/shared/zOQ0y8xqvL4kP3Wn0qU5c1dYJr7mB2aTfH6sEiGgXoA',
  })
  url: string;
}

export class ShareLinkPageView {
  @ApiProperty({ type: ShareLinkView, isArray: true }) items: Array<Partial<ShareLinkView>>;
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

/** `readAt` tells whether its time is over. */
export function toShareLinkView(link: ShareLink, readAt: Date): ShareLinkView {
  const { id, runId, audience, language, by, maxViews, views } = link;
  return {
    id,
    runId,
    state: shareLinkState(link, readAt),
    audience,
    language,
    by,
    createdAt: link.createdAt.toISOString(),
    expiresAt: link.expiresAt.toISOString(),
    maxViews,
    views,
    lastViewedAt: link.lastViewedAt?.toISOString() ?? null,
    revokedAt: link.revokedAt?.toISOString() ?? null,
  };
}
