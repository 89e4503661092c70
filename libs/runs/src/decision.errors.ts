import { nearestIds } from '@app/catalog';
import { AppError } from '@app/kernel';
import { decidableOptions } from '@app/agents';
import type { SettledDecision } from '@app/synthesis';

const SHOWN = 20;

/** Nobody has put anything to the vote, so there is nothing to decide between. */
export function nothingToDecide(assessmentId: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'decision.nothing-proposed',
    message: `No run of assessment ${assessmentId} has put a choice to the vote yet. Start one with POST /v1/assessments/${assessmentId}/runs; its conflicts say what can be decided.`,
  });
}

/** The newest run has no such choice. */
export function unknownDecision(key: string, decisions: readonly SettledDecision[]): AppError {
  const keys = decisions.map((one) => one.key);
  const nearest = nearestIds(key, keys);
  const hint = nearest.length > 0 ? ` The nearest are ${nearest.join(', ')}.` : '';
  return new AppError({
    kind: 'not-found',
    code: 'decision.unknown-key',
    message: `The newest run has no choice ${key.slice(0, 100)}.${hint} There are ${keys.slice(0, SHOWN).join(', ')}.`,
  });
}

/** An option that no agent proposed: nothing is known of what it costs, and whether it is possible. */
export function optionNotProposed(
  option: string,
  key: string,
  decision: SettledDecision | undefined,
): AppError {
  const proposed = [
    ...new Set([...(decision?.votes.map((vote) => vote.option) ?? []), ...decidableOptions(key)]),
  ];
  const detail = `expected one of ${proposed.join(', ')}; got ${option.slice(0, 100)}`;
  return new AppError({
    kind: 'unprocessable',
    code: 'decision.option-not-proposed',
    message: `Nobody proposed ${option.slice(0, 100)} for ${decision?.label ?? key.slice(0, 100)}. Proposed are ${proposed.join(', ')}.`,
    problems: [{ pointer: '/option', detail }],
  });
}

/** No person decided this choice, or the decision was withdrawn. */
export function notDecided(assessmentId: string, key: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'decision.not-decided',
    message: `No person has decided ${key.slice(0, 100)} of assessment ${assessmentId}. GET /v1/assessments/${assessmentId}/decisions lists what was decided.`,
  });
}

/** Somebody else decided since the caller read. */
export function decisionChanged(key: string, expected: number, version: number): AppError {
  return new AppError({
    kind: 'precondition-failed',
    code: 'decision.changed',
    message: `The decision on ${key} is at version ${version}, not at ${expected}. Read it again, then decide on what it says now.`,
  });
}
