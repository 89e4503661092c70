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
import type { Assessment } from '@app/assessments';
import { AssessmentsService } from '@app/assessments';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AcceptsYaml } from '../http/accepts-yaml.decorator';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { expectedVersion, requiredVersion, versionTag } from '../http/entity-tag';
import { answerPage } from '../http/page-answer';
import { FieldsQueryDto } from '../http/page-query.dto';
import { onlyFields } from '../http/sparse-fields';
import { Idempotent } from '../idempotency/idempotent.decorator';
import { ReservedId } from '../idempotency/reserved-id.decorator';
import { AssessmentDeletion } from './assessment-deletion.service';
import { AssessmentInputDto } from './assessment-input.dto';
import { AssessmentQueryDto } from './assessment-query.dto';
import { AuthorQueryDto } from './author-query.dto';
import { ASSESSMENT_FIELDS, AssessmentPageView, AssessmentView, toAssessmentView } from './assessment.view';

@ApiTags('Assessments')
@Controller('v1/assessments')
@UseInterceptors(ConditionalReadInterceptor)
export class AssessmentsController {
  constructor(
    private readonly assessments: AssessmentsService,
    private readonly deletion: AssessmentDeletion,
    private readonly tenant: CurrentTenant,
  ) {}

  @Post()
  @Idempotent()
  @AcceptsYaml(AssessmentInputDto)
  @ApiOperation({ operationId: 'createAssessment', summary: 'Store an assessment as version 1' })
  @ApiResponse({ status: 201, type: AssessmentView })
  async create(
    @Body() body: AssessmentInputDto,
    @Query() { by }: AuthorQueryDto,
    @ReservedId() id: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessmentView> {
    const assessment = await this.assessments.create(this.tenant.id, body.toInput(), id, by);
    const view = answerWith(assessment, reply);
    void reply.header('Location', view.links.self);
    return view;
  }

  @Get()
  @ApiOperation({ operationId: 'listAssessments', summary: 'List assessments, newest first' })
  @ApiResponse({ status: 200, type: AssessmentPageView })
  async list(
    @Query() query: AssessmentQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessmentPageView> {
    const page = await this.assessments.list(this.tenant.id, query.toFilter(), query.toPageRequest());
    const wanted = { fields: query.fields, known: ASSESSMENT_FIELDS };
    return answerPage(page, toAssessmentView, wanted, { request, reply });
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getAssessment', summary: 'Read the newest version of an assessment' })
  @ApiResponse({ status: 200, type: AssessmentView })
  @ApiResponse({ status: 304, description: 'It is as the If-None-Match says' })
  async get(
    @Param('id') id: string,
    @Query() query: FieldsQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Partial<AssessmentView>> {
    const assessment = await this.assessments.get(this.tenant.id, id);
    if (!query.fields) return answerWith(assessment, reply);
    return onlyFields(toAssessmentView(assessment), query.fields, ASSESSMENT_FIELDS);
  }

  @Put(':id')
  @AcceptsYaml(AssessmentInputDto)
  @ApiOperation({ operationId: 'updateAssessment', summary: 'Make what is sent the next version' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version you read, or *' })
  @ApiResponse({ status: 200, type: AssessmentView })
  async update(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: AssessmentInputDto,
    @Query() { by }: AuthorQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessmentView> {
    const expected = requiredVersion(ifMatch);
    const next = await this.assessments.update(this.tenant.id, id, expected, body.toInput(), by);
    return answerWith(next, reply);
  }

  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    operationId: 'deleteAssessment',
    summary: 'Delete an assessment',
    description:
      'Its schedule and the files of its reports are removed, and uploads that were applied to it and to no other. Its runs stay readable, and with them the versions that they were made from and their findings.',
  })
  @ApiHeader({ name: 'If-Match', required: false, description: 'Delete only if it is still at this version' })
  @ApiResponse({ status: 204 })
  async delete(@Param('id') id: string, @Headers('if-match') ifMatch: string | undefined): Promise<void> {
    await this.deletion.delete(this.tenant.id, id, expectedVersion(ifMatch) ?? 'any');
  }
}

function answerWith(assessment: Assessment, reply: FastifyReply): AssessmentView {
  void reply.header('ETag', versionTag(assessment.version));
  return toAssessmentView(assessment);
}
