import { AppError } from '@app/kernel';
import { readBounded } from './read-bounded';
import { TimeLimit } from './time-limit';
import { SearchFailed, searchRefused, searchUnreadable } from './web-search.errors';

/** One question to a provider and its limits. */
export interface JsonQuestion {
  readonly provider: string;
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** What a refusal with this status asks the operator to do. */
  readonly remedies: Readonly<Record<number, string>>;
}

/** Statuses with which a provider says that it may answer later. */
const LATER: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * The JSON that a provider answers. Follows no redirect: it would take the key elsewhere.
 * @throws search.failed (time, network, busy), search.refused, search.unreadable; the signal's reason
 */
export async function askJson(question: JsonQuestion, signal: AbortSignal): Promise<unknown> {
  signal.throwIfAborted();
  const { provider, timeoutMs, maxBytes } = question;
  const limit = new TimeLimit(signal, timeoutMs);
  try {
    const { url, method, headers, body } = question;
    const response = await fetch(url, { method, headers, body, redirect: 'manual', signal: limit.signal });
    if (!response.ok) throw refusalOf(response, question);
    const text = await readBounded(response.body, maxBytes);
    if (text === null) throw searchUnreadable(provider, `more than ${maxBytes} bytes`);
    return parsed(provider, text.toString('utf8'));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError) throw error;
    if (limit.isOver) throw new SearchFailed(`${provider} did not answer within ${timeoutMs} ms.`);
    throw new SearchFailed(`${provider} could not be reached (${codeOf(error)}).`, undefined, error);
  } finally {
    limit.close();
  }
}

function refusalOf(response: Response, { provider, remedies }: JsonQuestion): AppError {
  const { status } = response;
  if (LATER.has(status)) {
    return new SearchFailed(`${provider} answered with status ${status}.`, retryAfterMs(response));
  }
  return searchRefused(provider, status, remedies[status] ?? 'see its log for the reason');
}

/** Seconds only: dates are rarely sent, and clocks differ. */
function retryAfterMs(response: Response): number | undefined {
  const given = response.headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(given) ? Number(given) * 1_000 : undefined;
}

function parsed(provider: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw searchUnreadable(provider, 'something that is no JSON');
  }
}

/** Messages of network errors may hold addresses with passwords: the code says enough. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return error instanceof Error ? error.name : typeof error;
}
