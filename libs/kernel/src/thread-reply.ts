import { AppError, type ErrorKind, type FieldProblem, InvariantError } from './app-error';

/** What is sent into a thread: which function, and its plain input. */
export interface ThreadOrder {
  readonly task: string;
  readonly input: unknown;
}

/** An error as it crosses threads: a clone would lose its code. */
export interface ThreadFault {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly message: string;
  readonly problems: readonly FieldProblem[];
  readonly retryAfterSeconds: number | undefined;
  readonly stack: string | undefined;
}

export type ThreadReply =
  { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly fault: ThreadFault };

/** Takes an error apart, so that `errorOf` can put it together on the other side. */
export function faultOf(error: unknown): ThreadFault {
  const known =
    error instanceof AppError
      ? error
      : new InvariantError(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  const { kind, code, message, problems, retryAfterSeconds } = known;
  const stack = error instanceof Error ? error.stack : undefined;
  return { kind, code, message, problems, retryAfterSeconds, stack };
}

/** The error of a thread with its kind, code, message and stack. */
export function errorOf({ stack, ...fault }: ThreadFault): AppError {
  const error = fault.code === 'invariant-broken' ? new InvariantError(fault.message) : new AppError(fault);
  if (stack !== undefined) error.stack = stack;
  return error;
}
