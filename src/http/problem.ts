import { HttpStatus } from '@nestjs/common';
import type { AppError, ErrorKind, FieldProblem } from '@app/kernel';

/** An RFC 9457 problem, before the ids of the request are added. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly code: string;
  readonly detail: string;
  /** A decision of ours, not a failure: the caller may know why. */
  readonly decided?: boolean;
  readonly errors?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
}

const STATUS = {
  invalid: HttpStatus.BAD_REQUEST,
  unauthenticated: HttpStatus.UNAUTHORIZED,
  forbidden: HttpStatus.FORBIDDEN,
  'not-found': HttpStatus.NOT_FOUND,
  conflict: HttpStatus.CONFLICT,
  gone: HttpStatus.GONE,
  'precondition-failed': HttpStatus.PRECONDITION_FAILED,
  'precondition-required': HttpStatus.PRECONDITION_REQUIRED,
  'unsupported-media-type': HttpStatus.UNSUPPORTED_MEDIA_TYPE,
  'not-acceptable': HttpStatus.NOT_ACCEPTABLE,
  'too-large': HttpStatus.PAYLOAD_TOO_LARGE,
  'range-not-satisfiable': HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
  unprocessable: HttpStatus.UNPROCESSABLE_ENTITY,
  'rate-limited': HttpStatus.TOO_MANY_REQUESTS,
  unavailable: HttpStatus.SERVICE_UNAVAILABLE,
  timeout: HttpStatus.GATEWAY_TIMEOUT,
  internal: HttpStatus.INTERNAL_SERVER_ERROR,
} satisfies Record<ErrorKind, HttpStatus>;

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Took too long to arrive',
  409: 'In conflict with the present state',
  410: 'Gone',
  412: 'Changed meanwhile',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  416: 'No such part',
  422: 'Cannot be processed',
  428: 'A precondition is required',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Something went wrong on our side',
  503: 'Not available at the moment',
  504: 'Took too long',
};

/** Answers of 5xx that are meant, and say their reason. */
const DECISIONS: ReadonlySet<string> = new Set(['run.queue-full', 'report-file.queue-full']);

export function titleOf(status: number): string {
  return TITLES[status] ?? (status >= 500 ? 'Something went wrong on our side' : 'The request was refused');
}

/** What an error of ours looks like from outside. */
export function problemOf(error: AppError): Problem {
  const status = STATUS[error.kind];
  const wait = error.retryAfterSeconds;
  return {
    status,
    title: titleOf(status),
    code: status === HttpStatus.INTERNAL_SERVER_ERROR ? 'internal' : error.code,
    detail: error.message,
    decided: DECISIONS.has(error.code),
    ...(error.problems.length > 0 && { errors: error.problems }),
    ...(wait !== undefined && { headers: { 'Retry-After': String(wait) } }),
  };
}
