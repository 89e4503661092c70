import {
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
import type { RunDetail } from '@app/runs';
import { RunsService } from '@app/runs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { answerPage } from '../http/page-answer';
import { FieldsQueryDto } from '../http/page-query.dto';
import { onlyFields } from '../http/sparse-fields';
import { Idempotent } from '../idempotency/idempotent.decorator';
import { ReservedId } from '../idempotency/reserved-id.decorator';
import { CostlyWrite } from '../rate-limit/costly-write.decorator';
import { hintPolling } from './poll-hint';
import { RunQueryDto } from './run-query.dto';
import { TimelineView, toTimelineView } from './run-timeline.view';
import {
  RUN_FIELDS,
  RUN_SUMMARY_FIELDS,
  RunPageView,
  RunView,
  toRunSummaryView,
  toRunView,
} from './run.view';

@ApiTags('Runs')
@Controller('v1/runs')
@UseInterceptors(ConditionalReadInterceptor)
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listRuns', summary: 'List runs, newest first' })
  @ApiResponse({ status: 200, type: RunPageView })
  async list(
    @Query() query: RunQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RunPageView> {
    const filter = { assessmentId: query.assessmentId, state: query.state };
    const page = await this.runs.list(this.tenant.id, filter, query.toPageRequest());
    const wanted = { fields: query.fields, known: RUN_SUMMARY_FIELDS };
    return answerPage(page, toRunSummaryView, wanted, { request, reply });
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getRun', summary: 'Read a run: state, progress, agents, timing' })
  @ApiResponse({ status: 200, type: RunView, description: 'Retry-After is there as long as it is under way' })
  async get(
    @Param('id') id: string,
    @Query() query: FieldsQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Partial<RunView>> {
    return onlyFields(answerWith(await this.runs.get(this.tenant.id, id), reply), query.fields, RUN_FIELDS);
  }

  @Get(':id/timeline')
  @ApiOperation({
    operationId: 'getRunTimeline',
    summary: 'Read what took how long: phases, attempts, waits',
  })
  @ApiResponse({ status: 200, type: TimelineView })
  async timeline(@Param('id') id: string): Promise<TimelineView> {
    return toTimelineView(await this.runs.get(this.tenant.id, id));
  }

  @Post(':id/cancel')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    operationId: 'cancelRun',
    summary: 'End a run now; what its agents had finished stays readable',
  })
  @ApiResponse({ status: 200, type: RunView })
  async cancel(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<RunView> {
    return answerWith(await this.runs.cancel(this.tenant.id, id), reply);
  }

  @Post(':id/pause')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ operationId: 'pauseRun', summary: 'Halt a run at its next checkpoint' })
  @ApiResponse({ status: 202, type: RunView })
  async pause(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<RunView> {
    return answerWith(await this.runs.pause(this.tenant.id, id), reply);
  }

  @Post(':id/resume')
  @CostlyWrite(true)
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ operationId: 'resumeRun', summary: 'Let a paused run go on' })
  @ApiResponse({ status: 202, type: RunView })
  async resume(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<RunView> {
    return answerWith(await this.runs.resume(this.tenant.id, id), reply);
  }

  @Post(':id/retry')
  @CostlyWrite(true)
  @HttpCode(HttpStatus.ACCEPTED)
  @Idempotent()
  @ApiOperation({
    operationId: 'retryRun',
    summary: 'Start a new run that does only what this one did not finish',
  })
  @ApiResponse({ status: 202, type: RunView })
  async retry(
    @Param('id') id: string,
    @ReservedId() newId: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RunView> {
    const run = await this.runs.retry(this.tenant.id, id, newId);
    const view = answerWith({ ...run, steps: [] }, reply);
    void reply.header('Location', view.links.self);
    return view;
  }
}

function answerWith(run: RunDetail, reply: FastifyReply): RunView {
  hintPolling(run.state, reply);
  return toRunView(run);
}
