import { Injectable } from '@nestjs/common';
import { nearestIds } from '@app/catalog';
import type { Page, PageRequest } from '@app/database';
import type { ApprovalWorkflow, WorkflowContent } from './approval-workflow';
import { workflowProblems } from './approval-workflow';
import { ApprovalWorkflowRepository } from './approval-workflow.repository';
import { tooManyWorkflows, workflowChanged, workflowInvalid, workflowNotFound } from './approvals.errors';

/** Workflows that one tenant can have. */
export const MOST_WORKFLOWS = 200;

/** The ways in which a tenant approves things. */
@Injectable()
export class ApprovalWorkflowsService {
  constructor(private readonly workflows: ApprovalWorkflowRepository) {}

  list(tenantId: string, page: PageRequest): Promise<Page<ApprovalWorkflow>> {
    return this.workflows.list(tenantId, page);
  }

  /** The version that stands, or the one asked for. @throws approval-workflow.not-found */
  async get(tenantId: string, id: string, version?: number): Promise<ApprovalWorkflow> {
    const found = await this.workflows.find(tenantId, id, version);
    if (found) return found;
    const { items } = await this.workflows.list(tenantId, { limit: MOST_WORKFLOWS, afterId: null });
    const named = version === undefined ? id : `${id} of version ${version}`;
    throw workflowNotFound(
      named,
      nearestIds(
        id,
        items.map((one) => one.id),
      ),
    );
  }

  /**
   * Defines a workflow, or makes its next version. `expected` is the version that the caller read; one that is there is
   * not replaced without it. Approvals under way keep theirs.
   *
   * @throws approval-workflow.invalid, approval-workflow.changed, approval-workflow.too-many
   */
  async define(
    tenantId: string,
    id: string,
    content: WorkflowContent,
    expected: number | 'any' | undefined,
  ): Promise<{ readonly workflow: ApprovalWorkflow; readonly isNew: boolean }> {
    const problems = workflowProblems(content);
    if (problems.length > 0) throw workflowInvalid(problems);
    const current = await this.workflows.find(tenantId, id);
    if (expected !== 'any' && (current?.version ?? 0) !== (expected ?? 0))
      throw workflowChanged(id, current?.version ?? 0);
    if (current === null && (await this.workflows.count(tenantId)) >= MOST_WORKFLOWS)
      throw tooManyWorkflows(MOST_WORKFLOWS);
    const updatedAt = await this.workflows.now();
    const { name, steps, members } = content;
    const workflow = { id, tenantId, version: (current?.version ?? 0) + 1, name, steps, members, updatedAt };
    if (await this.workflows.replace(current, workflow)) return { workflow, isNew: current === null };
    // Somebody was faster: who expected a version is told so, who did not replaces theirs.
    return this.define(tenantId, id, content, expected);
  }
}
