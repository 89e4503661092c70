import { Controller, Get, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FigureChange, RunComparison } from '@app/comparison';
import { ComparisonService } from '@app/comparison';
import { badCursor, toPage } from '@app/database';
import { AppError } from '@app/kernel';
import { ReportDocumentRepository, idsOfSection, type ReportDocument } from '@app/reports';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { linkNextPage } from '../http/page-link';
import { onlyFields } from '../http/sparse-fields';
import { ComparisonQueryDto } from './comparison-query.dto';
import { COMPARISON_FIELDS, ComparisonView, toComparisonView } from './comparison.view';

@ApiTags('Comparisons')
@Controller('v1/comparisons')
@UseInterceptors(ConditionalReadInterceptor)
export class ComparisonsController {
  constructor(
    private readonly comparisons: ComparisonService,
    private readonly reports: ReportDocumentRepository,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'compareRuns',
    summary: 'Compare two runs: what changed, by how much, and why',
    description:
      'Runs of one assessment or of different ones. The other way round the answer is the same with from and to exchanged.',
  })
  @ApiResponse({ status: 200, type: ComparisonView })
  @ApiResponse({ status: 404, description: 'No such run, or one that ended without a result' })
  @ApiResponse({ status: 409, description: 'A run is under way' })
  async compare(
    @Query() query: ComparisonQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Partial<ComparisonView>> {
    const comparison = await this.comparisons.compare(this.tenant.id, query.from, query.to);
    const shown = query.section === undefined ? null : await this.shownIn(query.section, query);
    const { limit, afterId } = query.toPageRequest();
    const wanted = filtered(comparison, query).filter(({ id }) => shown?.has(id) ?? true);
    const first = afterId === null ? 0 : wanted.findIndex(({ id }) => id === afterId) + 1;
    if (first === 0 && afterId !== null) throw badCursor();
    const page = toPage(wanted.slice(first), limit);
    linkNextPage(page, request, reply);
    return onlyFields(toComparisonView(comparison, page), query.fields, COMPARISON_FIELDS);
  }

  private async shownIn(section: string, { from, to }: ComparisonQueryDto): Promise<ReadonlySet<string>> {
    const stored = await Promise.all([from, to].map((id) => this.reports.findByRun(this.tenant.id, id)));
    const documents = stored.flatMap((one) => (one ? [one.document] : []));
    const sections = documents.flatMap((one) => one.sections.filter(({ id }) => id === section));
    if (sections.length === 0) throw unknownSection(section, documents);
    return new Set(sections.flatMap(idsOfSection));
  }
}

function filtered({ figures }: RunComparison, query: ComparisonQueryDto): FigureChange[] {
  const { prefix, kind, cause } = query;
  return figures.filter(
    (one) =>
      (prefix === undefined || one.id.startsWith(prefix)) &&
      (kind === undefined || one.kind === kind) &&
      (cause === undefined || (cause === 'none' ? one.causes.length === 0 : one.causes.includes(cause))),
  );
}

function unknownSection(section: string, documents: readonly ReportDocument[]): AppError {
  const known = [...new Set(documents.flatMap((one) => one.sections.map(({ id }) => id)))];
  return new AppError({
    kind: 'invalid',
    code: 'comparison.unknown-section',
    message: `Neither report has a section "${section.slice(0, 60)}": there are ${known.join(', ')}.`,
    problems: [{ pointer: '/section', detail: `expected one of ${known.join(', ')}` }],
  });
}
