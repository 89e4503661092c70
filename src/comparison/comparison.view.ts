import type { ComparedSide, RunComparison } from '@app/comparison';
import type { Page } from '@app/database';
import type { FigureChange } from '@app/comparison';
import { ApiProperty } from '@nestjs/swagger';
import { FieldChangeView, toFieldChangeView } from '../assessments/field-change.view';
import { CauseGroupView, CauseView, toCauseGroupView, toCauseView } from './cause.view';
import { FigureChangeView, toFigureChangeView } from './figure-change.view';
import {
  RecommendationChangeView,
  TextChangeView,
  toRecommendationChangeView,
  toTextChangeView,
} from './text-change.view';

/** Causes and answers that one answer lists; the figures have all their keys. */
const MOST = 200;

export class ComparedSideView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' })
  runId: string;

  @ApiProperty({ example: 'Support assistant' })
  title: string;

  @ApiProperty({ enum: ['completed', 'partial'] })
  state: string;

  @ApiProperty({ format: 'date', example: '2026-11-20' })
  asOf: string;

  @ApiProperty({ type: String, nullable: true })
  assessmentId: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 3 })
  assessmentVersion: number | null;

  @ApiProperty({ description: 'Figures of its report', example: 1_510 })
  figures: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { 'Infra Mind': '1.0.0' },
  })
  versions: Readonly<Record<string, string>>;
}

export class ComparisonSummaryView {
  @ApiProperty({ example: 407 })
  changed: number;

  @ApiProperty({ example: 37 })
  added: number;

  @ApiProperty({ example: 64 })
  removed: number;

  @ApiProperty({ example: 1_039 })
  same: number;

  @ApiProperty({ description: 'Of the changed, those with another value', example: 380 })
  otherValue: number;

  @ApiProperty({ description: 'Of those, where both values lie within both ranges', example: 12 })
  insideBothRanges: number;

  @ApiProperty({ description: 'Amounts of money that have another value', example: 41 })
  money: number;

  @ApiProperty({ description: 'Explained in part: by what else is not known', example: 0 })
  inPart: number;

  @ApiProperty({ example: 0 })
  unexplained: number;

  @ApiProperty({ example: 1 })
  decisions: number;

  @ApiProperty({ example: 2 })
  recommendations: number;

  @ApiProperty({
    description:
      'Another decision; a recommendation that came, went, or has another severity or title; another first place',
  })
  isOtherRecommendation: boolean;
}

/** What two runs say differently, and why; `figures` is a page of them. */
export class ComparisonView {
  @ApiProperty({ type: ComparedSideView })
  from: ComparedSideView;

  @ApiProperty({ type: ComparedSideView })
  to: ComparedSideView;

  @ApiProperty({ type: ComparisonSummaryView, description: 'Of the whole, whatever is filtered' })
  summary: ComparisonSummaryView;

  @ApiProperty({ type: CauseView, isArray: true, description: 'What the two runs were given differently' })
  differences: readonly CauseView[];

  @ApiProperty({ type: TextChangeView, nullable: true })
  verdict: TextChangeView | null;

  @ApiProperty({ type: TextChangeView, isArray: true })
  decisions: readonly TextChangeView[];

  @ApiProperty({ type: RecommendationChangeView, isArray: true })
  recommendations: readonly RecommendationChangeView[];

  @ApiProperty({ type: TextChangeView, isArray: true })
  agents: readonly TextChangeView[];

  @ApiProperty({ type: FieldChangeView, isArray: true })
  answers: readonly FieldChangeView[];

  @ApiProperty({ type: CauseGroupView, isArray: true, description: `Most important first, up to ${MOST}` })
  causes: readonly CauseGroupView[];

  @ApiProperty({ type: FigureChangeView, isArray: true, description: 'Most important first' })
  items: readonly FigureChangeView[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export const COMPARISON_FIELDS = [
  ...(['from', 'to', 'summary', 'differences', 'verdict', 'decisions'] as const),
  ...(['recommendations', 'agents', 'answers', 'causes', 'items', 'nextCursor'] as const),
] as const;

export function toComparisonView(comparison: RunComparison, page: Page<FigureChange>): ComparisonView {
  const { summary, verdict, answers } = comparison;
  return {
    from: toSideView(comparison.from),
    to: toSideView(comparison.to),
    summary: { ...summary },
    differences: comparison.differences.slice(0, MOST).map(toCauseView),
    verdict: verdict && toTextChangeView(verdict),
    decisions: comparison.decisions.map(toTextChangeView),
    recommendations: comparison.recommendations.map(toRecommendationChangeView),
    agents: comparison.agents.map(toTextChangeView),
    answers: (answers ?? []).slice(0, MOST).map(toFieldChangeView),
    causes: comparison.causes.slice(0, MOST).map(toCauseGroupView),
    items: page.items.map(toFigureChangeView),
    nextCursor: page.nextCursor,
  };
}

function toSideView(side: ComparedSide): ComparedSideView {
  const { runId, title, state, asOf, assessmentId, assessmentVersion, figures, versions } = side;
  return { runId, title, state, asOf, assessmentId, assessmentVersion, figures, versions: { ...versions } };
}
