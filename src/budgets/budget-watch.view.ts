import type { Anomaly, BudgetAlert, BudgetWatch, VarianceMonth, VarianceRow } from '@app/budgets';
import { ALERT_RULES } from '@app/budgets';
import { ApiProperty } from '@nestjs/swagger';

const USD = { type: Number, nullable: true, description: 'US dollars; null is not known' } as const;

/** A month and category, planned against spent. The id is `<month>.<category>`. */
export class VarianceRowView {
  @ApiProperty({ example: '2027-01.compute' })
  id: string;

  @ApiProperty({ example: '2027-01' })
  month: string;

  @ApiProperty({ type: String, nullable: true, example: 'compute', description: 'null for all together' })
  category: string | null;

  @ApiProperty(USD)
  budgetUsd: number | null;

  @ApiProperty(USD)
  actualUsd: number | null;

  @ApiProperty(USD)
  varianceUsd: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Of the budget, per cent' })
  variancePercent: number | null;

  @ApiProperty({ ...USD, description: 'Median of the attached forecast; of whole months only' })
  forecastP50Usd: number | null;

  @ApiProperty({ ...USD, description: 'What nine paths in ten stay below; of whole months only' })
  forecastP90Usd: number | null;
}

export const VARIANCE_FIELDS = [
  ...['id', 'month', 'category', 'budgetUsd', 'actualUsd', 'varianceUsd', 'variancePercent'],
  ...['forecastP50Usd', 'forecastP90Usd'],
] as Array<keyof VarianceRowView>;

/** Rows in order of month, the whole month before its categories. */
export function varianceViews({ variance }: BudgetWatch): VarianceRowView[] {
  const months = variance.months.map((month) => ofMonth(month));
  const rows = variance.rows.map((row) => ofRow(row));
  return [...months, ...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function ofMonth(month: VarianceMonth): VarianceRowView {
  // A blank sorts before every category.
  return { id: `${month.month}.`, category: null, ...month };
}

function ofRow(row: VarianceRow): VarianceRowView {
  return { id: `${row.month}.${row.category}`, ...row, forecastP50Usd: null, forecastP90Usd: null };
}

export class BudgetAlertView {
  @ApiProperty({ example: 'forecast-over.2027-03' })
  id: string;

  @ApiProperty({ enum: ALERT_RULES })
  rule: string;

  @ApiProperty({ enum: ['high', 'medium', 'low'] })
  severity: string;

  @ApiProperty({ description: 'Month or day', example: '2027-03' })
  at: string;

  @ApiProperty({ type: String, nullable: true, description: 'null for all together' })
  category: string | null;

  @ApiProperty({ example: 12_000 })
  limitUsd: number;

  @ApiProperty({ example: 13_400 })
  valueUsd: number;

  @ApiProperty({ example: 1_400 })
  excessUsd: number;

  @ApiProperty({ example: 'In 2027-03 13400.00 USD ... above the budget of 12000.00 USD.' })
  message: string;

  @ApiProperty({
    nullable: true,
    type: 'object',
    additionalProperties: true,
    description:
      'When it was seen, with the note; null while it is open, and again once it is worse than then',
  })
  acknowledgement: { readonly at: string; readonly note: string | null } | null;
}

export const ALERT_FIELDS = [
  ...['id', 'rule', 'severity', 'at', 'category', 'limitUsd', 'valueUsd', 'excessUsd', 'message'],
  ...['acknowledgement'],
] as Array<keyof BudgetAlertView>;

export function toAlertView(alert: BudgetAlert): BudgetAlertView {
  const { id, rule, severity, at, category, limitUsd, valueUsd, excessUsd, message } = alert;
  const seen = alert.acknowledgement;
  return {
    ...{ id, rule, severity, at, category, limitUsd, valueUsd, excessUsd, message },
    acknowledgement: seen && { at: seen.at.toISOString(), note: seen.note },
  };
}

export class AnomalyView {
  @ApiProperty({ example: '2027-02-14.compute' })
  id: string;

  @ApiProperty({ example: '2027-02-14' })
  date: string;

  @ApiProperty({ example: 'compute' })
  category: string;

  @ApiProperty({ example: 1_900 })
  usd: number;

  @ApiProperty({ example: 410 })
  expectedUsd: number;

  @ApiProperty({ description: 'Robust standard deviations from the median', example: 12.4 })
  score: number;

  @ApiProperty({ enum: ['above', 'below'] })
  direction: string;

  @ApiProperty({ example: '1900.00 USD is above the 410.00 USD that ...' })
  reason: string;
}

export const ANOMALY_FIELDS = [
  'id',
  'date',
  'category',
  'usd',
  'expectedUsd',
  'score',
  'direction',
  'reason',
] as const;

export function toAnomalyView(anomaly: Anomaly): AnomalyView {
  const { date, category, usd, expectedUsd, score, direction, reason } = anomaly;
  // Of a month and of its first day there may be both: the date tells them apart.
  return { id: `${date}.${category}`, date, category, usd, expectedUsd, score, direction, reason };
}

export class VariancePageView {
  @ApiProperty({ type: VarianceRowView, isArray: true })
  items: Array<Partial<VarianceRowView>>;

  @ApiProperty({
    type: Object,
    description: 'Over the months that have both, US dollars; null where none has',
  })
  toDate: Readonly<Record<'budgetUsd' | 'actualUsd' | 'varianceUsd', number | null>>;

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class BudgetAlertPageView {
  @ApiProperty({ type: BudgetAlertView, isArray: true })
  items: Array<Partial<BudgetAlertView>>;

  @ApiProperty({ description: 'Alerts that nobody has acknowledged', example: 2 })
  open: number;

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class AnomalyPageView {
  @ApiProperty({ type: AnomalyView, isArray: true })
  items: Array<Partial<AnomalyView>>;

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
