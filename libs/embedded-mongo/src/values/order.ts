import { MongoFault } from '../mongo-fault';
import type { Doc } from './document';
import { someAt } from './document';
import { invertKey, keyOf } from './key-string';

export interface SortField {
  readonly path: string;
  readonly keys: readonly string[];
  readonly descending: boolean;
}

/** @throws BadValue unless every direction is 1 or -1. */
export function parseSort(spec: Doc): SortField[] {
  return Object.entries(spec).map(([path, direction]) => {
    if (direction !== 1 && direction !== -1) {
      throw new MongoFault(
        'BadValue',
        `$sort key ordering must be 1 (for ascending) or -1 (for descending), not for ${path}`,
      );
    }
    return { path, keys: path.split('.'), descending: direction === -1 };
  });
}

/** What the document sorts by: of an array its least element going up and its greatest going down. */
export function sortKey(doc: unknown, fields: readonly SortField[]): string {
  let key = '';
  for (const { keys, descending } of fields) {
    let best: string | undefined;
    someAt(doc, keys, (leaf) => {
      const leaves = Array.isArray(leaf) ? (leaf.length ? (leaf as unknown[]) : [undefined]) : [leaf ?? null];
      for (const value of leaves) {
        const one = keyOf(value);
        if (best === undefined || (descending ? one > best : one < best)) best = one;
      }
      return false;
    });
    best ??= keyOf(null);
    key += descending ? invertKey(best) : best;
  }
  return key;
}

/** A stable sort in MongoDB's order across types. */
export function sortDocs<T>(docs: Iterable<T>, fields: readonly SortField[]): T[] {
  return Array.from(docs, (doc) => ({ doc, key: sortKey(doc, fields) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ doc }) => doc);
}
