import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/database';
import { AppError, newId } from '@app/kernel';
import { RecommendationsService, followUpId } from '@app/synthesis';
import { PinoLogger } from 'nestjs-pino';
import type { Approval, ApprovalState, ApprovalSubject, Statement } from './approval';
import { subjectKeyOf } from './approval';
import { deadlineOf, moveOf, stateAt, withdrawalOf, type Move } from './approval-machine';
import { ApprovalRepository, type ApprovalFilter } from './approval.repository';
import { ApprovalSubjects } from './approval-subjects.service';
import { votesOf, waitingFor } from './approval-votes';
import { ApprovalWorkflowsService } from './approval-workflows.service';
import type { WorkflowStep } from './approval-workflow';
import { approvalChanged, approvalNotFound, approvalStale, subjectNotFound } from './approvals.errors';

/** What somebody asks for. */
export interface StartApproval {
  readonly workflowId: string;
  readonly subject: ApprovalSubject;
  readonly by: string;
  readonly note: string | null;
}

/** An approval with what became of its subject. */
export interface ReadApproval {
  readonly approval: Approval;
  /** Whether the subject is another than the one that was submitted, or is gone. */
  readonly isStale: boolean;
}

/** Follow-ups of what was approved that are made up for in one turn. */
const BATCH = 100;

