const LONGEST_TEXT = 300;
const LONGEST_LIST = 200;
const DEEPEST = 12;

/** A value as a reader wants to see it: a recorded trace of a megabyte is named by its beginning and its length. */
export function briefValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') {
    return value.length <= LONGEST_TEXT
      ? value
      : `${value.slice(0, LONGEST_TEXT)}… (${value.length} characters)`;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '…';
  if (Array.isArray(value)) {
    const first = value.slice(0, LONGEST_LIST).map((entry) => briefValue(entry, depth + 1));
    return value.length <= LONGEST_LIST ? first : [...first, `… (${value.length} entries)`];
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, briefValue(inner, depth + 1)]));
}
