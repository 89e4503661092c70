import type { ApprovalWorkflow } from '@app/approvals';
import { ApiProperty } from '@nestjs/swagger';
import { WorkflowMemberDto, WorkflowStepDto } from './approval-workflow.dto';

export class ApprovalWorkflowView {
  @ApiProperty({ example: 'spend' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: WorkflowStepDto, isArray: true }) steps: ReadonlyArray<object>;
  @ApiProperty({ type: WorkflowMemberDto, isArray: true }) members: ReadonlyArray<object>;
  @ApiProperty({ description: 'Counts from 1' }) version: number;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
}

export const APPROVAL_WORKFLOW_FIELDS = ['id', 'name', 'steps', 'members', 'version', 'updatedAt'] as const;

export class ApprovalWorkflowPageView {
  @ApiProperty({ type: ApprovalWorkflowView, isArray: true }) items: Array<Partial<ApprovalWorkflowView>>;
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function toApprovalWorkflowView(workflow: ApprovalWorkflow): ApprovalWorkflowView {
  const { id, name, steps, members, version, updatedAt } = workflow;
  return {
    id,
    name,
    steps: steps.map(({ name: step, role, quorum, deadlineDays }) => ({
      name: step,
      role,
      quorum,
      deadlineDays,
    })),
    members: members.map(({ person, roles }) => ({ person, roles })),
    version,
    updatedAt: updatedAt.toISOString(),
  };
}
