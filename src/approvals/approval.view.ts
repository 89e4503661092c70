import type { Approval, ApprovalEntry, ReadApproval } from '@app/approvals';
import { APPROVAL_STATES, subjectKeyOf, votesOf } from '@app/approvals';
import { ApiProperty } from '@nestjs/swagger';

/** A step with how far it is. */
export class ApprovalStepView {
  @ApiProperty() name: string;
  @ApiProperty() role: string;
  @ApiProperty() quorum: number;
  @ApiProperty() deadlineDays: number;
  @ApiProperty({ description: 'Votes for it so far' }) approvals: number;
  @ApiProperty({ enum: ['done', 'current', 'ahead', 'ended'] }) state: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Of the step at hand' })
  deadline: string | null;
}

/** What one person said. Never changed, only added to. */
export class ApprovalEntryView {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ description: 'As they named themselves' }) by: string;
  @ApiProperty() as: string;
  @ApiProperty({ type: String, nullable: true, description: 'Whose vote it is, if passed on' })
  onBehalfOf: string | null;
  @ApiProperty({ description: 'In which step' }) step: string;
  @ApiProperty({ enum: ['approve', 'reject', 'comment', 'delegate', 'withdraw'] }) decision: string;
  @ApiProperty({ type: String, nullable: true }) comment: string | null;
  @ApiProperty({ type: String, nullable: true }) delegateTo: string | null;
}

/** The approval of one subject, as it was when the approval was started. */
export class ApprovalView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: APPROVAL_STATES }) state: string;
  @ApiProperty({ type: Object, example: { kind: 'report', runId: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' } })
  subject: object;
  @ApiProperty({ example: 'report:01KA4RZ2V9J5Q6M7N8P9R0S1T2' }) subjectKey: string;
  @ApiProperty({ description: 'SHA-256 of what is approved' }) contentHash: string;
  @ApiProperty({
    description:
      'Whether the subject is another by now, or gone: what was approved is the content of the hash alone',
  })
  stale: boolean;
  @ApiProperty() workflowId: string;
  @ApiProperty({ description: 'It goes by this version to its end' }) workflowVersion: number;
  @ApiProperty({ type: ApprovalStepView, isArray: true }) steps: ApprovalStepView[];
  @ApiProperty({ type: String, isArray: true, description: 'Who can give a vote now' })
  waitingFor: readonly string[];
  @ApiProperty({ description: 'Who asked' }) by: string;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) endedAt: string | null;
  @ApiProperty({ description: 'If-Match of a decision is "v<version>"' }) version: number;
  @ApiProperty({ type: ApprovalEntryView, isArray: true, description: 'Oldest first' })
  entries: ApprovalEntryView[];
  @ApiProperty({ example: { self: '/v1/approvals/01KA4RZ2V9J5Q6M7N8P9R0S1T2' } })
  links: Readonly<Record<'self', string>>;
}

export const APPROVAL_FIELDS = [
  ...(['id', 'state', 'subject', 'subjectKey', 'contentHash', 'stale', 'workflowId'] as const),
  ...(['workflowVersion', 'steps', 'waitingFor', 'by', 'note', 'createdAt', 'endedAt'] as const),
  ...(['version', 'entries', 'links'] as const),
] as const;

export class ApprovalPageView {
  @ApiProperty({ type: ApprovalView, isArray: true }) items: Array<Partial<ApprovalView>>;
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function toApprovalView({ approval, isStale }: ReadApproval): ApprovalView {
  const { id, state, subject, contentHash, workflowId, workflowVersion, waitingFor, by, note } = approval;
  return {
    id,
    state,
    subject: { ...subject },
    subjectKey: subjectKeyOf(subject),
    contentHash,
    stale: isStale,
    workflowId,
    workflowVersion,
    steps: approval.steps.map((_, index) => stepView(approval, index)),
    waitingFor,
    by,
    note,
    createdAt: approval.createdAt.toISOString(),
    endedAt: approval.endedAt?.toISOString() ?? null,
    version: approval.version,
    entries: approval.entries.map(entryView),
    links: { self: `/v1/approvals/${id}` },
  };
}

function stepView(approval: Approval, index: number): ApprovalStepView {
  const { name, role, quorum, deadlineDays } = approval.steps[index] as Approval['steps'][number];
  const given = votesOf({ ...approval, stepIndex: index }).filter((vote) => vote.given === 'approve').length;
  const isAt = index === approval.stepIndex;
  const here = approval.state === 'pending' ? 'current' : approval.state === 'approved' ? 'done' : 'ended';
  return {
    name,
    role,
    quorum,
    deadlineDays,
    approvals: given,
    state: isAt ? here : index < approval.stepIndex ? 'done' : 'ahead',
    deadline: isAt ? approval.stepDeadline.toISOString() : null,
  };
}

function entryView(entry: ApprovalEntry): ApprovalEntryView {
  const { by, as, onBehalfOf, step, decision, comment, delegateTo } = entry;
  return { at: entry.at.toISOString(), by, as, onBehalfOf, step, decision, comment, delegateTo };
}
