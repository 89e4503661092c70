import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AssessmentsService } from '@app/assessments';
import { RunsService } from '@app/runs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AcceptsYaml } from '../http/accepts-yaml.decorator';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { answerPage } from '../http/page-answer';
import { Idempotent } from '../idempotency/idempotent.decorator';
import { ReservedId } from '../idempotency/reserved-id.decorator';
import { CostlyWrite } from '../rate-limit/costly-write.decorator';
import { hintPolling } from './poll-hint';
import { AssessmentRunsQueryDto } from './run-query.dto';
import { RUN_SUMMARY_FIELDS, RunPageView, RunView, toRunSummaryView, toRunView } from './run.view';
import { StartRunDto } from './start-run.dto';

@ApiTags('Runs')
@Controller('v1/assessments/:id/runs')
export class AssessmentRunsController {
  constructor(
    private readonly assessments: AssessmentsService,
    private readonly runs: RunsService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Post()
  @CostlyWrite(true)
  @HttpCode(HttpStatus.ACCEPTED)
  @Idempotent()
  @AcceptsYaml(StartRunDto)
  @ApiOperation({
    operationId: 'startRun',
    summary: 'Start the eleven agents on the newest version of an assessment',
  })
  @ApiResponse({
    status: 202,
    type: RunView,
    description: 'Accepted: Location says where to look, Retry-After when',
  })
  async start(
    @Param('id') assessmentId: string,
    @Body() body: StartRunDto,
    @ReservedId() id: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RunView> {
    const assessment = await this.assessments.get(this.tenant.id, assessmentId);
    const run = await this.runs.start(this.tenant.id, assessment, body.toRequest(), id);
    const view = toRunView({ ...run, steps: [] });
    void reply.header('Location', view.links.self);
    hintPolling(run.state, reply);
    return view;
  }

  @Get()
  @UseInterceptors(ConditionalReadInterceptor)
  @ApiOperation({
    operationId: 'listAssessmentRuns',
    summary: 'List the runs of an assessment, newest first',
  })
  @ApiResponse({ status: 200, type: RunPageView, description: 'Also of an assessment that was deleted' })
  async list(
    @Param('id') assessmentId: string,
    @Query() query: AssessmentRunsQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RunPageView> {
    const page = await this.runs.list(
      this.tenant.id,
      { assessmentId, state: query.state },
      query.toPageRequest(),
    );
    if (page.items.length === 0 && query.cursor === undefined) await this.mustBeKnown(assessmentId);
    const wanted = { fields: query.fields, known: RUN_SUMMARY_FIELDS };
    return answerPage(page, toRunSummaryView, wanted, { request, reply });
  }

  /** Runs stay when their assessment is deleted: either of them will do. @throws assessment.not-found */
  private async mustBeKnown(assessmentId: string): Promise<void> {
    const { items } = await this.runs.list(this.tenant.id, { assessmentId }, { limit: 1, afterId: null });
    if (items.length === 0) await this.assessments.get(this.tenant.id, assessmentId);
  }
}
