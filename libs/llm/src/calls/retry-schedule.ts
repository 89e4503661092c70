/** The longest that a wait grows to by itself. */
const LONGEST_MS = 30_000;

/** Exponential with full jitter: anything from nothing to `base` doubled with each attempt. `attempt` counts from 1. */
export function backoffMs(attempt: number, baseMs: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(baseMs * 2 ** (attempt - 1), LONGEST_MS));
}

/** What `Retry-After` (RFC 9110, 10.2.3: seconds or a date) asks for, in milliseconds; undefined where it asks nothing. */
export function retryAfterMs(headers: Headers, now: Date): number | undefined {
  const asked = headers.get('retry-after');
  if (asked === null) return undefined;
  if (/^\d+(\.\d+)?$/.test(asked)) return Math.ceil(Number(asked) * 1_000);
  // `Date.parse` makes a date of nearly anything with a number in it.
  const date = /^[A-Z][a-z]{2,8},? /.test(asked) ? Date.parse(asked) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(date - now.getTime(), 0);
}
