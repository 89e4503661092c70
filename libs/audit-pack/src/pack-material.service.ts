import { Injectable, Optional } from '@nestjs/common';
import { AssessmentsService } from '@app/assessments';
import { OverridesService } from '@app/overrides';
import { ReportDocumentRepository, reportNotFound } from '@app/reports';
import { ModelCallRepository, type Run, RunsService } from '@app/runs';
import { packNotReady } from './audit-pack.errors';
import { PackApprovals } from './pack-approvals';
import type { PackApproval, PackFacts } from './pack-facts';

/** As many as are stored of a run. */
const MOST_CALLS = 1_000;

/** Reads what a pack is made from. */
@Injectable()
export class PackMaterial {
  constructor(
    private readonly runs: RunsService,
    private readonly reports: ReportDocumentRepository,
    private readonly calls: ModelCallRepository,
    private readonly assessments: AssessmentsService,
    private readonly overrides: OverridesService,
    @Optional() private readonly approvals?: PackApprovals,
  ) {}

  /** A run that ended with a result. @throws run.not-found, audit-pack.not-ready, audit-pack.no-result */
  async endedRun(tenantId: string, runId: string): Promise<Run> {
    const { steps: _steps, ...run } = await this.runs.get(tenantId, runId);
    if (run.state !== 'completed' && run.state !== 'partial') throw packNotReady(runId, run.state);
    return run;
  }

  /** Null where this process keeps none. */
  async approvalsOf({ tenantId, id }: Run): Promise<readonly PackApproval[] | null> {
    return this.approvals ? this.approvals.ofRun(tenantId, id) : null;
  }

  /** @throws report.not-found */
  async factsOf(run: Run, approvals: readonly PackApproval[] | null): Promise<PackFacts> {
    const { id, tenantId, assessmentId, assessmentVersion, overridesVersion = 0 } = run;
    const [steps, report, { input }, overrides, modelCalls] = await Promise.all([
      this.runs.results(tenantId, id),
      this.reports.findByRun(tenantId, id),
      this.assessments.getVersion(tenantId, assessmentId, assessmentVersion),
      this.overrides.overridesAt(tenantId, overridesVersion),
      this.calls.list(tenantId, id, { limit: MOST_CALLS, afterId: null }),
    ]);
    if (!report) throw reportNotFound(id);
    return { run, steps, input, report: report.document, overrides, modelCalls: modelCalls.items, approvals };
  }
}
