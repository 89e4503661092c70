import type { Problem } from './problem';
import { titleOf } from './problem';

interface Wording {
  readonly code: string;
  readonly detail: string;
}

/** What the framework refuses by itself, in our words: by its error code where it has one, else by status. */
const BY_CODE: Readonly<Record<string, Wording>> = {
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'request.bad-length',
    detail: 'The body is not as long as its Content-Length says.',
  },
  FST_ERR_BAD_URL: {
    code: 'request.bad-url',
    detail: 'The path is not a valid URL path: check its % escapes.',
  },
};

const BY_STATUS: Readonly<Record<number, Wording>> = {
  400: { code: 'request.malformed', detail: 'The request could not be understood.' },
  403: {
    code: 'request.cross-origin',
    detail: 'A page of another origin may not send this request through a browser.',
  },
  413: { code: 'request.too-large', detail: 'The body is larger than this API accepts.' },
  414: { code: 'request.url-too-long', detail: 'A part of the path is longer than any id.' },
  415: {
    code: 'request.unsupported-media-type',
    detail: 'Send the body as application/json or application/yaml, and name it in Content-Type.',
  },
};

/** The problem for what Nest or Fastify refused, which never repeats their message. */
export function frameworkProblem(status: number, cause: unknown): Problem {
  const wording = BY_CODE[fastifyCode(cause)] ??
    BY_STATUS[status] ?? { code: 'request.refused', detail: 'The request was refused.' };
  return { status, title: titleOf(status), ...wording };
}

/** Nothing is served at the path, or not by this method: `methods` are those that are. */
export function unroutedProblem(method: string, path: string, methods: readonly string[]): Problem {
  if (methods.length === 0) {
    const detail = `Nothing is served at ${path.slice(0, 200)}. GET /openapi.json describes what is.`;
    return { status: 404, title: titleOf(404), code: 'route.not-found', detail };
  }
  const allowed = methods.join(', ');
  const detail = `${method} is not served here; ${allowed} ${methods.length === 1 ? 'is' : 'are'}.`;
  return {
    status: 405,
    title: titleOf(405),
    code: 'route.method-not-allowed',
    detail,
    headers: { Allow: allowed },
  };
}

function fastifyCode(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}
