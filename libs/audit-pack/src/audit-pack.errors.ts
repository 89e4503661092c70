import { AppError } from '@app/kernel';
import { isTerminal, type RunState } from '@app/runs';

/** A run without a result, yet or for good, has no pack. */
export function packNotReady(runId: string, state: RunState): AppError {
  if (isTerminal(state)) {
    return new AppError({
      kind: 'conflict',
      code: 'audit-pack.no-result',
      message: `Run ${runId} is ${state}: it has no result to account for. Expected a run that is completed or partial; POST /v1/runs/${runId}/retry starts one that takes over what was finished.`,
    });
  }
  return new AppError({
    kind: 'conflict',
    code: 'audit-pack.not-ready',
    message: `Run ${runId} is ${state}: its audit pack is made once it has ended. GET /v1/runs/${runId} shows how far it is.`,
    retryAfterSeconds: 2,
  });
}
