import type {
  AgentStatistic,
  AnalyticsScope,
  ComplianceStatistic,
  ModelCallStatistic,
  RunStatistic,
  SavingsTotal,
  SavingStatistic,
  SpendStatistic,
} from '@app/analytics';
import { MICRO_USD } from '@app/runs';
import { ApiProperty } from '@nestjs/swagger';
import {
  RealisedSavingsView,
  toRealisedSavingsView,
  type MeasuredRecommendation,
} from './realised-savings.view';

const MAYBE = { type: Number, nullable: true } as const;
const MONTH = { description: 'UTC', example: '2026-11' } as const;

/** The time that a statistic is of. */
export class RangeView {
  @ApiProperty({ format: 'date-time', description: 'From this moment on' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Before this moment' }) to: string;
}

export class SpendRowView {
  @ApiProperty(MONTH) month: string;
  @ApiProperty({ example: 'compute' }) category: string;
  @ApiProperty({ ...MAYBE, description: 'Sum of what is known; null where nothing is' }) usdPerMonth:
    number | null;
  @ApiProperty({ ...MAYBE, description: 'Sum of the lower ends' }) low: number | null;
  @ApiProperty({ ...MAYBE, description: 'Sum of the upper ends' }) high: number | null;
  @ApiProperty({ description: 'Amounts in the sums' }) priced: number;
  @ApiProperty({ description: 'Amounts that are not, because their price is unknown' }) unpriced: number;
  @ApiProperty() assessments: number;
}

export class SpendStatisticsView extends RangeView {
  @ApiProperty({ type: SpendRowView, isArray: true }) items: readonly SpendRowView[];
}

export class ComplianceRowView {
  @ApiProperty(MONTH) month: string;
  @ApiProperty({ example: 'gdpr' }) framework: string;
  @ApiProperty({ description: 'Requirements that apply; the grades below add up to it' }) applicable: number;
  @ApiProperty() passed: number;
  @ApiProperty() partial: number;
  @ApiProperty() claimed: number;
  @ApiProperty() failed: number;
  @ApiProperty() notEvaluable: number;
  @ApiProperty({ ...MAYBE, description: 'passed / applicable, 0 to 1' }) passedShare: number | null;
  @ApiProperty() assessments: number;
}

export class ComplianceStatisticsView extends RangeView {
  @ApiProperty({ type: ComplianceRowView, isArray: true }) items: readonly ComplianceRowView[];
}

export class AgentRowView {
  @ApiProperty({ example: 'cto' }) agent: string;
  @ApiProperty() runs: number;
  @ApiProperty({ description: 'Results taken over from an earlier run' }) carriedOver: number;
  @ApiProperty() failed: number;
  @ApiProperty() attempts: number;
  @ApiProperty({ ...MAYBE, description: 'Milliseconds at work, nearest rank' }) p50Ms: number | null;
  @ApiProperty(MAYBE) p95Ms: number | null;
}

export class AgentsStatisticsView extends RangeView {
  @ApiProperty({ type: AgentRowView, isArray: true }) items: readonly AgentRowView[];
}

export class RunRowView {
  @ApiProperty(MONTH) month: string;
  @ApiProperty({ enum: ['completed', 'partial', 'failed', 'cancelled'] }) state: string;
  @ApiProperty() runs: number;
  @ApiProperty({ ...MAYBE, description: 'Milliseconds from start to end, nearest rank' }) p50Ms:
    number | null;
  @ApiProperty(MAYBE) p95Ms: number | null;
}

export class RunsStatisticsView extends RangeView {
  @ApiProperty({ type: RunRowView, isArray: true }) items: readonly RunRowView[];
}

export class ModelCallRowView {
  @ApiProperty(MONTH) month: string;
  @ApiProperty() provider: string;
  @ApiProperty() model: string;
  @ApiProperty() calls: number;
  @ApiProperty({ description: 'Answered by the cache, at no cost' }) fromCache: number;
  @ApiProperty() answered: number;
  @ApiProperty({ description: 'Unusable, limited, timed out, failed or aborted' }) unanswered: number;
  @ApiProperty({ ...MAYBE, description: 'fromCache / (fromCache + answered), 0 to 1' }) hitShare:
    number | null;
  @ApiProperty({ description: 'As far as providers said' }) inputTokens: number;
  @ApiProperty() outputTokens: number;
  @ApiProperty({ description: 'US dollars by the catalog’s prices, as far as they are known' }) usd: number;
}

export class ModelCallsStatisticsView extends RangeView {
  @ApiProperty({ type: ModelCallRowView, isArray: true }) items: readonly ModelCallRowView[];
}

export class SavingSumView {
  @ApiProperty({ ...MAYBE, description: 'Null where no recommendation names a known saving' })
  usdPerMonth: number | null;
  @ApiProperty(MAYBE) low: number | null;
  @ApiProperty(MAYBE) high: number | null;
  @ApiProperty({ description: 'Recommendations in the sum' }) recommendations: number;
}

export class SavingsRowView {
  @ApiProperty({ enum: ['proposed', 'accepted', 'rejected', 'done'] }) status: string;
  @ApiProperty() recommendations: number;
  @ApiProperty({ description: 'Those that name a known saving' }) withSaving: number;
  @ApiProperty() usdPerMonth: number;
  @ApiProperty() low: number;
  @ApiProperty() high: number;
  @ApiProperty() withRealised: number;
  @ApiProperty() realisedUsdPerMonth: number;
}

/** Savings of what was first recommended in the time. */
export class SavingsStatisticsView extends RangeView {
  @ApiProperty({ type: SavingSumView, description: 'Of all statuses' }) found: SavingSumView;
  @ApiProperty({ type: SavingSumView, description: 'Of those accepted or done' }) accepted: SavingSumView;
  @ApiProperty({ type: RealisedSavingsView }) realised: RealisedSavingsView;
  @ApiProperty({ type: SavingsRowView, isArray: true }) byStatus: readonly SavingsRowView[];
}

export function toSpendView(scope: AnalyticsScope, rows: readonly SpendStatistic[]): SpendStatisticsView {
  const items = rows.map(({ month, category, usdPerMonth, low, high, priced, unpriced, assessments }) => {
    return { month, category, usdPerMonth, low, high, priced, unpriced, assessments };
  });
  return { ...rangeOf(scope), items };
}

export function toComplianceView(
  scope: AnalyticsScope,
  rows: readonly ComplianceStatistic[],
): ComplianceStatisticsView {
  const items = rows.map((row) => {
    const { month, framework, applicable, passed, partial, claimed, failed, notEvaluable, assessments } = row;
    const passedShare = shareOf(passed, applicable);
    const grades = { applicable, passed, partial, claimed, failed, notEvaluable };
    return { month, framework, ...grades, passedShare, assessments };
  });
  return { ...rangeOf(scope), items };
}

export function toAgentsView(scope: AnalyticsScope, rows: readonly AgentStatistic[]): AgentsStatisticsView {
  const items = rows.map(({ agent, runs, carriedOver, failed, attempts, p50Ms, p95Ms }) => {
    return { agent, runs, carriedOver, failed, attempts, p50Ms, p95Ms };
  });
  return { ...rangeOf(scope), items };
}

export function toRunsView(scope: AnalyticsScope, rows: readonly RunStatistic[]): RunsStatisticsView {
  const items = rows.map(({ month, state, runs, p50Ms, p95Ms }) => ({ month, state, runs, p50Ms, p95Ms }));
  return { ...rangeOf(scope), items };
}

export function toModelCallsView(
  scope: AnalyticsScope,
  rows: readonly ModelCallStatistic[],
): ModelCallsStatisticsView {
  const items = rows.map((row) => {
    const { month, provider, model, calls, fromCache, answered, unanswered, microUsd } = row;
    const hitShare = shareOf(fromCache, fromCache + answered);
    const { inputTokens, outputTokens } = row;
    const counts = { calls, fromCache, answered, unanswered, hitShare, inputTokens, outputTokens };
    return { month, provider, model, ...counts, usd: microUsd / MICRO_USD };
  });
  return { ...rangeOf(scope), items };
}

export function toSavingsView(
  scope: AnalyticsScope,
  { found, accepted, told }: SavingsTotal,
  rows: readonly SavingStatistic[],
  measured: readonly MeasuredRecommendation[],
): SavingsStatisticsView {
  const realised = toRealisedSavingsView(told, measured);
  const byStatus = rows.map((row) => {
    const { status, recommendations, withSaving, usdPerMonth, low, high } = row;
    const { withRealised, realisedUsdPerMonth } = row;
    return { status, recommendations, withSaving, usdPerMonth, low, high, withRealised, realisedUsdPerMonth };
  });
  return { ...rangeOf(scope), found, accepted, realised, byStatus };
}

function rangeOf({ from, to }: AnalyticsScope): RangeView {
  return { from: from.toISOString(), to: to.toISOString() };
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
