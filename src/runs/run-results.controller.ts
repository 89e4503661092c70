import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AGENT_IDS } from '@app/agents';
import { badCursor, toPage } from '@app/database';
import { AppError } from '@app/kernel';
import { RunsService } from '@app/runs';
import { RANKING_RULE, RecommendationRepository, RecommendationsService } from '@app/synthesis';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { nameHint } from '../http/nearest-name';
import { answerPage } from '../http/page-answer';
import { linkNextPage } from '../http/page-link';
import { PageQueryDto } from '../http/page-query.dto';
import { onlyFields } from '../http/sparse-fields';
import { RunRecommendationsQueryDto } from '../recommendations/recommendation-query.dto';
import {
  RECOMMENDATION_FIELDS,
  RecommendationPageView,
  toRecommendationView,
} from '../recommendations/recommendation.view';
import {
  AGENT_RESULT_FIELDS,
  AgentResultPageView,
  AgentResultView,
  toAgentResultView,
} from './agent-result.view';
import { inHouseOrder } from './run.view';

/** What the agents of a run found, one by one and merged. */
@ApiTags('Runs')
@Controller('v1/runs/:id')
@UseInterceptors(ConditionalReadInterceptor)
export class RunResultsController {
  constructor(
    private readonly runs: RunsService,
    private readonly recommendations: RecommendationRepository,
    private readonly followUps: RecommendationsService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get('agents')
  @ApiOperation({ operationId: 'listRunAgents', summary: 'List the agents of a run with their outputs' })
  @ApiResponse({ status: 200, type: AgentResultPageView })
  async agents(
    @Param('id') runId: string,
    @Query() query: PageQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgentResultPageView> {
    const { limit, afterId } = query.toPageRequest();
    const steps = inHouseOrder(await this.runs.results(this.tenant.id, runId));
    const first = afterId === null ? 0 : steps.findIndex(({ agent }) => agent === afterId) + 1;
    if (first === 0 && afterId !== null) throw badCursor();
    const page = toPage(
      steps.slice(first).map((step) => ({ id: step.agent, view: toAgentResultView(step) })),
      limit,
    );
    const wanted = { fields: query.fields, known: AGENT_RESULT_FIELDS };
    return answerPage(page, ({ view }) => view, wanted, { request, reply });
  }

  @Get('agents/:agent')
  @ApiParam({ name: 'agent', enum: AGENT_IDS })
  @ApiOperation({ operationId: 'getRunAgent', summary: 'Read one agent of a run with its output' })
  @ApiResponse({ status: 200, type: AgentResultView })
  async agent(@Param('id') runId: string, @Param('agent') agent: string): Promise<AgentResultView> {
    const steps = await this.runs.results(this.tenant.id, runId);
    const step = steps.find((one) => one.agent === agent);
    if (!step) throw agentNotFound(runId, agent);
    return toAgentResultView(step);
  }

  @Get('recommendations')
  @ApiOperation({ operationId: 'listRunRecommendations', summary: 'List what a run recommends, by rank' })
  @ApiResponse({
    status: 200,
    type: RecommendationPageView,
    description: 'Empty until the findings are joined',
  })
  async recommend(
    @Param('id') runId: string,
    @Query() query: RunRecommendationsQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecommendationPageView> {
    const { today } = this.followUps;
    const [{ assessmentId }, page] = await Promise.all([
      this.runs.get(this.tenant.id, runId),
      this.recommendations.listByRun(this.tenant.id, runId, query.toRunPage(), query.toFilter(today)),
    ]);
    linkNextPage(page, request, reply);
    const items = page.items.map((one) => {
      const view = toRecommendationView(one, assessmentId, today);
      return onlyFields(view, query.fields, RECOMMENDATION_FIELDS);
    });
    return { rankedBy: RANKING_RULE, items, nextCursor: page.nextCursor };
  }
}

function agentNotFound(runId: string, agent: string): AppError {
  const known: readonly string[] = AGENT_IDS;
  const message = known.includes(agent)
    ? `Agent ${agent} has not been at work in run ${runId} yet.`
    : `There is no agent "${agent.slice(0, 60)}"; ${nameHint(agent, known)}`;
  return new AppError({ kind: 'not-found', code: 'run.agent-not-found', message });
}
