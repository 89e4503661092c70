import { jsonPointer } from '@app/kernel';

/** A place at which two JSON values differ. */
export interface Difference {
  readonly pointer: string;
  readonly expected: string;
  readonly got: string;
}

type Segments = ReadonlyArray<string | number>;

const DEEPEST = 100;
const LONGEST = 80;

/** Whether two values that hold no others count as one. */
type Alike = (one: unknown, other: unknown) => boolean;

/** The places at which two JSON values differ, at most `limit`, in the order of the first. */
export function differences(
  expected: unknown,
  got: unknown,
  limit: number,
  isAlike: Alike = Object.is,
): Difference[] {
  const found: Difference[] = [];
  compare(expected, got, [], { found, limit, isAlike });
  return found;
}

function compare(
  expected: unknown,
  got: unknown,
  at: Segments,
  to: { readonly found: Difference[]; readonly limit: number; readonly isAlike: Alike },
): void {
  if (to.found.length >= to.limit || to.isAlike(expected, got)) return;
  const isPair = Array.isArray(expected) === Array.isArray(got) && isTree(expected) && isTree(got);
  if (!isPair || at.length > DEEPEST) {
    to.found.push({ pointer: jsonPointer(at), expected: printed(expected), got: printed(got) });
    return;
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(got)]);
  for (const key of keys) {
    const step = Array.isArray(expected) ? Number(key) : key;
    compare(own(expected, key), own(got, key), [...at, step], to);
  }
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function own(tree: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(tree, key) ? tree[key] : undefined;
}

/** A value on one line, cut where it is long. */
export function printed(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
