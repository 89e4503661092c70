import {
  Body,
  Controller,
  Delete,
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
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { answerPage } from '../http/page-answer';
import { PageQueryDto } from '../http/page-query.dto';
import { Idempotent } from '../idempotency/idempotent.decorator';
import { ReservedId } from '../idempotency/reserved-id.decorator';
import { ActualsDto, ActualsQueryDto } from './budget.dto';
import {
  ACTUALS_FIELDS,
  ActualsOutcomeView,
  ActualsPageView,
  dryRunView,
  storedView,
  toActualsView,
} from './budget.view';

@ApiTags('Budgets')
@Controller('v1/budgets/:id/actuals')
@UseInterceptors(ConditionalReadInterceptor)
export class BudgetActualsController {
  constructor(
    private readonly watch: BudgetWatchService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Post()
  @Idempotent()
  @ApiOperation({
    operationId: 'uploadActuals',
    summary: 'Store what was spent, from a CSV',
    description:
      'All rows or none: a wrong row is named by its line and column, and nothing is stored. The same file again stores nothing. Where two files name the same date and category, the newer one stands.',
  })
  @ApiResponse({ status: 201, type: ActualsOutcomeView, description: 'Stored' })
  @ApiResponse({ status: 200, type: ActualsOutcomeView, description: 'A dry run, or stored before' })
  async upload(
    @Param('id') budgetId: string,
    @Query() query: ActualsQueryDto,
    @Body() body: ActualsDto,
    @ReservedId() id: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActualsOutcomeView> {
    if (query.dryRun) {
      void reply.status(HttpStatus.OK);
      return dryRunView(await this.watch.check(this.tenant.id, budgetId, body.csv));
    }
    const file = { csv: body.csv, fileName: body.fileName ?? null };
    const { upload, isNew } = await this.watch.upload(this.tenant.id, budgetId, file, id);
    if (!isNew) void reply.status(HttpStatus.OK);
    return storedView(upload, isNew);
  }

  @Get()
  @ApiOperation({ operationId: 'listActuals', summary: 'List the files of actuals, newest first' })
  @ApiResponse({ status: 200, type: ActualsPageView })
  async list(
    @Param('id') budgetId: string,
    @Query() query: PageQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActualsPageView> {
    const page = await this.watch.listUploads(this.tenant.id, budgetId, query.toPageRequest());
    const wanted = { fields: query.fields, known: ACTUALS_FIELDS };
    return answerPage(page, toActualsView, wanted, { request, reply });
  }

  @Delete(':uploadId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ operationId: 'deleteActuals', summary: 'Take a file of actuals out' })
  @ApiResponse({ status: 204 })
  async delete(@Param('id') budgetId: string, @Param('uploadId') uploadId: string): Promise<void> {
    await this.watch.removeUpload(this.tenant.id, budgetId, uploadId);
  }
}
