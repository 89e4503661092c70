/** The closed set of ways in which something can go wrong, independent of any transport. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'precondition-failed'
  | 'precondition-required'
  | 'unsupported-media-type'
  | 'not-acceptable'
  | 'too-large'
  | 'range-not-satisfiable'
  | 'unprocessable'
  | 'rate-limited'
  | 'unavailable'
  | 'timeout'
  | 'internal';

/** One field that was wrong: where (RFC 6901 pointer into what was sent) and what was expected. */
export interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
}

/** What every layer throws: a stable `code` (`run.not-found`), a message for people, details for machines. */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly problems: readonly FieldProblem[];
  /** Seconds after which trying again makes sense, for `unavailable`, `rate-limited` and `conflict`. */
  readonly retryAfterSeconds: number | undefined;

  constructor(init: {
    readonly kind: ErrorKind;
    readonly code: string;
    readonly message: string;
    readonly problems?: readonly FieldProblem[];
    readonly retryAfterSeconds?: number;
    readonly cause?: unknown;
  }) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = 'AppError';
    this.kind = init.kind;
    this.code = init.code;
    this.problems = init.problems ?? [];
    this.retryAfterSeconds = init.retryAfterSeconds;
  }
}

/** A rule of our own code was broken: a defect, never a user's mistake. */
export class InvariantError extends AppError {
  constructor(message: string, cause?: unknown) {
    super({ kind: 'internal', code: 'invariant-broken', message, cause });
    this.name = 'InvariantError';
  }
}
