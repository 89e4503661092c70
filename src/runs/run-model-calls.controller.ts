import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ModelCallRepository, RunsService } from '@app/runs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { answerPage } from '../http/page-answer';
import { PageQueryDto } from '../http/page-query.dto';
import { MODEL_CALL_FIELDS, ModelCallPageView, toModelCallView } from './model-call.view';

/** What was asked of language models for a run. */
@ApiTags('Runs')
@Controller('v1/runs/:id/model-calls')
@UseInterceptors(ConditionalReadInterceptor)
export class RunModelCallsController {
  constructor(
    private readonly runs: RunsService,
    private readonly calls: ModelCallRepository,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listRunModelCalls',
    summary: 'List the calls to language models that a run made, oldest first',
  })
  @ApiResponse({
    status: 200,
    type: ModelCallPageView,
    description: 'An agent’s calls are there when its turn has ended; empty where no model was asked',
  })
  async list(
    @Param('id') runId: string,
    @Query() query: PageQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ModelCallPageView> {
    await this.runs.get(this.tenant.id, runId);
    const page = await this.calls.list(this.tenant.id, runId, query.toPageRequest());
    const wanted = { fields: query.fields, known: MODEL_CALL_FIELDS };
    return answerPage(page, toModelCallView, wanted, { request, reply });
  }
}
