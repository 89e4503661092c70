import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AssessmentsService } from '@app/assessments';
import { valueChanges } from '@app/comparison';
import { AppError } from '@app/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { answerPage } from '../http/page-answer';
import { PageQueryDto } from '../http/page-query.dto';
import { onlyFields } from '../http/sparse-fields';
import {
  AssessmentVersionPageView,
  AssessmentVersionView,
  VERSION_FIELDS,
  toVersionView,
} from './assessment.view';
import { VersionDiffQueryDto } from './version-diff-query.dto';
import { VERSION_DIFF_FIELDS, VersionDiffView, toVersionDiffView } from './version-diff.view';

@ApiTags('Assessments')
@Controller('v1/assessments/:id/versions')
@UseInterceptors(ConditionalReadInterceptor)
export class AssessmentVersionsController {
  constructor(
    private readonly assessments: AssessmentsService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listAssessmentVersions',
    summary: 'List the versions of an assessment, newest first',
  })
  @ApiResponse({ status: 200, type: AssessmentVersionPageView })
  async list(
    @Param('id') id: string,
    @Query() query: PageQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessmentVersionPageView> {
    const page = await this.assessments.listVersions(this.tenant.id, id, query.toPageRequest());
    const wanted = { fields: query.fields, known: VERSION_FIELDS };
    return answerPage(page, toVersionView, wanted, { request, reply });
  }

  @Get(':version')
  @ApiParam({ name: 'version', schema: { type: 'integer', minimum: 1 } })
  @ApiOperation({ operationId: 'getAssessmentVersion', summary: 'Read one version of an assessment' })
  @ApiResponse({ status: 200, type: AssessmentVersionView })
  async get(@Param('id') id: string, @Param('version') version: string): Promise<AssessmentVersionView> {
    const { id: existing } = await this.assessments.get(this.tenant.id, id);
    return toVersionView(await this.assessments.getVersion(this.tenant.id, existing, versionNumber(version)));
  }

  @Get(':version/diff')
  @ApiParam({ name: 'version', schema: { type: 'integer', minimum: 1 } })
  @ApiOperation({
    operationId: 'diffAssessmentVersions',
    summary: 'Compare two versions field by field',
    description: 'Workloads, controls and whatever else has an id are matched by it, others by their place.',
  })
  @ApiResponse({ status: 200, type: VersionDiffView })
  async diff(
    @Param('id') id: string,
    @Param('version') version: string,
    @Query() query: VersionDiffQueryDto,
  ): Promise<Partial<VersionDiffView>> {
    const head = await this.assessments.get(this.tenant.id, id);
    const first = versionNumber(version);
    const second = query.to === undefined ? head.version : versionNumber(query.to);
    const [from, to] = await Promise.all([
      this.assessments.getVersion(this.tenant.id, head.id, first),
      this.assessments.getVersion(this.tenant.id, head.id, second),
    ]);
    const view = toVersionDiffView(from, to, valueChanges(from.input, to.input));
    return onlyFields(view, query.fields, VERSION_DIFF_FIELDS);
  }
}

/** @throws assessment.version-not-found when it is the number of no version. */
function versionNumber(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new AppError({
    kind: 'not-found',
    code: 'assessment.version-not-found',
    message: `There is no version "${text.slice(0, 60)}": a version is a whole number from 1.`,
  });
}
