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
  Res,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { AssessmentInput } from '@app/assessments';
import { AppError } from '@app/kernel';
import { UploadApplications, unfitProposals } from '@app/uploads';
import type { FastifyReply } from 'fastify';
import { AssessmentInputDto } from '../assessments/assessment-input.dto';
import { CurrentTenant } from '../http/current-tenant';
import { expectedVersion, requiredVersion, versionTag } from '../http/entity-tag';
import { InputPipe } from '../http/input.pipe';
import { CostlyWrite } from '../rate-limit/costly-write.decorator';
import { ApplyUploadDto, ProposalQueryDto } from './upload.dto';
import {
  toApplicationView,
  toProposalsView,
  UploadApplicationView,
  UploadProposalsView,
} from './upload.view';

/** What a file proposes, and its confirmation. */
@ApiTags('Uploads')
@Controller('v1/uploads/:id')
export class UploadProposalsController {
  private readonly shape = new InputPipe();

  constructor(
    private readonly applications: UploadApplications,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get('proposals')
  @ApiOperation({
    operationId: 'listUploadProposals',
    summary: 'Read what a file proposes of an assessment as it is now',
    description: 'What stands there already is not proposed. The ETag is that of the assessment.',
  })
  @ApiResponse({ status: 200, type: UploadProposalsView })
  async proposals(
    @Param('id') id: string,
    @Query() query: ProposalQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UploadProposalsView> {
    const found = await this.applications.proposals(this.tenant.id, id, query.assessmentId);
    const version = found.assessment?.version ?? null;
    if (version !== null) void reply.header('ETag', versionTag(version));
    return toProposalsView(found, version);
  }

  @Post('apply')
  @HttpCode(HttpStatus.OK)
  @CostlyWrite(true)
  @ApiOperation({
    operationId: 'applyUpload',
    summary: 'Make proposals part of an assessment, a budget or your own prices',
    description:
      'All that were chosen or none: an assessment that would be wrong with them stays as it is. Proposals of an assessment need If-Match with its ETag.',
  })
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag of the assessment, or *' })
  @ApiResponse({ status: 200, type: UploadApplicationView })
  @ApiResponse({ status: 412, description: 'The assessment changed since its proposals were read' })
  async apply(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ApplyUploadDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UploadApplicationView> {
    const { assessmentId, budgetId } = body;
    const expected = assessmentId === undefined ? expectedVersion(ifMatch) : requiredVersion(ifMatch);
    const confirmation = {
      ...{ assessmentId, budgetId, expected },
      proposals: chosenOf(body),
      admit: (input: AssessmentInput) => this.admit(input),
    };
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const made = await this.applications.apply(this.tenant.id, id, confirmation, gone.signal);
    if (made.target === 'assessment' && made.version !== null)
      void reply.header('ETag', versionTag(made.version));
    return toApplicationView(made);
  }

  /** As a body that is sent is checked. @throws upload.unfit */
  private async admit(input: AssessmentInput): Promise<AssessmentInput> {
    try {
      const about = { type: 'body', metatype: AssessmentInputDto } as const;
      return ((await this.shape.transform(input, about)) as AssessmentInputDto).toInput();
    } catch (error) {
      throw error instanceof AppError && error.kind === 'invalid' ? unfitProposals(error.problems) : error;
    }
  }
}

/** @throws request.invalid unless either some or all are chosen */
function chosenOf({ proposals, all }: ApplyUploadDto): readonly string[] | 'all' {
  const some = proposals !== undefined && proposals !== null;
  if (some !== (all === true)) return some ? proposals : 'all';
  throw new AppError({
    kind: 'invalid',
    code: 'request.invalid',
    message: 'One field of the body did not fit: see errors for where and what was expected.',
    problems: [
      { pointer: '/proposals', detail: 'expected either proposals or all: true, not both, not neither' },
    ],
  });
}
