import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AssessmentsService } from '@app/assessments';
import type { Budget, BudgetPlan } from '@app/budgets';
import { BudgetsService } from '@app/budgets';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { expectedVersion, requiredVersion, versionTag } from '../http/entity-tag';
import { answerPage } from '../http/page-answer';
import { FieldsQueryDto } from '../http/page-query.dto';
import { onlyFields } from '../http/sparse-fields';
import { Idempotent } from '../idempotency/idempotent.decorator';
import { ReservedId } from '../idempotency/reserved-id.decorator';
import { AttachForecastDto, BudgetDto, BudgetQueryDto } from './budget.dto';
import { BUDGET_FIELDS, BudgetPageView, BudgetView, toBudgetView } from './budget.view';
import { RunForecastsService } from './run-forecasts.service';

const IF_MATCH = {
  name: 'If-Match',
  required: true,
  description: 'The ETag of the version you read, or *',
} as const;

@ApiTags('Budgets')
@Controller('v1/budgets')
@UseInterceptors(ConditionalReadInterceptor)
export class BudgetsController {
  constructor(
    private readonly budgets: BudgetsService,
    private readonly assessments: AssessmentsService,
    private readonly forecasts: RunForecastsService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Post()
  @Idempotent()
  @ApiOperation({ operationId: 'createBudget', summary: 'Store a budget: amounts by month and category' })
  @ApiResponse({ status: 201, type: BudgetView })
  async create(
    @Body() body: BudgetDto,
    @ReservedId() id: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BudgetView> {
    const plan = await this.known(body.toPlan());
    const view = answerWith(await this.budgets.create(this.tenant.id, plan, id), reply);
    void reply.header('Location', view.links.self);
    return view;
  }

  @Get()
  @ApiOperation({ operationId: 'listBudgets', summary: 'List budgets, newest first' })
  @ApiResponse({ status: 200, type: BudgetPageView })
  async list(
    @Query() query: BudgetQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BudgetPageView> {
    const page = await this.budgets.list(this.tenant.id, query.assessmentId, query.toPageRequest());
    const wanted = { fields: query.fields, known: BUDGET_FIELDS };
    return answerPage(page, toBudgetView, wanted, { request, reply });
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getBudget', summary: 'Read a budget' })
  @ApiResponse({ status: 200, type: BudgetView })
  @ApiResponse({ status: 304, description: 'It is as the If-None-Match says' })
  async get(
    @Param('id') id: string,
    @Query() query: FieldsQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Partial<BudgetView>> {
    const budget = await this.budgets.get(this.tenant.id, id);
    if (!query.fields) return answerWith(budget, reply);
    return onlyFields(toBudgetView(budget), query.fields, BUDGET_FIELDS);
  }

  @Put(':id')
  @ApiOperation({ operationId: 'updateBudget', summary: 'Replace the plan; the forecast stays' })
  @ApiHeader(IF_MATCH)
  @ApiResponse({ status: 200, type: BudgetView })
  async update(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: BudgetDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BudgetView> {
    const expected = requiredVersion(ifMatch);
    const plan = await this.known(body.toPlan());
    return answerWith(await this.budgets.update(this.tenant.id, id, expected, plan), reply);
  }

  @Put(':id/forecast')
  @ApiOperation({
    operationId: 'attachForecast',
    summary: 'Hold the budget against the forecast of a run',
    description: 'It is copied as it is: a later run changes nothing until its forecast is attached.',
  })
  @ApiHeader(IF_MATCH)
  @ApiResponse({ status: 200, type: BudgetView })
  async attach(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: AttachForecastDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BudgetView> {
    const expected = requiredVersion(ifMatch);
    const forecast = await this.forecasts.find(this.tenant.id, body);
    return answerWith(await this.budgets.attachForecast(this.tenant.id, id, expected, forecast), reply);
  }

  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ operationId: 'deleteBudget', summary: 'Delete a budget with its actuals' })
  @ApiHeader({ ...IF_MATCH, required: false })
  @ApiResponse({ status: 204 })
  async delete(@Param('id') id: string, @Headers('if-match') ifMatch: string | undefined): Promise<void> {
    await this.budgets.delete(this.tenant.id, id, expectedVersion(ifMatch) ?? 'any');
  }

  /** The plan, once the assessment that it names is there. @throws assessment.not-found */
  private async known(plan: BudgetPlan): Promise<BudgetPlan> {
    if (plan.assessmentId !== null) await this.assessments.get(this.tenant.id, plan.assessmentId);
    return plan;
  }
}

function answerWith(budget: Budget, reply: FastifyReply): BudgetView {
  void reply.header('ETag', versionTag(budget.version));
  return toBudgetView(budget);
}
