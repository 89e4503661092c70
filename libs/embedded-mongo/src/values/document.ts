import { deserialize, serialize } from 'bson';

export type Doc = Record<string, unknown>;

export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** Longs keep their type, everything else becomes the plain JavaScript value the official driver would give. */
export function decode(bytes: Uint8Array): Doc {
  return deserialize(bytes, { promoteLongs: false });
}

export function encode(doc: Doc): Uint8Array {
  return serialize(doc, { ignoreUndefined: true, checkKeys: false });
}

/** True for an embedded document: not an array, a date, a regular expression or a BSON class. */
export function isDoc(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** True for `{ $gt: 1 }` and its like: a document whose first key is an operator. */
export function isOperatorDoc(value: unknown): value is Doc {
  return isDoc(value) && Object.keys(value)[0]?.startsWith('$') === true;
}

/** Copies documents and arrays; the values in them are never changed in place and stay shared. */
export function cloneDoc<T>(value: T): T {
  if (Array.isArray(value)) return value.map(cloneDoc) as T;
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const key of Object.keys(value)) put(copy, key, cloneDoc(value[key]));
  return copy as T;
}

/** Sets a key as the plain data it is, `__proto__` included. */
export function put(target: Doc, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else target[key] = value;
}

export function get(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return isIndex(key) ? (value as unknown[])[Number(key)] : undefined;
  return isDoc(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function isIndex(key: string): boolean {
  return /^(0|[1-9]\d*)$/.test(key);
}

/** A test of one value; `positional` when a position in an array led to it, and then it stands for itself alone. */
export type LeafTest = (leaf: unknown, positional: boolean) => boolean;

/**
 * Calls back with every value that MongoDB's query language finds at a path: arrays on the way are entered, by
 * number and by element, and a missing field counts as one `undefined`. Stops at the first call that returns true.
 */
export function someAt(
  value: unknown,
  path: readonly string[],
  test: LeafTest,
  at = 0,
  positional = false,
): boolean {
  const key = path[at];
  if (key === undefined) return test(value, positional);
  if (!Array.isArray(value)) {
    const next = get(value, key);
    return next === undefined ? test(undefined, false) : someAt(next, path, test, at + 1);
  }
  if (isIndex(key) && Number(key) < value.length && someAt(value[Number(key)], path, test, at + 1, true))
    return true;
  return value.some((element) => isDoc(element) && someAt(element, path, test, at));
}

/** The value at a path that enters no arrays by element: what a shard key or an upsert sees. */
export function getPath(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => get(inner, key), value);
}

/** Sets a path whose parents are documents, making them where they are missing. */
export function putPath(target: Doc, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() as string;
  let parent = target;
  for (const key of keys) {
    const child = get(parent, key);
    const next = isDoc(child) ? child : {};
    put(parent, key, next);
    parent = next;
  }
  put(parent, last, value);
}
