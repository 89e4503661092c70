import { ObjectId } from 'bson';
import type { Doc } from './document';
import { encode, isDoc } from './document';

/**
 * The names at the top whose values differ, missing ones included; none when only their order does. What stands in for
 * a value differs from every value.
 * @returns undefined when the two documents are the same byte for byte
 */
export function changedFields(before: Doc, after: Doc): string[] | undefined {
  const names = present(before);
  const others = present(after);
  const changed = others.filter(
    (name) => !Object.hasOwn(before, name) || !identical(before[name], after[name]),
  );
  for (const name of names) if (!Object.hasOwn(after, name) || after[name] === undefined) changed.push(name);
  if (changed.length > 0) return changed;
  return names.every((name, at) => name === others[at]) ? undefined : [];
}

/** Whether two values are stored as the same bytes: 1 and NumberLong(1) are not, though they compare as equal. */
function identical(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, at) => identical(item, b[at]));
  }
  if (a instanceof Date) return b instanceof Date && a.getTime() === b.getTime();
  if (a instanceof ObjectId) return b instanceof ObjectId && a.equals(b);
  if (!isDoc(a) || !isDoc(b)) {
    const stored = '_bsontype' in a || a instanceof RegExp;
    return stored && Buffer.compare(encode({ value: a }), encode({ value: b })) === 0;
  }
  const names = present(a);
  const others = present(b);
  return (
    names.length === others.length &&
    names.every((name, at) => name === others[at] && identical(a[name], b[name]))
  );
}

/** What is undefined is not stored. */
function present(doc: Doc): string[] {
  return Object.keys(doc).filter((name) => doc[name] !== undefined);
}
