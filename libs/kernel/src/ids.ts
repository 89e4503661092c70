import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/** Asking the system for one random byte costs as much as asking for many. */
const pool = new Uint8Array(4_096);
let used = pool.length;

function random(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return (pool[used++] as number) / 256;
}

const next = monotonicFactory(random);

/** A ULID: 26 characters, sorts by time of making, never only digits, safe in URLs, Redis keys and job ids. */
export function newId(): string {
  return next();
}

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Whether a text has the form of an id of ours. */
export function isId(text: string): boolean {
  return ULID.test(text);
}
