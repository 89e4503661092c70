import type { ActualsSummary, ActualsUpload, Budget, ReadActuals } from '@app/budgets';
import { COST_CATEGORIES } from '@app/pricing';
import { ApiProperty } from '@nestjs/swagger';
import { BudgetLineDto } from './budget.dto';

export class ForecastMonthView {
  @ApiProperty({ example: '2027-01' })
  month: string;

  @ApiProperty({ description: 'US dollars that one path in ten stays below', example: 9_100 })
  p10: number;

  @ApiProperty({ description: 'Median, US dollars', example: 11_400 })
  p50: number;

  @ApiProperty({ description: 'US dollars that nine paths in ten stay below', example: 15_800 })
  p90: number;
}

export class AttachedForecastView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' })
  runId: string;

  @ApiProperty({ format: 'date', example: '2026-11-20' })
  asOf: string;

  @ApiProperty({ type: ForecastMonthView, isArray: true })
  months: readonly ForecastMonthView[];

  @ApiProperty({ format: 'date-time' })
  attachedAt: string;
}

/** A budget as it is answered with. */
export class BudgetView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' })
  id: string;

  @ApiProperty({ description: 'Counts from 1', example: 1 })
  version: number;

  @ApiProperty({ example: 'Assistant 2027' })
  name: string;

  @ApiProperty({ type: String, nullable: true, description: 'null for the whole tenant' })
  assessmentId: string | null;

  @ApiProperty({ enum: ['USD'] })
  currency: string;

  @ApiProperty({ type: BudgetLineDto, isArray: true })
  lines: readonly BudgetLineDto[];

  @ApiProperty({ description: 'Sum of all lines, US dollars', example: 144_000 })
  totalUsd: number;

  @ApiProperty({ type: AttachedForecastView, nullable: true })
  forecast: AttachedForecastView | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;

  @ApiProperty({ example: { self: '/v1/budgets/01KA4RZ2V9J5Q6M7N8P9R0S1T2' } })
  links: Readonly<Record<'self' | 'actuals' | 'variance' | 'alerts' | 'anomalies', string>>;
}

export const BUDGET_FIELDS = [
  ...['id', 'version', 'name', 'assessmentId', 'currency', 'lines', 'totalUsd', 'forecast'],
  ...['createdAt', 'updatedAt', 'links'],
] as Array<keyof BudgetView>;

export function toBudgetView(budget: Budget): BudgetView {
  const { id, version, name, assessmentId, currency, lines, forecast, createdAt, updatedAt } = budget;
  const self = `/v1/budgets/${id}`;
  return {
    id,
    version,
    name,
    assessmentId,
    currency,
    lines: lines.map(({ month, category, usd }) => ({ month, category, usd })),
    totalUsd: Math.round(lines.reduce((sum, { usd }) => sum + usd, 0) * 100) / 100,
    forecast: forecast && {
      runId: forecast.runId,
      asOf: forecast.asOf,
      months: forecast.months.map(({ month, p10, p50, p90 }) => ({ month, p10, p50, p90 })),
      attachedAt: forecast.attachedAt.toISOString(),
    },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    links: {
      self,
      actuals: `${self}/actuals`,
      variance: `${self}/variance`,
      alerts: `${self}/alerts`,
      anomalies: `${self}/anomalies`,
    },
  };
}

/** A file of actuals as it is listed. */
export class ActualsView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' })
  id: string;

  @ApiProperty({ description: 'SHA-256 of the text: the same file is stored once' })
  fileHash: string;

  @ApiProperty({ type: String, nullable: true })
  fileName: string | null;

  @ApiProperty({ example: 744 })
  rows: number;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export const ACTUALS_FIELDS = ['id', 'fileHash', 'fileName', 'rows', 'createdAt'] as const;

export function toActualsView({ id, fileHash, fileName, rows, createdAt }: ActualsSummary): ActualsView {
  return { id, fileHash, fileName, rows, createdAt: createdAt.toISOString() };
}

export class ActualAmountView {
  @ApiProperty({ description: 'Day or month', example: '2027-01-31' })
  date: string;

  @ApiProperty({ enum: COST_CATEGORIES })
  category: string;

  @ApiProperty({ description: 'US dollars, all rows of the date and category together', example: 412.5 })
  usd: number;
}

export class RowProblemView {
  @ApiProperty({ example: '/csv/3/amount_usd' })
  pointer: string;

  @ApiProperty({ example: 'expected US dollars such as 1234.56, without separators, got "1,200"' })
  detail: string;
}

/** What an upload came to. */
export class ActualsOutcomeView {
  @ApiProperty({
    enum: ['stored', 'already-stored', 'dry-run'],
    description: 'The same file again stores nothing',
  })
  outcome: 'stored' | 'already-stored' | 'dry-run';

  @ApiProperty({ type: ActualsView, nullable: true, description: 'null on a dry run' })
  upload: ActualsView | null;

  @ApiProperty({ example: 744 })
  rows: number;

  @ApiProperty({ type: ActualAmountView, isArray: true, description: 'Of a dry run: the first 100' })
  amounts: readonly ActualAmountView[];

  @ApiProperty({ type: RowProblemView, isArray: true })
  problems: readonly RowProblemView[];
}

const SHOWN_AMOUNTS = 100;

export function dryRunView({ rows, amounts, problems }: ReadActuals): ActualsOutcomeView {
  return {
    outcome: 'dry-run',
    upload: null,
    rows,
    amounts: amounts.slice(0, SHOWN_AMOUNTS).map(({ date, category, usd }) => ({ date, category, usd })),
    problems: problems.map(({ pointer, detail }) => ({ pointer, detail })),
  };
}

export function storedView(upload: ActualsUpload, isNew: boolean): ActualsOutcomeView {
  return {
    outcome: isNew ? 'stored' : 'already-stored',
    upload: toActualsView(upload),
    rows: upload.rows,
    amounts: [],
    problems: [],
  };
}

export class BudgetPageView {
  @ApiProperty({ type: BudgetView, isArray: true })
  items: Array<Partial<BudgetView>>;

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class ActualsPageView {
  @ApiProperty({ type: ActualsView, isArray: true })
  items: Array<Partial<ActualsView>>;

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
