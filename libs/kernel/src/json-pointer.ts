/** Builds an RFC 6901 pointer from path segments: `['workloads', 0, 'a/b']` gives `/workloads/0/a~1b`. */
export function jsonPointer(segments: ReadonlyArray<string | number>): string {
  return segments.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The id by which figures refer to a person's answer: `input:/workloads/0/traffic/peakFactor`. */
export function answerId(...segments: ReadonlyArray<string | number>): string {
  return `input:${jsonPointer(segments)}`;
}

/** Reads the value that a pointer names, or undefined where the path does not exist. */
export function readPointer(document: unknown, pointer: string): unknown {
  if (pointer === '') return document;
  let value: unknown = document;
  for (const raw of pointer.slice(1).split('/')) {
    const key = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
