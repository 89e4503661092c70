import { Injectable } from '@nestjs/common';
import { type Approval, ApprovalsService, subjectKeyOf } from '@app/approvals';
import { PackApprovals } from './pack-approvals';
import type { PackApproval } from './pack-facts';

/** Far more than anybody asks for on one report. */
const MOST = 100;

/** The approvals of a run's report that have ended: those do not change any more. */
@Injectable()
export class StoredApprovals extends PackApprovals {
  constructor(private readonly approvals: ApprovalsService) {
    super();
  }

  async ofRun(tenantId: string, runId: string): Promise<readonly PackApproval[]> {
    const subjectKey = subjectKeyOf({ kind: 'report', runId });
    const { items } = await this.approvals.list(tenantId, { subjectKey }, { limit: MOST, afterId: null });
    return items
      .map(({ approval }) => approval)
      .filter(({ state }) => state !== 'pending')
      .reverse()
      .map(packedApproval);
  }
}

function packedApproval({ id, workflowId, workflowVersion, ...rest }: Approval): PackApproval {
  const { subject, contentHash, state, by, note, createdAt, endedAt, steps, entries } = rest;
  return {
    id,
    workflowId,
    workflowVersion,
    subject,
    contentHash,
    state,
    by,
    note,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    steps,
    entries: entries.map(({ at, ...entry }) => ({ at: at.toISOString(), ...entry })),
  };
}
