import { AppError } from '@app/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import {
  sourceAstray,
  sourceIsPage,
  sourceRefused,
  sourceTooLarge,
  sourceUnavailable,
} from './import.errors';

/** What a download may cost. */
export interface DownloadLimits {
  readonly mostBytes: number;
  /** The whole of one try. */
  readonly timeoutMs: number;
  /** How often it is tried, and the first wait between two tries. */
  readonly tries: number;
  readonly waitMs: number;
}

export const USUAL_LIMITS: Omit<DownloadLimits, 'mostBytes'> = {
  timeoutMs: 900_000,
  tries: 4,
  waitMs: 500,
};

/** Statuses after which asking again may help. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);
const LONGEST_WAIT_MS = 30_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;

/**
 * Gives the text of an address to `read`, piece by piece. Where the connection breaks or the server is busy it begins
 * anew with a fresh call of `read`. A redirection is followed on the same host alone.
 * @throws import.unavailable after the last try, import.refused, import.astray, import.bad-format for a web page,
 * import.too-large, and what `read` throws
 */
export async function download<T>(
  url: string,
  read: (pieces: AsyncIterable<string>) => Promise<T>,
  limits: DownloadLimits,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const failure = await attempt(url, read, limits, headers);
    if ('result' in failure) return failure.result;
    if (tries >= limits.tries) throw sourceUnavailable(url, failure.why, failure.cause);
    const wait = failure.waitMs ?? limits.waitMs * 2 ** (tries - 1);
    await delay(Math.min(wait, LONGEST_WAIT_MS));
  }
}

interface Failure {
  readonly why: string;
  readonly cause?: unknown;
  readonly waitMs?: number;
}

async function attempt<T>(
  url: string,
  read: (pieces: AsyncIterable<string>) => Promise<T>,
  limits: DownloadLimits,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly result: T } | Failure> {
  try {
    const response = await followed(url, { headers, signal: AbortSignal.timeout(limits.timeoutMs) });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      if (!PASSING.has(response.status)) throw sourceRefused(url, response.status);
      const seconds = Number(response.headers.get('retry-after'));
      return { why: `it answered ${response.status}`, ...(seconds > 0 && { waitMs: seconds * 1_000 }) };
    }
    if (/\bhtml\b/i.test(response.headers.get('content-type') ?? '')) {
      await response.body.cancel();
      throw sourceIsPage(url);
    }
    return { result: await read(piecesOf(url, response.body, limits.mostBytes)) };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    return { why: inner instanceof Error ? inner.message : String(inner), cause };
  }
}

/** The answer at the end of redirections: another host is another source, and a token is not for it. */
async function followed(url: string, init: RequestInit): Promise<Response> {
  let at = url;
  for (let steps = 0; steps <= MOST_REDIRECTS; steps += 1) {
    const response = await fetch(at, { ...init, redirect: 'manual' });
    const location = response.headers.get('location');
    if (!REDIRECTS.has(response.status) || location === null) return response;
    await response.body?.cancel();
    const next = URL.parse(location, at);
    if (next?.origin !== new URL(url).origin) throw sourceAstray(url, next?.origin ?? location);
    at = next.href;
  }
  throw sourceAstray(url, `${MOST_REDIRECTS} further addresses`);
}

async function* piecesOf(
  url: string,
  body: ReadableStream<Uint8Array>,
  mostBytes: number,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.byteLength;
    if (bytes > mostBytes) throw sourceTooLarge(url, mostBytes);
    yield decoder.decode(piece, { stream: true });
  }
  yield decoder.decode();
}
