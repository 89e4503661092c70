import type { SavingsLoop } from '@app/approvals';
import { SAVING_RULE, SAVING_VERDICTS } from '@app/approvals';
import type { Figure } from '@app/kernel';
import { RECOMMENDATION_STATUSES } from '@app/synthesis';
import { ApiProperty } from '@nestjs/swagger';
import { SavingWindowView } from './recommendation-detail.view';
import { RealisedSavingView } from './recommendation.view';

/** A month that counts, or why it does not. */
export class SavingMonthView {
  @ApiProperty({ example: '2027-01' }) month: string;
  @ApiProperty({ type: String, description: 'Figures by id, as all below' }) baseline: string;
  @ApiProperty() actual: string;
  @ApiProperty() saved: string;
}

/** A recommendation on its way from approved to saved. */
export class SavingsLoopView {
  @ApiProperty() recommendationId: string;
  @ApiProperty({ enum: RECOMMENDATION_STATUSES }) status: string;
  @ApiProperty({
    type: Object,
    nullable: true,
    description: 'The newest approval that approved it; stale where it approved another content',
  })
  approval: { id: string; approvedAt: string | null; stale: boolean; link: string } | null;
  @ApiProperty({ type: String, nullable: true }) ticketUrl: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) doneAt: string | null;
  @ApiProperty({ type: Object, nullable: true, description: 'Where the saving is read off' })
  measure: object | null;
  @ApiProperty({ type: Object, description: 'A figure: USD a month' }) forecast: Figure;
  @ApiProperty({ type: Object, description: 'A figure: USD a month, unknown with its reason' })
  realised: Figure;
  @ApiProperty({ type: Object, description: 'A figure: USD over the months that count' })
  realisedTotal: Figure;
  @ApiProperty({ type: Object, description: 'A figure: realised − forecast' }) difference: Figure;
  @ApiProperty({ enum: SAVING_VERDICTS, description: 'Against the range of the forecast' }) verdict: string;
  @ApiProperty({ type: SavingWindowView, nullable: true, description: 'The months that count' })
  window: SavingWindowView | null;
  @ApiProperty({ type: SavingMonthView, isArray: true }) months: SavingMonthView[];
  @ApiProperty({
    type: RealisedSavingView,
    nullable: true,
    description: 'What somebody told: no part of what is measured, and counted only where nothing is',
  })
  told: RealisedSavingView | null;
  @ApiProperty() rule: string;
  @ApiProperty({
    type: Object,
    isArray: true,
    description: 'Every figure above and those that it is made of',
  })
  figures: readonly Figure[];
}

export function toSavingsLoopView(loop: SavingsLoop): SavingsLoopView {
  const { detail, approved, measure, doneAt, forecast, perMonth, total, difference, verdict, months } = loop;
  const { followUp, recommendation } = detail;
  const own = recommendation.figures.filter(({ id }) => recommendation.cost.savingIds.includes(id));
  const ofMonths = months.flatMap(({ baseline, actual, saved }) => [baseline, actual, saved]);
  return {
    recommendationId: followUp.id,
    status: followUp.status,
    approval: approved && {
      id: approved.approval.id,
      approvedAt: approved.approval.endedAt?.toISOString() ?? null,
      stale: approved.isStale,
      link: `/v1/approvals/${approved.approval.id}`,
    },
    ticketUrl: followUp.ticketUrl,
    doneAt: doneAt?.toISOString() ?? null,
    measure: measure && {
      budgetId: measure.budgetId,
      category: measure.category,
      baseline: { ...measure.baseline },
      by: measure.by,
      setAt: measure.setAt.toISOString(),
    },
    forecast,
    realised: perMonth,
    realisedTotal: total,
    difference,
    verdict,
    window: loop.window,
    months: months.map(({ month, baseline, actual, saved }) => ({
      month,
      baseline: baseline.id,
      actual: actual.id,
      saved: saved.id,
    })),
    told: followUp.realisedSaving,
    rule: SAVING_RULE,
    figures: [...own, forecast, ...ofMonths, perMonth, total, difference],
  };
}
