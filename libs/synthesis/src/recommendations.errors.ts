import { AppError } from '@app/kernel';
import type { RecommendationStatus } from './recommendation-status';
import { nextStatuses } from './recommendation-status';

export function recommendationNotFound(id: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'recommendation.not-found',
    message: `There is no recommendation ${id}. GET /v1/recommendations lists the ones there are; ids are those of its items.`,
  });
}

/** Somebody decided, or a run brought it up to date, since the caller read it. */
export function recommendationChanged(id: string, expected: number, actual: number): AppError {
  return new AppError({
    kind: 'precondition-failed',
    code: 'recommendation.changed',
    message: `Recommendation ${id} is at version ${actual}, not ${expected}: read it again, and send its ETag with your change if you still want it.`,
  });
}

export function statusNotAllowed(id: string, from: RecommendationStatus, to: RecommendationStatus): AppError {
  const allowed = nextStatuses(from).join(', ');
  return new AppError({
    kind: 'conflict',
    code: 'recommendation.status-not-allowed',
    message: `Recommendation ${id} is ${from} and cannot become ${to}; from ${from} it may become ${allowed}.`,
    problems: [{ pointer: '/status', detail: `expected one of ${allowed}` }],
  });
}

/** A saving was told of something that nobody agreed to. */
export function savingTooEarly(id: string, status: RecommendationStatus): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'recommendation.saving-too-early',
    message: `Recommendation ${id} is ${status}: a realised saving can be told of one that is accepted or done. Send the status with it, or leave realisedSaving out.`,
    problems: [{ pointer: '/realisedSaving', detail: 'expected nothing, or status accepted or done' }],
  });
}

export function historyFull(id: string, most: number): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'recommendation.history-full',
    message: `Recommendation ${id} has ${most} entries in its history, which is the most that one holds; no entry is ever removed, so it takes no further change.`,
  });
}

/** The recommendation is not about something that can be deployed. */
export function nothingToDeploy(id: string, why: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'recommendation.nothing-to-deploy',
    message: `Recommendation ${id} has no deployment: ${why.replace(/\.$/, '')}.`,
  });
}