/** Approvals from being asked for to their end. */
@Injectable()
export class ApprovalsService {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly workflows: ApprovalWorkflowsService,
    private readonly subjects: ApprovalSubjects,
    private readonly recommendations: RecommendationsService,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ApprovalsService.name);
  }

  /**
   * Starts an approval of the subject as it is now. The same id again gives the one that is there.
   * @throws approval-workflow.not-found, approval.subject-not-found
   */
  async start(tenantId: string, asked: StartApproval, id: string = newId()): Promise<ReadApproval> {
    const { workflowId, subject, by, note } = asked;
    const [workflow, contentHash, now] = await Promise.all([
      this.workflows.get(tenantId, workflowId),
      this.subjects.hashOf(tenantId, subject),
      this.approvals.now(),
    ]);
    if (contentHash === null) throw subjectNotFound(subjectKeyOf(subject).replace(':', ' '));
    const { version: workflowVersion, steps, members } = workflow;
    const first = { steps, members, stepIndex: 0, entries: [] };
    const approval: Approval = {
      ...{ id, tenantId, workflowId, workflowVersion, subject, contentHash, by, note, ...first },
      ...{ state: 'pending', stepStartedAt: now, stepDeadline: deadlineOf(steps[0] as WorkflowStep, now) },
      ...{ createdAt: now, endedAt: null, version: 1, waitingFor: waitingFor(votesOf(first)) },
    };
    if (await this.approvals.insert(approval)) return { approval, isStale: false };
    return this.get(tenantId, id);
  }

  /** One that has run out is noted as expired by being read. @throws approval.not-found */
  async get(tenantId: string, id: string): Promise<ReadApproval> {
    const approval = await this.read(tenantId, id);
    const hash = await this.subjects.hashOf(tenantId, approval.subject);
    return { approval, isStale: hash !== approval.contentHash };
  }

  /** Newest first. */
  async list(tenantId: string, filter: ApprovalFilter, page: PageRequest): Promise<Page<ReadApproval>> {
    await this.approvals.expireDue(await this.approvals.now(), tenantId);
    const { items, nextCursor } = await this.approvals.list(tenantId, filter, page);
    const hashes = await this.subjects.hashesOf(
      tenantId,
      items.map(({ subject }) => subject),
    );
    const read = items.map((approval) => {
      return { approval, isStale: hashes.get(subjectKeyOf(approval.subject)) !== approval.contentHash };
    });
    return { items: read, nextCursor };
  }

  /** The newest of a subject that ended so, or of any state. */
  async newestOf(
    tenantId: string,
    subject: ApprovalSubject,
    state?: ApprovalState,
  ): Promise<ReadApproval | null> {
    const found = await this.approvals.newestOf(tenantId, subjectKeyOf(subject), state);
    return found && this.get(tenantId, found.id);
  }

  /**
   * Writes what somebody says, if the approval is still at `expected` (`any`: whatever it is at now).
   *
   * @throws approval.not-found, approval.changed, approval.stale, and what {@link moveOf} throws
   */
  decide(tenantId: string, id: string, expected: number | 'any', said: Statement): Promise<ReadApproval> {
    return this.move(tenantId, id, expected, said.decision === 'approve', (approval, at) =>
      moveOf(approval, said, at),
    );
  }

  /** @throws approval.not-found, approval.changed, and what {@link withdrawalOf} throws */
  withdraw(
    tenantId: string,
    id: string,
    expected: number | 'any',
    { by, comment }: { readonly by: string; readonly comment: string | null },
  ): Promise<ReadApproval> {
    return this.move(tenantId, id, expected, false, (approval, at) =>
      withdrawalOf(approval, by, comment, at),
    );
  }

  /** Notes what has expired and follows what was approved, of all tenants: for the one process that sweeps. */
  async sweep(): Promise<{ readonly expired: number; readonly followed: number }> {
    const expired = await this.approvals.expireDue(await this.approvals.now());
    const unfollowed = await this.approvals.findUnfollowed(BATCH);
    let followed = 0;
    for (const approval of unfollowed) if (await this.followIfPossible(approval)) followed += 1;
    return { expired, followed };
  }

  private async move(
    tenantId: string,
    id: string,
    expected: number | 'any',
    isAgreement: boolean,
    make: (approval: Approval, at: Date) => Move,
  ): Promise<ReadApproval> {
    const { approval, isStale } = await this.get(tenantId, id);
    if (expected !== 'any' && approval.version !== expected)
      throw approvalChanged(id, expected, approval.version);
    const moved = make(approval, await this.approvals.now());
    if (isAgreement && isStale) throw approvalStale(id);
    const changed = await this.approvals.move(approval, moved);
    // Somebody was faster, or time ran out. That settles it for who expected a version; who did not decides on theirs.
    if (!changed) return this.move(tenantId, id, expected, isAgreement, make);
    if (changed.state === 'approved') await this.followIfPossible(changed);
    return { approval: changed, isStale };
  }

  private async read(tenantId: string, id: string): Promise<Approval> {
    const [found, now] = await Promise.all([this.approvals.find(tenantId, id), this.approvals.now()]);
    if (!found) throw approvalNotFound(id);
    if (stateAt(found, now) === found.state) return found;
    await this.approvals.expireDue(now, tenantId);
    return (await this.approvals.find(tenantId, id)) ?? found;
  }

  /** What cannot be followed now does not undo the approval: whoever sweeps tries again. */
  private async followIfPossible(approval: Approval): Promise<boolean> {
    try {
      await this.follow(approval);
      return true;
    } catch (error) {
      this.logger.warn(
        { approvalId: approval.id, reason: (error as Error).message },
        'could not follow an approval',
      );
      // What the recommendation refuses for good would be tried for ever, in the place of others.
      if (error instanceof AppError && error.kind === 'conflict') await this.approvals.noteFollowed(approval);
      return false;
    }
  }

  /** An approved recommendation that nobody has decided on is accepted, if it says what was approved. */
  private async follow(approval: Approval): Promise<void> {
    const { tenantId, subject, contentHash } = approval;
    if (subject.kind === 'recommendation') {
      const id = followUpId(subject.assessmentId, subject.key);
      const found = await this.subjects.recommendation(tenantId, id);
      // At the version that was compared: what a run or a person changes meanwhile was not approved.
      if (found?.hash === contentHash && found.followUp.status === 'proposed')
        await this.recommendations.decide(tenantId, id, found.followUp.version, {
          status: 'accepted',
          by: approval.entries.at(-1)?.by,
          comment: `Approved by approval ${approval.id}.`,
        });
    }
    await this.approvals.noteFollowed(approval);
  }
}
