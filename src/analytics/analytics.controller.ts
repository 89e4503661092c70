import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AnalyticsRepository, isProposedIn, savingsTotal } from '@app/analytics';
import type { AnalyticsScope } from '@app/analytics';
import { MeasuredSavingsService } from '@app/approvals';
import { Clock } from '@app/kernel';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { AnalyticsQueryDto, AnalyticsRangeQueryDto } from './analytics-query.dto';
import {
  AgentsStatisticsView,
  ComplianceStatisticsView,
  ModelCallsStatisticsView,
  RunsStatisticsView,
  SavingsStatisticsView,
  SpendStatisticsView,
  toAgentsView,
  toComplianceView,
  toModelCallsView,
  toRunsView,
  toSavingsView,
  toSpendView,
} from './analytics.view';

/** Statistics over the assessments and runs of a tenant. */
@ApiTags('Analytics')
@Controller('v1/analytics')
@UseInterceptors(ConditionalReadInterceptor)
export class AnalyticsController {
  constructor(
    private readonly analytics: AnalyticsRepository,
    private readonly measured: MeasuredSavingsService,
    private readonly tenant: CurrentTenant,
    private readonly clock: Clock,
  ) {}

  @Get('spend')
  @ApiOperation({
    operationId: 'getSpendStatistics',
    summary: 'What the recommended ways of running cost a month, by month and category',
    description: 'By the newest result of each assessment in a month: repeating a run adds nothing.',
  })
  @ApiResponse({ status: 200, type: SpendStatisticsView })
  async spend(@Query() query: AnalyticsQueryDto): Promise<SpendStatisticsView> {
    const scope = this.scopeOf(query);
    return toSpendView(scope, await this.analytics.spend(scope));
  }

  @Get('savings')
  @ApiOperation({
    operationId: 'getSavingsStatistics',
    summary: 'Savings found, accepted and realised, of what was first recommended in the time',
    description:
      'Realised is what was measured by the actuals of budgets, and of the other recommendations what people told: no recommendation is in both.',
  })
  @ApiResponse({ status: 200, type: SavingsStatisticsView })
  async savings(@Query() query: AnalyticsQueryDto): Promise<SavingsStatisticsView> {
    const scope = this.scopeOf(query);
    const [rows, measured] = await Promise.all([
      this.analytics.savings(scope),
      this.measured.ofTenant(scope.tenantId),
    ]);
    const inScope = measured.filter(({ followed }) => isProposedIn(scope, followed.followUp));
    return toSavingsView(scope, savingsTotal(rows), rows, inScope);
  }

  @Get('compliance')
  @ApiOperation({
    operationId: 'getComplianceStatistics',
    summary: 'How requirements were graded, by month and framework',
    description: 'By the newest result of each assessment in a month.',
  })
  @ApiResponse({ status: 200, type: ComplianceStatisticsView })
  async compliance(@Query() query: AnalyticsQueryDto): Promise<ComplianceStatisticsView> {
    const scope = this.scopeOf(query);
    return toComplianceView(scope, await this.analytics.compliance(scope));
  }

  @Get('agents')
  @ApiOperation({
    operationId: 'getAgentStatistics',
    summary: 'What each agent took, over runs that ended with a result',
  })
  @ApiResponse({ status: 200, type: AgentsStatisticsView })
  async agents(@Query() query: AnalyticsQueryDto): Promise<AgentsStatisticsView> {
    const scope = this.scopeOf(query);
    return toAgentsView(scope, await this.analytics.agents(scope));
  }

  @Get('runs')
  @ApiOperation({
    operationId: 'getRunStatistics',
    summary: 'How runs ended, and what they took, by month and state',
  })
  @ApiResponse({ status: 200, type: RunsStatisticsView })
  async runs(@Query() query: AnalyticsQueryDto): Promise<RunsStatisticsView> {
    const scope = this.scopeOf(query);
    return toRunsView(scope, await this.analytics.outcomes(scope));
  }

  @Get('model-calls')
  @ApiOperation({
    operationId: 'getModelCallStatistics',
    summary: 'What language models were asked, and how much of it the cache answered',
  })
  @ApiResponse({ status: 200, type: ModelCallsStatisticsView })
  async modelCalls(@Query() query: AnalyticsRangeQueryDto): Promise<ModelCallsStatisticsView> {
    const scope = this.scopeOf(query);
    return toModelCallsView(scope, await this.analytics.modelCalls(scope));
  }

  private scopeOf(query: AnalyticsRangeQueryDto): AnalyticsScope {
    return query.toScope(this.tenant.id, this.clock.now());
  }
}
