import type { ErrorKind, FieldProblem } from '@app/kernel';
import { AppError } from '@app/kernel';
import { z } from 'zod';

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
  return new AppError({ kind: KINDS[status] ?? 'internal', code, message: detail || title, problems });
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

/** The network's own word for it: `ECONNREFUSED`, `ENOTFOUND`. fetch hides it in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  return cause?.code ?? error.message;
}
