import type { FieldProblem } from '@app/kernel';
import { AppError } from '@app/kernel';
import type { ApprovalState } from './approval';

const refused = (
  kind: 'conflict' | 'forbidden' | 'not-found' | 'invalid',
  code: string,
  message: string,
): AppError => new AppError({ kind, code, message });

/** `nearest` are ids that there are and that look like it. */
export function workflowNotFound(id: string, nearest: readonly string[]): AppError {
  const hint = nearest.length === 0 ? 'there is none yet' : `nearest: ${nearest.join(', ')}`;
  return refused(
    'not-found',
    'approval-workflow.not-found',
    `There is no approval workflow ${id}; ${hint}. PUT /v1/approval-workflows/{id} defines one, GET /v1/approval-workflows lists those there are.`,
  );
}

export function workflowInvalid(problems: readonly FieldProblem[]): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'approval-workflow.invalid',
    message: 'The workflow could not be finished, or names something twice: see errors.',
    problems,
  });
}

/** Somebody changed it since the caller read it, or it is there and the caller named no version. */
export function workflowChanged(id: string, actual: number): AppError {
  return new AppError({
    kind: 'precondition-failed',
    code: 'approval-workflow.changed',
    message: `Approval workflow ${id} is at version ${actual}: read it, and send its ETag as If-Match with your change.`,
  });
}

export function tooManyWorkflows(most: number): AppError {
  return refused(
    'conflict',
    'approval-workflow.too-many',
    `There are ${most} approval workflows, which is the most. Change one that is there.`,
  );
}

export function approvalNotFound(id: string): AppError {
  return refused(
    'not-found',
    'approval.not-found',
    `There is no approval ${id}. GET /v1/approvals lists those there are.`,
  );
}

export function approvalChanged(id: string, expected: number, actual: number): AppError {
  return new AppError({
    kind: 'precondition-failed',
    code: 'approval.changed',
    message: `Approval ${id} is at version ${actual}, not ${expected}: read it again, and send its ETag with what you decide then.`,
  });
}

export function approvalEnded(id: string, state: ApprovalState): AppError {
  return refused(
    'conflict',
    'approval.ended',
    `Approval ${id} is ${state}, which is final. Start another with POST /v1/approvals.`,
  );
}

/** What is approved is not what it was when the approval was started. */
export function approvalStale(id: string): AppError {
  return refused(
    'conflict',
    'approval.stale',
    `What approval ${id} is about has changed since it was started, so nobody can agree to it any more. Withdraw or reject it, and start another with POST /v1/approvals.`,
  );
}

export function approvalFull(id: string, most: number): AppError {
  return refused(
    'conflict',
    'approval.entries-full',
    `Approval ${id} has ${most} entries and takes no more comments and delegates; approve, reject or withdraw it.`,
  );
}

export function roleNotHeld(id: string, person: string, role: string, why: string): AppError {
  return refused(
    'forbidden',
    'approval.role-not-held',
    `${person} cannot speak as ${role} on approval ${id}: ${why}.`,
  );
}

export function notEntitled(id: string, person: string, why: string): AppError {
  return refused('forbidden', 'approval.not-entitled', `${person} cannot decide on approval ${id}: ${why}.`);
}

export function alreadyVoted(id: string, person: string, step: string): AppError {
  return refused(
    'conflict',
    'approval.already-voted',
    `${person} has voted in the step "${step}" of approval ${id}, and counts once. A comment can be added.`,
  );
}

export function delegateRefused(id: string, why: string): AppError {
  return refused(
    'conflict',
    'approval.delegate-refused',
    `The vote on approval ${id} cannot be passed on: ${why}.`,
  );
}

/** A name that would stand in the history as if it had been given a vote. */
export function delegateMisplaced(decision: string): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'approval.delegate-misplaced',
    message: `delegateTo goes with the decision delegate alone, not with ${decision}.`,
    problems: [{ pointer: '/delegateTo', detail: `expected nothing beside ${decision}` }],
  });
}

export function commentNeeded(): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'approval.comment-needed',
    message: 'A comment says something: send it as comment.',
    problems: [{ pointer: '/comment', detail: 'expected a text' }],
  });
}

/** There is nothing to approve under that name. */
export function subjectNotFound(subject: string): AppError {
  return refused(
    'not-found',
    'approval.subject-not-found',
    `There is no ${subject} to approve. A run has a report once it is completed or partial, and recommendations are those of GET /v1/recommendations.`,
  );
}
