import type { Paint } from '../terminal/paint';
import { tableLines } from '../terminal/table';
import { visibleLine } from '../terminal/visible-text';
import type { ShownApproval, ShownWorkflow } from './approval-answer';

/** One approval with its steps and all that was said. */
export function approvalLines(one: ShownApproval, paint: Paint, columns: number): string[] {
  const { id, subjectKey, state, stale, waitingFor, entries, by, note, createdAt } = one;
  const stands = stale ? 'another content by now: nobody can approve it any more' : 'the content it is about';
  const steps = one.steps.map(({ name, role, quorum, approvals, state: at, deadline }) => [
    name,
    role,
    `${approvals} of ${quorum}`,
    at,
    deadline === null ? '' : minute(deadline),
  ]);
  return [
    paint.bold(visibleLine(`${subjectKey}: ${state}`)),
    visibleLine(
      `approval ${id} at version ${one.version}, by workflow ${one.workflowId} version ${one.workflowVersion}`,
    ),
    visibleLine(`asked for by ${by}, ${minute(createdAt)}${note === null ? '' : `: ${note}`}`),
    visibleLine(`SHA-256 ${one.contentHash.slice(0, 16)}, ${stands}`),
    '',
    ...tableLines(['step', 'role', 'votes', 'state', 'until (UTC)'], steps, paint, columns),
    ...(waitingFor.length === 0 ? [] : ['', visibleLine(`waiting for ${waitingFor.join(', ')}`)]),
    ...(entries.length === 0 ? [] : ['', ...entries.map(entryLine)]),
  ];
}

/** Approvals one below the other. */
export function approvalListLines(all: readonly ShownApproval[], paint: Paint, columns: number): string[] {
  if (all.length === 0) return ['No approval is like that.'];
  const rows = all.map(({ id, state, stale, waitingFor, subjectKey }) => [
    id,
    stale ? `${state}, stale` : state,
    subjectKey,
    waitingFor.join(', '),
  ]);
  return tableLines(['id', 'state', 'subject', 'waiting for'], rows, paint, columns);
}

export function workflowLines(all: readonly ShownWorkflow[], paint: Paint, columns: number): string[] {
  if (all.length === 0) return ['There is no workflow yet: `approvals define <id> <file>` makes one.'];
  const rows = all.map(({ id, version, name, steps, members }) => [
    id,
    String(version),
    String(members.length),
    steps.map((step) => `${step.name} (${step.quorum} × ${step.role})`).join(', then '),
    name,
  ]);
  return tableLines(['id', 'version', 'people', 'steps', 'name'], rows, paint, columns);
}

function entryLine(entry: ShownApproval['entries'][number]): string {
  const { at, by, as, onBehalfOf, step, decision, comment, delegateTo } = entry;
  const whose = onBehalfOf === null ? '' : ` for ${onBehalfOf}`;
  const to = delegateTo === null ? '' : ` to ${delegateTo}`;
  return visibleLine(
    `${minute(at)}  ${by} as ${as}${whose}, ${step}: ${decision}${to}${comment === null ? '' : `. ${comment}`}`,
  );
}

/** `2026-11-02 10:04`, UTC. */
function minute(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}
