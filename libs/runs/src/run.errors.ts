import { AppError } from '@app/kernel';
import type { QueueFull } from '@app/queue';
import type { RunState } from './run-state';

export function runNotFound(id: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'run.not-found',
    message: `There is no run ${id}. GET /v1/runs lists the runs there are.`,
  });
}

export function runNotIn(state: RunState, wish: string, allowed: readonly RunState[]): AppError {
  return new AppError({
    kind: 'conflict',
    code: `run.cannot-${wish}`,
    message: `A run that is ${state} cannot be told to ${wish}; that is possible while it is ${allowed.join(', ')}.`,
  });
}

/** Nothing was stored: the same request may be sent again. */
export function runQueueFull({ limit, most, retryAfterSeconds }: QueueFull): AppError {
  const who =
    limit === 'tenant'
      ? `${most} runs of this tenant wait (QUEUE_LIMIT_PER_TENANT)`
      : `${most} runs of all tenants wait (QUEUE_LIMIT)`;
  return new AppError({
    kind: 'unavailable',
    code: 'run.queue-full',
    message: `No more runs are taken for the moment: ${who}. Nothing was stored; send this again in ${retryAfterSeconds} s.`,
    retryAfterSeconds,
  });
}

/** Only a language model could give what the run requires. */
export function noModelToWord(): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'run.no-model',
    message:
      'The run requires findings that a language model words (narration: required), and none is configured. Set LLM_CHAIN, or start the run with narration: preferred or off.',
  });
}

/** A run would spend more on language models than whoever pays for them allows any run. */
export function limitPassed(asked: {
  readonly option: string;
  readonly wish: number;
  readonly most: number;
  readonly variable: string;
}): AppError {
  const { option, wish, most, variable } = asked;
  return new AppError({
    kind: 'unprocessable',
    code: 'run.limit-passed',
    message: `${option} is ${wish}; the most that a run may ask for here is ${most} (${variable}). Ask for that or less, or leave it out.`,
    problems: [{ pointer: `/${option}`, detail: `at most ${most}` }],
  });
}

/** The writer is not the run's worker any more: another claimed it, or somebody ended it. */
export class FencedError extends AppError {
  constructor(runId: string, epoch: number) {
    super({
      kind: 'conflict',
      code: 'run.fenced',
      message: `A write to run ${runId} under epoch ${epoch} matched nothing: the run went on without this worker.`,
    });
    this.name = 'FencedError';
  }
}

/** The run must stop here and be taken up again later: the worker shuts down, or somebody asked for a pause. */
export class InterruptedError extends AppError {
  constructor(readonly why: 'shutdown' | 'pause') {
    super({ kind: 'unavailable', code: 'run.interrupted', message: `The run was interrupted: ${why}.` });
    this.name = 'InterruptedError';
  }
}
