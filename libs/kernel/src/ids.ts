import { monotonicFactory } from 'ulid';

const next = monotonicFactory();

/** A ULID: 26 characters, sorts by time of making, never only digits, safe in URLs, Redis keys and job ids. */
export function newId(): string {
  return next();
}

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Whether a text has the form of an id of ours. */
export function isId(text: string): boolean {
  return ULID.test(text);
}
