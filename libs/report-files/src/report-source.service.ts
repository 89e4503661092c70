import { Injectable } from '@nestjs/common';
import { AssessmentsService } from '@app/assessments';
import { BrandingService, ReportDocumentRepository } from '@app/reports';
import { RunRepository } from '@app/runs';
import type { RenderOrder } from './render-report';
import type { ReportFile } from './report-file';
import { reportBrandingChanged, reportSourceChanged } from './report-file.errors';

/** Reads what a report is made from. */
@Injectable()
export class ReportSource {
  constructor(
    private readonly runs: RunRepository,
    private readonly documents: ReportDocumentRepository,
    private readonly assessments: AssessmentsService,
    private readonly branding: BrandingService,
  ) {}

  /** @throws report-file.source-changed, report-file.branding-changed */
  async orderOf(report: ReportFile): Promise<RenderOrder> {
    const { tenantId, runId, template, format, language } = report;
    const [run, stored, brandingVersion, presentation] = await Promise.all([
      this.runs.find(tenantId, runId),
      this.documents.findPacked(tenantId, runId),
      this.branding.version(tenantId),
      this.branding.presentation(tenantId, language),
    ]);
    if (!run || stored?.contentHash !== report.sourceHash) throw reportSourceChanged(runId);
    if (brandingVersion !== report.brandingVersion) throw reportBrandingChanged();
    const { input } = await this.assessments.getVersion(tenantId, run.assessmentId, run.assessmentVersion);
    return {
      packed: stored.packed,
      input,
      wish: { template, format, language },
      presentation,
    };
  }
}
