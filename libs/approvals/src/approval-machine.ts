import { nearestIds } from '@app/catalog';
import type { Approval, ApprovalEntry, ApprovalState, Statement } from './approval';
import { MOST_APPROVAL_ENTRIES } from './approval';
import { holderOf, votesOf, waitingFor, type Vote } from './approval-votes';
import type { WorkflowStep } from './approval-workflow';
import {
  alreadyVoted,
  approvalEnded,
  approvalFull,
  commentNeeded,
  delegateMisplaced,
  delegateRefused,
  notEntitled,
  roleNotHeld,
} from './approvals.errors';

const DAY_MS = 86_400_000;
/** As what somebody speaks on an approval that they asked for. */
export const REQUESTER = 'requester';

/** What a statement makes of an approval: its entry, and where the approval stands after it. */
export interface Move {
  readonly entry: ApprovalEntry;
  readonly change: Pick<
    Approval,
    'state' | 'stepIndex' | 'stepStartedAt' | 'stepDeadline' | 'endedAt' | 'waitingFor'
  >;
}

/** The end of a step that begins at a moment. */
export function deadlineOf(step: WorkflowStep, from: Date): Date {
  return new Date(from.getTime() + step.deadlineDays * DAY_MS);
}

/** Where an approval stands at a moment: it has expired once the deadline of its step is reached, noted or not. */
export function stateAt(
  { state, stepDeadline }: Pick<Approval, 'state' | 'stepDeadline'>,
  at: Date,
): ApprovalState {
  return state === 'pending' && stepDeadline <= at ? 'expired' : state;
}

/**
 * What somebody's statement at a moment makes of an approval. Approvals up to the quorum end a step and begin the next;
 * one rejection ends all.
 *
 * @throws approval.ended, approval.entries-full, approval.role-not-held, approval.not-entitled
 * @throws approval.already-voted, approval.delegate-refused, approval.delegate-misplaced, approval.comment-needed
 */
export function moveOf(approval: Approval, said: Statement, at: Date): Move {
  refuseEnded(approval, at);
  refuseFull(approval, said);
  const step = stepOf(approval);
  if (said.decision !== 'delegate' && said.delegateTo !== null) throw delegateMisplaced(said.decision);
  const entry = { at, ...said, step: step.name, onBehalfOf: null };
  if (said.decision === 'comment') {
    refuseComment(approval, said);
    return { entry, change: standing(approval) };
  }
  const votes = votesOf(approval);
  const vote = voteOf(approval, votes, said);
  const onBehalfOf = vote.owner === said.by ? null : vote.owner;
  if (said.decision === 'delegate') refuseDelegate(approval, votes, vote, said.delegateTo);
  const given: Move = { entry: { ...entry, onBehalfOf }, change: standing(approval) };
  return { ...given, change: changeBy(approval, given.entry) };
}

/** Taken back by who asked for it. @throws approval.ended, approval.not-entitled */
export function withdrawalOf(approval: Approval, by: string, comment: string | null, at: Date): Move {
  refuseEnded(approval, at);
  if (by !== approval.by)
    throw notEntitled(approval.id, by, `only ${approval.by}, who asked for it, may withdraw it`);
  const entry: ApprovalEntry = {
    at,
    by,
    as: REQUESTER,
    onBehalfOf: null,
    step: stepOf(approval).name,
    decision: 'withdraw',
    comment,
    delegateTo: null,
  };
  return { entry, change: { ...standing(approval), state: 'withdrawn', endedAt: at, waitingFor: [] } };
}

/** Members comment in one of their roles, and who asked as who asked. */
function refuseComment({ id, by, members }: Approval, said: Statement): void {
  if (said.comment === null) throw commentNeeded();
  if (said.as === REQUESTER && said.by === by) return;
  const roles = members.find(({ person }) => person === said.by)?.roles ?? [];
  if (!roles.includes(said.as)) throw roleNotHeld(id, said.by, said.as, rolesInWords(roles));
}

function rolesInWords(roles: readonly string[]): string {
  return roles.length === 0 ? 'the workflow gives them no role' : `their roles are ${roles.join(', ')}`;
}

function refuseEnded(approval: Approval, at: Date): void {
  const state = stateAt(approval, at);
  if (state !== 'pending') throw approvalEnded(approval.id, state);
}

/** Votes have an end of their own, the quorums: nobody can keep them out by talking. */
function refuseFull({ id, entries }: Approval, { decision }: Statement): void {
  const isVote = decision === 'approve' || decision === 'reject';
  if (!isVote && entries.length >= MOST_APPROVAL_ENTRIES) throw approvalFull(id, MOST_APPROVAL_ENTRIES);
}

function stepOf({ steps, stepIndex }: Approval): WorkflowStep {
  return steps[stepIndex] as WorkflowStep;
}

function standing(approval: Approval): Move['change'] {
  const { state, stepIndex, stepStartedAt, stepDeadline, endedAt, waitingFor: people } = approval;
  return { state, stepIndex, stepStartedAt, stepDeadline, endedAt, waitingFor: people };
}

/** The vote that the speaker holds in the step at hand. */
function voteOf(approval: Approval, votes: readonly Vote[], { by, as }: Statement): Vote {
  const { role, name } = stepOf(approval);
  if (as !== role) throw roleNotHeld(approval.id, by, as, `the step "${name}" is decided as ${role}`);
  const held = votes.filter((vote) => holderOf(vote) === by);
  const open = held.find(({ given }) => given === null);
  if (open) return open;
  if (held.length > 0) throw alreadyVoted(approval.id, by, name);
  const passedOn = votes.find(({ hands }) => hands.includes(by));
  const why = passedOn ? `the vote was passed on to ${holderOf(passedOn)}` : `no vote as ${role} is theirs`;
  throw notEntitled(approval.id, by, why);
}

/** A vote goes to a member who has none in the step, and never back to somebody who passed it on. */
function refuseDelegate(approval: Approval, votes: readonly Vote[], vote: Vote, to: string | null): void {
  if (to === null) throw delegateRefused(approval.id, 'name the person in delegateTo');
  const people = approval.members.map(({ person }) => person);
  if (!people.includes(to)) {
    const nearest = nearestIds(to, people).join(', ');
    throw delegateRefused(approval.id, `${to} is no member of the workflow; nearest: ${nearest}`);
  }
  if (vote.hands.includes(to))
    throw delegateRefused(approval.id, `${to} has had this vote before: it would go in a circle`);
  if (votes.some((one) => holderOf(one) === to))
    throw delegateRefused(approval.id, `${to} has a vote in this step already, and a person counts once`);
}

function changeBy(approval: Approval, entry: ApprovalEntry): Move['change'] {
  const votes = votesOf({ ...approval, entries: [...approval.entries, entry] });
  const same = { ...standing(approval), waitingFor: waitingFor(votes) };
  const ended = { ...same, endedAt: entry.at, waitingFor: [] };
  if (votes.some(({ given }) => given === 'reject')) return { ...ended, state: 'rejected' };
  const agreed = votes.filter(({ given }) => given === 'approve').length;
  if (agreed < stepOf(approval).quorum) return same;
  const stepIndex = approval.stepIndex + 1;
  const next = approval.steps[stepIndex];
  if (!next) return { ...ended, state: 'approved' };
  const begun = { ...approval, stepIndex };
  return {
    ...same,
    stepIndex,
    stepStartedAt: entry.at,
    stepDeadline: deadlineOf(next, entry.at),
    waitingFor: waitingFor(votesOf(begun)),
  };
}
