import type { AssessmentInput } from '@app/assessments';
import type { CatalogOverrides } from '@app/catalog';
import type { ReportDocument } from '@app/reports';
import type { AgentStep, Run, RunModelCall } from '@app/runs';

/** All that the pack of a run is made from: plain data, so that it can be sent to a thread. */
export interface PackFacts {
  readonly run: Run;
  /** In the order of agents or any other. */
  readonly steps: readonly AgentStep[];
  readonly input: AssessmentInput;
  readonly report: ReportDocument;
  /** The tenant's own files of the version that the run is pinned to. */
  readonly overrides: CatalogOverrides;
  /** In the order in which they were stored. */
  readonly modelCalls: readonly RunModelCall[];
  /** What people approved or refused since, where that is kept; null where it is not. */
  readonly approvals: readonly PackApproval[] | null;
}

/** One decision of a person on the report or a recommendation, in the fields of whoever keeps them. */
export type PackApproval = Readonly<Record<string, unknown>>;
