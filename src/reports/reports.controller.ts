import {
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ReportArchive, ReportOrders } from '@app/report-files';
import type { FastifyReply } from 'fastify';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { FieldsQueryDto } from '../http/page-query.dto';
import { onlyFields } from '../http/sparse-fields';
import { REPORT_JOB_FIELDS, ReportJobView, toReportJobView } from './report-job.view';
import { hintReportPolling } from './report-poll-hint';

@ApiTags('Reports')
@Controller('v1/reports/:id')
@UseInterceptors(ConditionalReadInterceptor)
export class ReportsController {
  constructor(
    private readonly orders: ReportOrders,
    private readonly archive: ReportArchive,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'getReport', summary: 'Read a report: state, phases, problems, file' })
  @ApiResponse({
    status: 200,
    type: ReportJobView,
    description: 'Retry-After is there as long as it is under way',
  })
  async get(
    @Param('id') id: string,
    @Query() query: FieldsQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Partial<ReportJobView>> {
    const report = await this.orders.get(this.tenant.id, id);
    hintReportPolling(report, reply);
    return onlyFields(toReportJobView(report), query.fields, REPORT_JOB_FIELDS);
  }

  @Post('cancel')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ operationId: 'cancelReport', summary: 'End a report that is queued or rendering' })
  @ApiResponse({ status: 200, type: ReportJobView })
  async cancel(@Param('id') id: string): Promise<ReportJobView> {
    return toReportJobView(await this.orders.cancel(this.tenant.id, id));
  }

  @Delete()
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ operationId: 'deleteReport', summary: 'Remove a report and its file, also one under way' })
  @ApiResponse({ status: 204, description: 'It is gone' })
  async remove(@Param('id') id: string): Promise<void> {
    await this.archive.remove(this.tenant.id, id);
  }
}
