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
import { ReportOrders } from '@app/report-files';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AcceptsYaml } from '../http/accepts-yaml.decorator';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { answerPage } from '../http/page-answer';
import { PageQueryDto } from '../http/page-query.dto';
import { Idempotent } from '../idempotency/idempotent.decorator';
import { ReservedId } from '../idempotency/reserved-id.decorator';
import { CostlyWrite } from '../rate-limit/costly-write.decorator';
import { REPORT_JOB_FIELDS, ReportJobPageView, ReportJobView, toReportJobView } from './report-job.view';
import { hintReportPolling } from './report-poll-hint';
import { StartReportDto } from './start-report.dto';

/** The reports of one run. */
@ApiTags('Reports')
@Controller('v1/runs/:id/reports')
@UseInterceptors(ConditionalReadInterceptor)
export class RunReportsController {
  constructor(
    private readonly orders: ReportOrders,
    private readonly tenant: CurrentTenant,
  ) {}

  @Post()
  @CostlyWrite(true)
  @HttpCode(HttpStatus.ACCEPTED)
  @Idempotent()
  @AcceptsYaml(StartReportDto)
  @ApiOperation({
    operationId: 'startReport',
    summary: 'Ask for the report of a run as a file',
    description:
      'The same run, template, format, language and branding give the same report: it is made once, and asking again gives what is there. One that failed or was cancelled is tried again.',
  })
  @ApiResponse({
    status: 202,
    type: ReportJobView,
    description: 'Accepted: Location says where to look, Retry-After when, unless it is there already',
  })
  async start(
    @Param('id') runId: string,
    @Body() body: StartReportDto,
    @ReservedId() id: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportJobView> {
    const report = await this.orders.order(this.tenant.id, runId, body.toWish(), id);
    const view = toReportJobView(report);
    void reply.header('Location', view.links.self);
    hintReportPolling(report, reply);
    return view;
  }

  @Get()
  @ApiOperation({ operationId: 'listRunReports', summary: 'List the reports of a run, newest first' })
  @ApiResponse({ status: 200, type: ReportJobPageView })
  async list(
    @Param('id') runId: string,
    @Query() query: PageQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportJobPageView> {
    const page = await this.orders.list(this.tenant.id, runId, query.toPageRequest());
    const wanted = { fields: query.fields, known: REPORT_JOB_FIELDS };
    return answerPage(page, toReportJobView, wanted, { request, reply });
  }
}
