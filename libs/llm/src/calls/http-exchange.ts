import { CallFailure } from './call-failure';
import { retryAfterMs } from './retry-schedule';

/** One request to a provider and its limits. */
export interface OutgoingCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For all of it: connecting, waiting, and the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** Failures in reaching a host at all: nothing was sent that could be charged for. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/**
 * What gateways say, and Cloudflare before a provider (520 to 527), when they lost the provider or gave up waiting: it
 * may have worked on the question all the same. Some providers say 408 when an answer takes them too long, before others
 * it tells of a request that came too slowly: the dearer of the two is presumed. A provider's own refusal, such as 529
 * of one that has too much to do, is not among them.
 */
const GAVE_UP = new Set([408, 502, 504, 520, 521, 522, 523, 524, 525, 526, 527]);
/** Not the fault of the question, although they are no 5xx: too slow (RFC 9110, 15.5.9), too early (RFC 8470, 5.2). */
const OF_THE_MOMENT = new Set([408, 425]);
const MOST_OF_A_REFUSAL = 64 * 1024;

/**
 * Sends one request and reads the whole answer, which is judged by its status and by our own signals.
 * @throws CallFailure; the signal's reason
 */
export async function exchange(call: OutgoingCall): Promise<string> {
  const limit = new AbortController();
  const stop = (): void => limit.abort();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, call.timeoutMs);
  call.signal.addEventListener('abort', stop, { once: true });
  try {
    call.signal.throwIfAborted();
    const { url, headers, body } = call;
    const request = { method: 'POST', headers, body, signal: limit.signal } as const;
    // An answer that points elsewhere would take the key and the prompt there.
    const response = await fetch(url, { ...request, redirect: 'manual' });
    if (!response.ok) throw await refusal(response);
    return await readUpTo(response, call.maxBytes, () => tooLong(call.maxBytes));
  } catch (error) {
    call.signal.throwIfAborted();
    if (error instanceof CallFailure) throw error;
    throw late ? timedOut(call.timeoutMs) : broken(error);
  } finally {
    clearTimeout(timer);
    call.signal.removeEventListener('abort', stop);
    // Lets go of the connection when the answer was not read to its end.
    stop();
  }
}

async function readUpTo(response: Response, most: number, tooMuch: () => Error): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  if (response.body === null) return text;
  for await (const chunk of response.body as ReadableStream<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > most) throw tooMuch();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

async function refusal(response: Response): Promise<CallFailure> {
  const { status } = response;
  const said = await readUpTo(response, MOST_OF_A_REFUSAL, () => tooLong(MOST_OF_A_REFUSAL)).then(
    machineWord,
    () => null,
  );
  const message = said === null ? `HTTP ${status}` : `HTTP ${status} (${said})`;
  const limited = status === 429;
  const passing = status >= 500 || OF_THE_MOMENT.has(status);
  const retryable = limited || passing;
  return new CallFailure({
    message,
    outcome: limited ? 'rate-limited' : 'failed',
    retryable,
    // A provider that asks to wait is well: leaving it alone for longer than it asked would cost every answer.
    unwell: passing || status === 401 || status === 403,
    billable: GAVE_UP.has(status),
    retryAfterMs: retryable ? retryAfterMs(response.headers, new Date()) : undefined,
  });
}

/** Providers name the kind of a refusal in one word; their sentences may repeat keys and prompts. */
function machineWord(body: string): string | null {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: unknown; type?: unknown } };
    return [error?.code, error?.type].find(isMachineWord) ?? null;
  } catch {
    return null;
  }
}

function isMachineWord(word: unknown): word is string {
  return typeof word === 'string' && /^(?!undefined$)[a-z]{1,30}(_[a-z]{1,30}){0,8}$/.test(word);
}

function tooLong(most: number): CallFailure {
  return new CallFailure({
    message: `more than ${most} bytes came`,
    outcome: 'failed',
    retryable: false,
    unwell: true,
    billable: true,
  });
}

function timedOut(timeoutMs: number): CallFailure {
  return new CallFailure({
    message: `no whole answer within ${timeoutMs} ms`,
    outcome: 'timed-out',
    retryable: true,
    unwell: true,
    billable: true,
  });
}

function broken(error: unknown): CallFailure {
  const code = codeOf(error);
  return new CallFailure({
    message: code === null ? 'the connection broke' : `the connection broke (${code})`,
    outcome: 'failed',
    retryable: true,
    unwell: true,
    billable: code === null || !NEVER_SENT.has(code),
  });
}

/** `fetch` keeps what happened to the connection in the cause of its error. */
function codeOf(error: unknown): string | null {
  const cause: unknown = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (cause instanceof AggregateError && !('code' in cause)) return codeOf(cause.errors[0]);
  if (!(cause instanceof Error) || !('code' in cause) || typeof cause.code !== 'string') return null;
  return /^[A-Z0-9_]{1,40}$/.test(cause.code) ? cause.code : null;
}
