import type { MeasuredSaving } from '@app/approvals';
import { SAVING_VERDICTS } from '@app/approvals';
import type { Figure } from '@app/kernel';
import type { FollowUp, FollowUpEntry, RecommendationDetail } from '@app/synthesis';
import { isOverdue, nextStatuses, RECOMMENDATION_STATUSES } from '@app/synthesis';
import { ApiProperty } from '@nestjs/swagger';
import {
  RealisedSavingView,
  RECOMMENDATION_FIELDS,
  RecommendationView,
  toRecommendationView,
} from './recommendation.view';

const TEXTS = { type: String, isArray: true } as const;

/** The months that a measured saving counts. */
export class SavingWindowView {
  @ApiProperty({ example: '2027-01' }) from: string;
  @ApiProperty({ example: '2027-06' }) to: string;
  @ApiProperty({ description: 'Months of these that have both amounts', example: 5 }) months: number;
}

/** What was saved by the actuals of a budget; the savings link has every month of it. */
export class MeasuredSavingView {
  @ApiProperty({ type: Object, description: 'A figure: USD a month, unknown with its reason' })
  realised: Figure;
  @ApiProperty({ type: Object, description: 'A figure: USD a month, as it stood when the measure was set' })
  forecast: Figure;
  @ApiProperty({ type: Object, description: 'A figure: realised − forecast' }) difference: Figure;
  @ApiProperty({ enum: SAVING_VERDICTS }) verdict: string;
  @ApiProperty({ type: SavingWindowView, nullable: true }) window: SavingWindowView | null;
}

/** A recommendation with what it saved in fact. */
export class MeasuredRecommendationView extends RecommendationView {
  @ApiProperty({
    type: MeasuredSavingView,
    nullable: true,
    description: 'Computed from actuals; null where it is not done or nothing measures it',
  })
  measuredSaving: MeasuredSavingView | null;
}

export const MEASURED_RECOMMENDATION_FIELDS = [...RECOMMENDATION_FIELDS, 'measuredSaving'] as const;

export class MeasuredRecommendationPageView {
  @ApiProperty({ description: 'How the items are ordered' }) rankedBy: string;
  @ApiProperty({ type: MeasuredRecommendationView, isArray: true })
  items: Array<Partial<MeasuredRecommendationView>>;
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function toMeasuredSavingView(saving: MeasuredSaving | undefined): MeasuredSavingView | null {
  if (!saving?.measure || saving.doneAt === null) return null;
  const { perMonth: realised, forecast, difference, verdict, window } = saving;
  return { realised, forecast, difference, verdict, window };
}

export class RecommendationDecisionView {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: String, nullable: true, description: 'As they named themselves' }) by: string | null;
  @ApiProperty({ type: String, nullable: true }) comment: string | null;
  @ApiProperty({
    type: Object,
    isArray: true,
    example: [{ field: 'status', from: 'proposed', to: 'accepted' }],
  })
  changes: ReadonlyArray<{ readonly field: string; readonly from: unknown; readonly to: unknown }>;
}

/** A recommendation with every decision about it, oldest first. */
export class RecommendationDetailView extends MeasuredRecommendationView {
  @ApiProperty({
    type: RecommendationDecisionView,
    isArray: true,
    description: 'Never changed, only added to',
  })
  history: readonly RecommendationDecisionView[];
}

export const RECOMMENDATION_DETAIL_FIELDS = [...MEASURED_RECOMMENDATION_FIELDS, 'history'] as const;

export function toRecommendationDetailView(
  detail: RecommendationDetail,
  today: string,
  saving: MeasuredSaving,
): RecommendationDetailView {
  const { assessmentId, history } = detail.followUp;
  return {
    ...toRecommendationView(detail, assessmentId, today),
    measuredSaving: toMeasuredSavingView(saving),
    history: history.map(toDecisionView),
  };
}

function toDecisionView({ at, by, comment, changes }: FollowUpEntry): RecommendationDecisionView {
  return {
    at: at.toISOString(),
    by,
    comment,
    changes: changes.map(({ field, from, to }) => ({ field, from, to })),
  };
}

/** What a change answers with: the follow-up alone, for its content did not change. */
export class FollowUpView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: RECOMMENDATION_STATUSES }) status: string;
  @ApiProperty(TEXTS) nextStatuses: readonly string[];
  @ApiProperty({ format: 'date-time' }) statusSince: string;
  @ApiProperty({ type: String, nullable: true }) owner: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) dueDate: string | null;
  @ApiProperty() overdue: boolean;
  @ApiProperty() current: boolean;
  @ApiProperty({ type: RealisedSavingView, nullable: true }) realisedSaving: RealisedSavingView | null;
  @ApiProperty({ type: String, nullable: true }) ticketUrl: string | null;
  @ApiProperty() version: number;
  @ApiProperty({ type: RecommendationDecisionView, isArray: true })
  history: readonly RecommendationDecisionView[];
  @ApiProperty() links: Readonly<Record<'self', string>>;
}

export function toFollowUpView(followUp: FollowUp, today: string): FollowUpView {
  const { id, status, statusSince, owner, dueDate, current, version, history } = followUp;
  const { realisedSaving, ticketUrl } = followUp;
  return {
    id,
    status,
    nextStatuses: nextStatuses(status),
    statusSince: statusSince.toISOString(),
    owner,
    dueDate,
    overdue: isOverdue(status, dueDate, today),
    current,
    realisedSaving,
    ticketUrl,
    version,
    history: history.map(toDecisionView),
    links: { self: `/v1/recommendations/${encodeURIComponent(id)}` },
  };
}
