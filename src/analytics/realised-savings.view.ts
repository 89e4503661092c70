import type { SavingsTotal } from '@app/analytics';
import type { MeasuredSaving } from '@app/approvals';
import { SAVING_RULE, SAVING_VERDICTS } from '@app/approvals';
import type { Figure } from '@app/kernel';
import type { FollowedRecommendation } from '@app/synthesis';
import { ApiProperty } from '@nestjs/swagger';

/** A recommendation that is done, with what the actuals of its budget say. */
export interface MeasuredRecommendation {
  readonly followed: FollowedRecommendation;
  readonly saving: MeasuredSaving;
}

/** Entries that one answer lists; those with the largest amounts come first. */
const MOST_LISTED = 100;
const MAYBE = { type: Number, nullable: true } as const;

export class ToldSavingsView {
  @ApiProperty({ ...MAYBE, description: 'As people told it, with evidence; null where nobody did' })
  usdPerMonth: number | null;
  @ApiProperty() recommendations: number;
}

/** What one recommendation saved, against what was forecast. */
export class MeasuredSavingRowView {
  @ApiProperty() recommendationId: string;
  @ApiProperty({ type: Object, description: 'A figure: USD a month, unknown with its reason' })
  realised: Figure;
  @ApiProperty({ type: Object, description: 'A figure: USD a month' }) forecast: Figure;
  @ApiProperty({ enum: SAVING_VERDICTS }) verdict: string;
  @ApiProperty({ type: Object, nullable: true, description: 'The months that count: from, to, months' })
  window: MeasuredSaving['window'];
  @ApiProperty({ description: 'Every month with what was paid, as figures' }) link: string;
}

export class MeasuredSavingsView {
  @ApiProperty({ ...MAYBE, description: 'By the actuals of budgets; null where none of them is known' })
  usdPerMonth: number | null;
  @ApiProperty({ ...MAYBE, description: 'Sum of the least months' }) low: number | null;
  @ApiProperty({ ...MAYBE, description: 'Sum of the best months' }) high: number | null;
  @ApiProperty({ description: 'Recommendations in the sum' }) recommendations: number;
  @ApiProperty({ ...MAYBE, description: 'What was forecast of those in the sum whose forecast is known' })
  forecastUsdPerMonth: number | null;
  @ApiProperty({ description: 'Those in the sum whose forecast is unknown' }) withoutForecast: number;
  @ApiProperty({ description: 'Those that have a measure and no month that counts yet' }) unknown: number;
  @ApiProperty({ type: MeasuredSavingRowView, isArray: true }) items: readonly MeasuredSavingRowView[];
  @ApiProperty({ description: 'Those that are in the sums and not in items' }) itemsLeftOut: number;
  @ApiProperty({ description: 'How a saving is measured' }) rule: string;
}

/** What was saved in fact: measured where it is, else as told. No recommendation is in both. */
export class RealisedSavingsView {
  @ApiProperty({ ...MAYBE, description: 'measured + told; null where neither is known' })
  usdPerMonth: number | null;
  @ApiProperty() recommendations: number;
  @ApiProperty({ type: MeasuredSavingsView }) measured: MeasuredSavingsView;
  @ApiProperty({ type: ToldSavingsView, description: 'Of those that are not measured' })
  told: ToldSavingsView;
}

/** `told` is of all recommendations in the time, those in `measured` among them. */
export function toRealisedSavingsView(
  told: SavingsTotal['told'],
  all: readonly MeasuredRecommendation[],
): RealisedSavingsView {
  const known = all.filter(({ saving }) => saving.perMonth.value !== null);
  const measured = measuredView(known, all);
  const twice = known.flatMap(({ followed }) => followed.followUp?.realisedSaving ?? []);
  const recommendations = told.recommendations - twice.length;
  const rest = sumOf([told.usdPerMonth ?? 0, ...twice.map(({ usdPerMonth }) => -usdPerMonth)]);
  const others = { usdPerMonth: recommendations === 0 ? null : rest, recommendations };
  const both = [measured.usdPerMonth, others.usdPerMonth].filter((amount) => amount !== null);
  return {
    usdPerMonth: both.length === 0 ? null : sumOf(both),
    recommendations: known.length + recommendations,
    measured,
    told: others,
  };
}

function measuredView(
  known: readonly MeasuredRecommendation[],
  all: readonly MeasuredRecommendation[],
): MeasuredSavingsView {
  const sum = (pick: (saving: MeasuredSaving) => number | null): number | null => {
    const amounts = known.flatMap(({ saving }) => pick(saving) ?? []);
    return amounts.length === 0 ? null : sumOf(amounts);
  };
  const size = ({ saving }: MeasuredRecommendation): number => Math.abs(saving.perMonth.value ?? 0);
  const listed = [...all].sort((a, b) => size(b) - size(a)).slice(0, MOST_LISTED);
  return {
    usdPerMonth: sum(({ perMonth }) => perMonth.value),
    low: sum(({ perMonth }) => perMonth.low ?? perMonth.value),
    high: sum(({ perMonth }) => perMonth.high ?? perMonth.value),
    recommendations: known.length,
    forecastUsdPerMonth: sum(({ forecast }) => forecast.value),
    withoutForecast: known.filter(({ saving }) => saving.forecast.value === null).length,
    unknown: all.length - known.length,
    items: listed.map(rowView),
    itemsLeftOut: all.length - listed.length,
    rule: SAVING_RULE,
  };
}

function rowView({ followed, saving }: MeasuredRecommendation): MeasuredSavingRowView {
  const recommendationId = followed.followUp?.id ?? '';
  const { perMonth: realised, forecast, verdict, window } = saving;
  const link = `/v1/recommendations/${encodeURIComponent(recommendationId)}/savings`;
  return { recommendationId, realised, forecast, verdict, window, link };
}

/** Without the dust of binary fractions. */
function sumOf(amounts: readonly number[]): number {
  return Math.round(amounts.reduce((sum, amount) => sum + amount, 0) * 100) / 100;
}
