import type { ErrorKind, FieldProblem } from '@app/kernel';
import { AppError } from '@app/kernel';
import { isNativeError } from 'node:util/types';
import { z } from 'zod';
import { visibleLine } from '../terminal/visible-text';

/** An RFC 9457 problem as the API writes it. Anything else that answers may be some other server. */
const problemSchema = z.object({
  code: z.string(),
  title: z.string().catch(''),
  detail: z.string().catch(''),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).catch([]),
});

const KINDS: Readonly<Record<number, ErrorKind>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  410: 'gone',
  412: 'precondition-failed',
  413: 'too-large',
  415: 'unsupported-media-type',
  422: 'unprocessable',
  429: 'rate-limited',
  503: 'unavailable',
  504: 'timeout',
};

/** What the API refused, in its own words. */
export function refused(status: number, body: unknown, what: string): AppError {
  const problem = problemSchema.safeParse(body);
  if (!problem.success) {
    return new AppError({
      kind: KINDS[status] ?? 'internal',
      code: 'server.unexpected-answer',
      message: `The server answered ${status} to ${what}, not in the words of an Infra Mind API. Check the address.`,
    });
  }
  const { code, title, detail, errors } = problem.data;
  const problems: readonly FieldProblem[] = errors;
  return new AppError({
    kind: KINDS[status] ?? 'internal',
    code,
    message: visibleLine(detail || title),
    problems,
  });
}

export function unreachable(baseUrl: string, cause: unknown): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'server.unreachable',
    message: `${baseUrl} does not answer (${reasonOf(cause)}). Check the address, or leave out --server to use this machine.`,
    cause,
  });
}

export function badServerUrl(given: string): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'server.bad-url',
    message: `--server ${given} is no address: expected something like http://127.0.0.1:3000.`,
  });
}

export function notUnderstood(what: string, cause: unknown): AppError {
  return new AppError({
    kind: 'internal',
    code: 'server.not-understood',
    message: `The server's answer to ${what} is not what this version expects. Use the same version on both sides.`,
    cause,
  });
}

/** What the network says, in words where it has but a code for it. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  EHOSTUNREACH: 'no way to that host',
  ENETUNREACH: 'no way to that network',
  ETIMEDOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_SOCKET: 'connection closed',
  'bad port': 'HTTP clients refuse to use this port',
};

/** fetch says but "fetch failed" and hides the reason in its cause, with a code or without. */
function reasonOf(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  if (!isNativeError(error.cause)) return error.message;
  const { code, message } = error.cause as NodeJS.ErrnoException;
  return REASONS[code ?? message] ?? (message || (code ?? error.message));
}
