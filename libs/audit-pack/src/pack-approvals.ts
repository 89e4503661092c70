import type { PackApproval } from './pack-facts';

/** Where approvals of a run's report and recommendations are kept. A process that keeps none provides nothing. */
export abstract class PackApprovals {
  /** In an order that does not change. */
  abstract ofRun(tenantId: string, runId: string): Promise<readonly PackApproval[]>;
}
