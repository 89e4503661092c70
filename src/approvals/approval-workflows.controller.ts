import {
  Body,
  Controller,
  Get,
  Headers,
  HttpStatus,
  Param,
  Put,
  Query,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApprovalWorkflowsService } from '@app/approvals';
import { AppError } from '@app/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AcceptsYaml } from '../http/accepts-yaml.decorator';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { expectedVersion, versionTag } from '../http/entity-tag';
import { answerPage } from '../http/page-answer';
import { PageQueryDto } from '../http/page-query.dto';
import { onlyFields } from '../http/sparse-fields';
import { ApprovalWorkflowDto, ApprovalWorkflowQueryDto } from './approval-workflow.dto';
import {
  APPROVAL_WORKFLOW_FIELDS,
  ApprovalWorkflowPageView,
  ApprovalWorkflowView,
  toApprovalWorkflowView,
} from './approval-workflow.view';

const ID = /^[a-z0-9][a-z0-9-]{0,59}$/;

@ApiTags('Approvals')
@Controller('v1/approval-workflows')
@UseInterceptors(ConditionalReadInterceptor)
export class ApprovalWorkflowsController {
  constructor(
    private readonly workflows: ApprovalWorkflowsService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listApprovalWorkflows',
    summary: 'List the ways in which things are approved, by id',
  })
  @ApiResponse({ status: 200, type: ApprovalWorkflowPageView })
  async list(
    @Query() query: PageQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApprovalWorkflowPageView> {
    const page = await this.workflows.list(this.tenant.id, query.toPageRequest());
    const wanted = { fields: query.fields, known: APPROVAL_WORKFLOW_FIELDS };
    return answerPage(page, toApprovalWorkflowView, wanted, { request, reply });
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'getApprovalWorkflow',
    summary: 'Read a workflow, as it stands or as it stood',
  })
  @ApiResponse({ status: 200, type: ApprovalWorkflowView })
  async get(
    @Param('id') id: string,
    @Query() query: ApprovalWorkflowQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Partial<ApprovalWorkflowView>> {
    const workflow = await this.workflows.get(this.tenant.id, id, query.version);
    if (!query.fields) void reply.header('ETag', versionTag(workflow.version));
    return onlyFields(toApprovalWorkflowView(workflow), query.fields, APPROVAL_WORKFLOW_FIELDS);
  }

  @Put(':id')
  @AcceptsYaml(ApprovalWorkflowDto)
  @ApiOperation({
    operationId: 'defineApprovalWorkflow',
    summary: 'Define a workflow, or make its next version',
    description: 'Approvals that were started keep the version under which they were.',
  })
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'Needed where it is there: the ETag that you read, or *',
  })
  @ApiResponse({ status: 200, type: ApprovalWorkflowView })
  @ApiResponse({ status: 201, type: ApprovalWorkflowView, description: 'It is new' })
  async define(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ApprovalWorkflowDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApprovalWorkflowView> {
    if (!ID.test(id)) throw badId();
    const expected = expectedVersion(ifMatch);
    const { workflow, isNew } = await this.workflows.define(this.tenant.id, id, body.toContent(), expected);
    void reply.code(isNew ? HttpStatus.CREATED : HttpStatus.OK).header('ETag', versionTag(workflow.version));
    return toApprovalWorkflowView(workflow);
  }
}

function badId(): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'approval-workflow.bad-id',
    message: 'The id of a workflow is 1 to 60 lower-case letters, digits and hyphens, such as spend.',
  });
}
