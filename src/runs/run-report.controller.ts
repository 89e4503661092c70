import { Controller, Get, Headers, HttpStatus, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AppError } from '@app/kernel';
import { PRODUCT_VERSION } from '@app/platform';
import type { ShownFormatId } from '@app/report-files';
import { REPORT_FORMATS } from '@app/report-files';
import type { Presentation, ReportDocument } from '@app/reports';
import {
  BrandingService,
  ReportDocumentRepository,
  applyTemplate,
  forAudience,
  htmlPolicy,
  reportNotFound,
} from '@app/reports';
import type { RunState } from '@app/runs';
import { RunsService, isTerminal } from '@app/runs';
import type { FastifyReply } from 'fastify';
import { CurrentTenant } from '../http/current-tenant';
import { namesTag } from '../http/entity-tag';
import { ReportQueryDto } from './report-query.dto';

/** A report runs no script and loads nothing: its styles are in it, known by their hash. */
function policyOf(format: ShownFormatId, presentation: Presentation): string {
  const policy = format === 'html' ? htmlPolicy(presentation) : "default-src 'none'";
  return `${policy}; frame-ancestors 'self'`;
}

@ApiTags('Runs')
@Controller('v1/runs/:id/report')
export class RunReportController {
  constructor(
    private readonly runs: RunsService,
    private readonly reports: ReportDocumentRepository,
    private readonly brandings: BrandingService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiProduces('text/html', 'text/markdown', 'application/json')
  @ApiOperation({ operationId: 'getRunReport', summary: 'Read the report of a run' })
  @ApiResponse({ status: 200, schema: { type: 'string' } })
  @ApiResponse({ status: 304, description: 'It is as the If-None-Match says' })
  async report(
    @Param('id') runId: string,
    @Query() query: ReportQueryDto,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const format = query.format ?? 'html';
    const { state } = await this.runs.get(this.tenant.id, runId);
    // A report is there a moment before its run has ended, and may be there when somebody ended it in that moment.
    if (state !== 'completed' && state !== 'partial') throw missing(runId, state);
    const hash = await this.reports.findHash(this.tenant.id, runId);
    if (hash === null) throw reportNotFound(runId);
    const brandingVersion = await this.brandings.version(this.tenant.id);
    const tag = tagOf(hash, query, brandingVersion);
    void reply.header('ETag', tag).header('Cache-Control', 'private, no-cache');
    if (namesTag(ifNoneMatch, tag)) {
      void reply.code(HttpStatus.NOT_MODIFIED);
      return undefined;
    }
    const stored = await this.reports.findByRun(this.tenant.id, runId);
    if (!stored) throw reportNotFound(runId);
    const presentation = await this.brandings.presentation(this.tenant.id, query.language ?? 'en');
    const { contentType, extension, text } = REPORT_FORMATS[format];
    void reply.headers({
      'Content-Type': contentType,
      'Content-Security-Policy': policyOf(format, presentation),
      'Content-Disposition': `inline; filename="infra-mind-${runId}.${extension}"`,
    });
    return text(wished(stored.document, query), presentation);
  }
}

/** The report for an audience, told by a template: what is for another one is in neither. */
function wished(document: ReportDocument, { audience, template, language }: ReportQueryDto): ReportDocument {
  const meant = audience ? forAudience(document, audience) : document;
  return template ? applyTemplate(meant, template, language) : meant;
}

/** Not found where no report will ever be; in conflict while one may still come. */
function missing(runId: string, state: RunState): AppError {
  if (isTerminal(state)) return reportNotFound(runId);
  return new AppError({
    kind: 'conflict',
    code: 'report.not-ready',
    message: `Run ${runId} is ${state}: its report is written at the end. GET /v1/runs/${runId} shows how far it is.`,
    retryAfterSeconds: 1,
  });
}

/** Another version of the product may print the same report differently. */
function tagOf(contentHash: string, query: ReportQueryDto, brandingVersion: number): string {
  const { format = 'html', audience = 'all', template = 'tree', language = 'en' } = query;
  const parts = [contentHash.slice(0, 32), format, audience, template, language, brandingVersion];
  return `W/"${[...parts, PRODUCT_VERSION].join('.')}"`;
}
