import { AppError } from '@app/kernel';

/** One of the two runs is still under way. */
export function notYetComparable(runId: string, state: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'comparison.not-ready',
    message: `Run ${runId} is ${state}: it can be compared once it is completed or partial. GET /v1/runs/${runId} shows how far it is.`,
    retryAfterSeconds: 1,
  });
}

/** One of the two runs ended without a result. */
export function nothingToCompare(runId: string, state: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'comparison.no-result',
    message: `Run ${runId} is ${state} and has no result to compare. Compare runs that are completed or partial; POST /v1/runs/${runId}/retry makes a new run of it.`,
  });
}
