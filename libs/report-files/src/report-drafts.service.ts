import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import { RequestContext } from '@app/platform';
import { BrandingService, ReportDocumentRepository, reportNotFound } from '@app/reports';
import type { Run } from '@app/runs';
import { isTerminal } from '@app/runs';
import type { ReportFile, ReportWish } from './report-file';
import { reportNotReady } from './report-file.errors';
import { REPORT_FORMATS } from './report-formats';
import { fileNameOf, recipeOf } from './report-recipe';

/** What a report will be made from, written down before anybody makes it. */
@Injectable()
export class ReportDrafts {
  constructor(
    private readonly documents: ReportDocumentRepository,
    private readonly branding: BrandingService,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** @throws report.not-found, report.not-ready */
  async draft(run: Run, wish: ReportWish, id: string): Promise<ReportFile> {
    const { tenantId, id: runId, assessmentId } = run;
    const { template, format, language } = wish;
    const [sourceHash, brandingVersion] = await Promise.all([
      this.sourceOf(run),
      this.branding.version(tenantId),
    ]);
    const { extension } = REPORT_FORMATS[format];
    const { asOf } = run.options;
    const createdAt = this.clock.now();
    return {
      ...{
        id,
        tenantId,
        runId,
        assessmentId,
        sourceHash,
        brandingVersion,
        template,
        format,
        language,
        createdAt,
      },
      recipe: recipeOf({ runId, sourceHash, template, format, language, brandingVersion }),
      fileName: fileNameOf(run.assessmentName, { template, format, language, asOf, extension }),
      state: 'queued',
      epoch: 0,
      phases: [{ name: 'queued', startedAt: createdAt, endedAt: null }],
      problems: [],
      file: null,
      correlationId: this.context.correlationId,
      endedAt: null,
    };
  }

  private async sourceOf({ tenantId, id, state }: Run): Promise<string> {
    // A document is there a moment before its run has ended, and may be there when somebody ended it in that moment.
    if (state !== 'completed' && state !== 'partial') {
      throw isTerminal(state) ? reportNotFound(id) : reportNotReady(id, state);
    }
    const hash = await this.documents.findHash(tenantId, id);
    if (hash === null) throw reportNotFound(id);
    return hash;
  }
}
