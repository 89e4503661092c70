import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { ReadApproval } from '@app/approvals';
import { ApprovalsService } from '@app/approvals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { requiredVersion, versionTag } from '../http/entity-tag';
import { answerPage } from '../http/page-answer';
import { FieldsQueryDto } from '../http/page-query.dto';
import { onlyFields } from '../http/sparse-fields';
import { Idempotent } from '../idempotency/idempotent.decorator';
import { ReservedId } from '../idempotency/reserved-id.decorator';
import {
  ApprovalDecisionDto,
  ApprovalQueryDto,
  ApprovalWithdrawalDto,
  StartApprovalDto,
} from './approval.dto';
import { APPROVAL_FIELDS, ApprovalPageView, ApprovalView, toApprovalView } from './approval.view';

const IF_MATCH = {
  name: 'If-Match',
  required: true,
  description: 'The ETag of the version you read, or *',
} as const;

@ApiTags('Approvals')
@Controller('v1/approvals')
export class ApprovalsController {
  constructor(
    private readonly approvals: ApprovalsService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Post()
  @Idempotent()
  @ApiOperation({
    operationId: 'startApproval',
    summary: 'Ask for the approval of a report or a recommendation as it is now',
  })
  @ApiResponse({ status: 201, type: ApprovalView })
  async start(
    @Body() body: StartApprovalDto,
    @ReservedId() id: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApprovalView> {
    const started = await this.approvals.start(this.tenant.id, body.toStart(), id);
    void reply.header('Location', `/v1/approvals/${started.approval.id}`);
    return answerWith(started, reply);
  }

  @Get()
  @UseInterceptors(ConditionalReadInterceptor)
  @ApiOperation({ operationId: 'listApprovals', summary: 'List approvals, newest first' })
  @ApiResponse({ status: 200, type: ApprovalPageView })
  async list(
    @Query() query: ApprovalQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApprovalPageView> {
    const page = await this.approvals.list(this.tenant.id, query.toFilter(), query.toPageRequest());
    const wanted = { fields: query.fields, known: APPROVAL_FIELDS };
    return answerPage(page, toApprovalView, wanted, { request, reply });
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getApproval', summary: 'Read an approval with all that was said' })
  @ApiResponse({ status: 200, type: ApprovalView })
  async get(
    @Param('id') id: string,
    @Query() query: FieldsQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Partial<ApprovalView>> {
    // Always sent in full: it may have become stale at the version that the caller knows.
    const read = await this.approvals.get(this.tenant.id, id);
    if (!query.fields) return answerWith(read, reply);
    return onlyFields(toApprovalView(read), query.fields, APPROVAL_FIELDS);
  }

  @Post(':id/decisions')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    operationId: 'decideApproval',
    summary: 'Approve, reject, comment, or pass the vote on',
    description:
      'A quorum of approvals ends a step, one rejection ends the approval. A person counts once in a step. What has ended takes nothing more.',
  })
  @ApiHeader(IF_MATCH)
  @ApiResponse({ status: 200, type: ApprovalView })
  @ApiResponse({
    status: 409,
    description: 'approval.ended, approval.stale, approval.already-voted, approval.delegate-refused',
  })
  async decide(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ApprovalDecisionDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApprovalView> {
    const expected = requiredVersion(ifMatch);
    return answerWith(await this.approvals.decide(this.tenant.id, id, expected, body.toStatement()), reply);
  }

  @Post(':id/withdrawal')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ operationId: 'withdrawApproval', summary: 'Take back what one asked for' })
  @ApiHeader(IF_MATCH)
  @ApiResponse({ status: 200, type: ApprovalView })
  async withdraw(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ApprovalWithdrawalDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApprovalView> {
    const expected = requiredVersion(ifMatch);
    const words = { by: body.by, comment: body.comment ?? null };
    return answerWith(await this.approvals.withdraw(this.tenant.id, id, expected, words), reply);
  }
}

function answerWith(read: ReadApproval, reply: FastifyReply): ApprovalView {
  void reply.header('ETag', versionTag(read.approval.version));
  return toApprovalView(read);
}
