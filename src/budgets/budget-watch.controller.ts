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
import { BudgetWatchService } from '@app/budgets';
import { badCursor, type Page, toPage } from '@app/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { linkNextPage } from '../http/page-link';
import { PageQueryDto } from '../http/page-query.dto';
import { onlyFields } from '../http/sparse-fields';
import { AcknowledgementDto } from './budget.dto';
import {
  ALERT_FIELDS,
  ANOMALY_FIELDS,
  AnomalyPageView,
  BudgetAlertPageView,
  BudgetAlertView,
  toAlertView,
  toAnomalyView,
  VARIANCE_FIELDS,
  VariancePageView,
  varianceViews,
} from './budget-watch.view';

/** What a budget looks like beside what was spent and what is expected. */
@ApiTags('Budgets')
@Controller('v1/budgets/:id')
@UseInterceptors(ConditionalReadInterceptor)
export class BudgetWatchController {
  constructor(
    private readonly watch: BudgetWatchService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get('variance')
  @ApiOperation({ operationId: 'readVariance', summary: 'Planned against spent, by month and category' })
  @ApiResponse({ status: 200, type: VariancePageView })
  async variance(
    @Param('id') id: string,
    @Query() query: PageQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VariancePageView> {
    const watch = await this.watch.watch(this.tenant.id, id);
    const page = pageOf(varianceViews(watch), query, request, reply);
    const items = page.items.map((one) => onlyFields(one, query.fields, VARIANCE_FIELDS));
    return { items, toDate: watch.variance.toDate, nextCursor: page.nextCursor };
  }

  @Get('alerts')
  @ApiOperation({ operationId: 'listBudgetAlerts', summary: 'List the limits that are crossed, worst first' })
  @ApiResponse({ status: 200, type: BudgetAlertPageView })
  async alerts(
    @Param('id') id: string,
    @Query() query: PageQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BudgetAlertPageView> {
    const { alerts } = await this.watch.watch(this.tenant.id, id);
    const page = pageOf(alerts.map(toAlertView), query, request, reply);
    const items = page.items.map((one) => onlyFields(one, query.fields, ALERT_FIELDS));
    const open = alerts.filter(({ acknowledgement }) => acknowledgement === null).length;
    return { items, open, nextCursor: page.nextCursor };
  }

  @Post('alerts/:alertId/acknowledgement')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    operationId: 'acknowledgeAlert',
    summary: 'Say that somebody has seen an alert',
    description: 'Doing it again changes nothing. It is open again once the excess grows.',
  })
  @ApiResponse({ status: 200, type: BudgetAlertView })
  async acknowledge(
    @Param('id') id: string,
    @Param('alertId') alertId: string,
    @Body() body: AcknowledgementDto,
  ): Promise<BudgetAlertView> {
    return toAlertView(await this.watch.acknowledge(this.tenant.id, id, alertId, body.note ?? null));
  }

  @Get('anomalies')
  @ApiOperation({
    operationId: 'listAnomalies',
    summary: 'List amounts that fit nothing before them, newest first',
  })
  @ApiResponse({ status: 200, type: AnomalyPageView })
  async anomalies(
    @Param('id') id: string,
    @Query() query: PageQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnomalyPageView> {
    const { anomalies } = await this.watch.watch(this.tenant.id, id);
    const page = pageOf(anomalies.map(toAnomalyView), query, request, reply);
    const items = page.items.map((one) => onlyFields(one, query.fields, ANOMALY_FIELDS));
    return { items, nextCursor: page.nextCursor };
  }
}

/** A page of what was computed as a whole: the cursor holds the id of the last one seen. @throws request.bad-cursor */
function pageOf<T extends { readonly id: string }>(
  rows: readonly T[],
  query: PageQueryDto,
  request: FastifyRequest,
  reply: FastifyReply,
): Page<T> {
  const { limit, afterId } = query.toPageRequest();
  const first = afterId === null ? 0 : rows.findIndex(({ id }) => id === afterId) + 1;
  if (first === 0 && afterId !== null) throw badCursor();
  const page = toPage(rows.slice(first, first + limit + 1), limit);
  linkNextPage(page, request, reply);
  return page;
}
