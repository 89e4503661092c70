import {
  Body,
  Controller,
  Get,
  Headers,
  Param,
  Patch,
  Query,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { MeasuredSavingsService } from '@app/approvals';
import { RANKING_RULE, RecommendationsService, type FollowedRecommendation } from '@app/synthesis';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { requiredVersion, versionTag } from '../http/entity-tag';
import { answerPage } from '../http/page-answer';
import { FieldsQueryDto } from '../http/page-query.dto';
import { onlyFields } from '../http/sparse-fields';
import { RecommendationDecisionDto } from './decision.dto';
import { DeploymentView, toDeploymentView } from './deployment.view';
import { RecommendationsQueryDto } from './recommendation-query.dto';
import {
  FollowUpView,
  MEASURED_RECOMMENDATION_FIELDS,
  MeasuredRecommendationPageView,
  RECOMMENDATION_DETAIL_FIELDS,
  RecommendationDetailView,
  toMeasuredSavingView,
  toFollowUpView,
  toRecommendationDetailView,
} from './recommendation-detail.view';
import { toRecommendationView } from './recommendation.view';

const ACROSS_ASSESSMENTS = `The gravest first, whatever the assessment; those of one severity by their rank. The rank: ${RANKING_RULE}`;

/** What is recommended across assessments, and what people decide about it. */
@ApiTags('Recommendations')
@Controller('v1/recommendations')
@UseInterceptors(ConditionalReadInterceptor)
export class RecommendationsController {
  constructor(
    private readonly recommendations: RecommendationsService,
    private readonly savings: MeasuredSavingsService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listRecommendations',
    summary: 'List what is recommended across assessments, gravest first',
    description:
      'Each once, as the newest result of its assessment says it. What that does not recommend any more is listed only if somebody decided on it.',
  })
  @ApiResponse({ status: 200, type: MeasuredRecommendationPageView })
  async list(
    @Query() query: RecommendationsQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeasuredRecommendationPageView> {
    const { today } = this.recommendations;
    const filter = query.toFilter(today);
    const page = await this.recommendations.list(this.tenant.id, filter, query.toPageRequest());
    const savings = await this.savings.ofSeveral(this.tenant.id, page.items);
    const toView = (one: FollowedRecommendation) => {
      const view = toRecommendationView(one, one.followUp?.assessmentId ?? '', today);
      return { ...view, measuredSaving: toMeasuredSavingView(savings.get(view.id)) };
    };
    const wanted = { fields: query.fields, known: MEASURED_RECOMMENDATION_FIELDS };
    return { rankedBy: ACROSS_ASSESSMENTS, ...answerPage(page, toView, wanted, { request, reply }) };
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'getRecommendation',
    summary: 'Read a recommendation with every decision about it',
  })
  @ApiResponse({ status: 200, type: RecommendationDetailView })
  async get(
    @Param('id') id: string,
    @Query() query: FieldsQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Partial<RecommendationDetailView>> {
    const detail = await this.recommendations.get(this.tenant.id, id);
    const saving = await this.savings.of(this.tenant.id, detail);
    const view = toRecommendationDetailView(detail, this.recommendations.today, saving);
    if (query.fields) return onlyFields(view, query.fields, RECOMMENDATION_DETAIL_FIELDS);
    void reply.header('ETag', versionTag(detail.followUp.version));
    return view;
  }

  @Get(':id/deployment')
  @ApiOperation({
    operationId: 'getRecommendationDeployment',
    summary: 'Read a Terraform and Helm skeleton for the option that a recommendation chose',
    description:
      'Deterministic: built from the figures of the option. Settings that neither a figure nor the catalog can fill in have no default and are listed in open.',
  })
  @ApiResponse({ status: 200, type: DeploymentView })
  @ApiResponse({ status: 404, description: 'recommendation.nothing-to-deploy says why there is none' })
  async deployment(@Param('id') id: string): Promise<DeploymentView> {
    const { runId, deployment } = await this.recommendations.deployment(this.tenant.id, id);
    return toDeploymentView(id, runId, deployment);
  }

  @Patch(':id')
  @ApiOperation({
    operationId: 'decideRecommendation',
    summary: 'Accept, reject or finish a recommendation; name its owner, due date or realised saving',
    description:
      'proposed may become accepted or rejected; accepted may become done, rejected or proposed; rejected may become accepted or proposed; done may become accepted. Later runs of the assessment keep what was decided.',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version you read, or *' })
  @ApiResponse({ status: 200, type: FollowUpView })
  async decide(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: RecommendationDecisionDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FollowUpView> {
    const expected = requiredVersion(ifMatch);
    const decided = await this.recommendations.decide(this.tenant.id, id, expected, body.toDecision());
    void reply.header('ETag', versionTag(decided.version));
    return toFollowUpView(decided, this.recommendations.today);
  }
}
