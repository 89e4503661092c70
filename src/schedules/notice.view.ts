import type { Notice, NoticeLine } from '@app/schedules';
import { NOTICE_KINDS } from '@app/schedules';
import { ApiProperty } from '@nestjs/swagger';
import {
  RecommendationChangeView,
  TextChangeView,
  toRecommendationChangeView,
  toTextChangeView,
} from '../comparison/text-change.view';

export class NoticeLineView {
  @ApiProperty({ example: 'Cost of the plan over three years, median' })
  label: string;

  @ApiProperty({ example: 'USD 370,000' })
  from: string;

  @ApiProperty({ example: 'USD 410,000' })
  to: string;
}

/** A scheduled run recommends something else than the last one that was reported, or a schedule is in trouble. */
export class NoticeView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' })
  id: string;

  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' })
  assessmentId: string;

  @ApiProperty({ example: 'Support assistant' })
  assessmentName: string;

  @ApiProperty({
    enum: NOTICE_KINDS,
    description:
      'changed: another recommendation; incomplete, failed, refused: told once, until results come again',
  })
  kind: string;

  @ApiProperty({ type: String, nullable: true, description: 'What the trouble is' })
  detail: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'null: none could be started' })
  runId: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The run that was reported before' })
  comparedTo: string | null;

  @ApiProperty({ format: 'date-time' })
  dueAt: string;

  @ApiProperty({ type: TextChangeView, isArray: true })
  decisions: readonly TextChangeView[];

  @ApiProperty({ type: RecommendationChangeView, isArray: true })
  recommendations: readonly RecommendationChangeView[];

  @ApiProperty({
    type: NoticeLineView,
    isArray: true,
    description: 'The most important figures that changed',
  })
  figures: readonly NoticeLineView[];

  @ApiProperty({ type: NoticeLineView, isArray: true, description: 'What explains most of them' })
  causes: readonly NoticeLineView[];

  @ApiProperty({ type: String, isArray: true, description: 'Agents without a result in the new run' })
  missingAgents: readonly string[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'null: nobody has read it' })
  readAt: string | null;

  @ApiProperty({ type: String, nullable: true })
  readBy: string | null;

  @ApiProperty({
    description: 'With comparison where one was made, and report where there is a result',
    example: { self: '/v1/notices/b', run: '/v1/runs/b', comparison: '/v1/comparisons?from=a&to=b' },
  })
  links: Readonly<Partial<Record<'self' | 'run' | 'report' | 'comparison', string>>>;
}

export const NOTICE_FIELDS = [
  ...(['id', 'assessmentId', 'assessmentName', 'kind', 'detail', 'runId', 'comparedTo'] as const),
  ...(['dueAt', 'decisions'] as const),
  ...(['recommendations', 'figures', 'causes', 'missingAgents', 'createdAt', 'readAt'] as const),
  ...(['readBy', 'links'] as const),
] as const;

export class NoticePageView {
  @ApiProperty({ type: NoticeView, isArray: true })
  items: Array<Partial<NoticeView>>;

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export function toNoticeView(notice: Notice): NoticeView {
  const { id, assessmentId, assessmentName, kind, detail, runId, comparedTo } = notice;
  const { missingAgents, readBy } = notice;
  return {
    ...{ id, assessmentId, assessmentName, kind, detail, runId, comparedTo },
    dueAt: notice.dueAt.toISOString(),
    decisions: notice.decisions.map(toTextChangeView),
    recommendations: notice.recommendations.map(toRecommendationChangeView),
    figures: notice.figures.map(toLine),
    causes: notice.causes.map(toLine),
    missingAgents,
    createdAt: notice.createdAt.toISOString(),
    readAt: notice.readAt?.toISOString() ?? null,
    readBy,
    links: linksOf(notice),
  };
}

function linksOf({ id, kind, runId, comparedTo }: Notice): NoticeView['links'] {
  const hasResult = kind === 'changed' || kind === 'incomplete';
  return {
    self: `/v1/notices/${id}`,
    ...(runId !== null && { run: `/v1/runs/${runId}` }),
    ...(runId !== null && hasResult && { report: `/v1/runs/${runId}/report` }),
    ...(comparedTo !== null && { comparison: `/v1/comparisons?from=${comparedTo}&to=${runId}` }),
  };
}

function toLine({ label, from, to }: NoticeLine): NoticeLineView {
  return { label, from, to };
}
