import type { FileSlice } from '@app/storage';

/** What a request wants of a file: all of it, a part, or a part that it does not have. */
export type WantedBytes = 'all' | 'unsatisfiable' | FileSlice;

/**
 * Reads a `Range` of one part (RFC 9110, section 14): `bytes=0-99`, `bytes=100-`, `bytes=-100`. What is not of that form,
 * or asks for several parts, is answered with the whole file, as the standard allows.
 */
export function wantedBytes(header: string | undefined, size: number): WantedBytes {
  const [, from, to] = /^bytes=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || from + to === '') return 'all';
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'unsatisfiable' : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  // A last before the first makes the header invalid, and it is ignored.
  if (to !== '' && Number(to) < first) return 'all';
  return first >= size ? 'unsatisfiable' : { first, last };
}

/** Whether a part may be sent: an `If-Range` that names another version of the file wants all of it. */
export function rangeHolds(ifRange: string | undefined, tag: string): boolean {
  // Compared strongly: a weak tag or a date never holds.
  return ifRange === undefined || ifRange.trim() === tag;
}
