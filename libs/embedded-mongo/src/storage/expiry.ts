import type { Doc } from '../values/document';
import { someAt } from '../values/document';
import type { Store } from './store';

/** Deletes every document whose TTL index says its time is over; of an array of dates the earliest counts. */
export function expireDocuments(store: Store, now: number): void {
  for (const collection of store.collections.values()) {
    for (const { spec, fields, entries, covers } of collection.indexes) {
      const [field] = fields;
      if (spec.expireAfterSeconds === undefined || !field || fields.length > 1) continue;
      const deadline = now - spec.expireAfterSeconds * 1000;
      const expired = new Set(
        [...entries.range('', '\uffff')].filter(
          ({ doc }) => covers(doc) && hasDateBefore(doc, field.keys, deadline),
        ),
      );
      if (expired.size === 0) continue;
      store.transact((transaction) => {
        for (const stored of expired) collection.remove(stored, transaction);
      });
    }
  }
}

function hasDateBefore(doc: Doc, keys: readonly string[], deadline: number): boolean {
  return someAt(doc, keys, (leaf) =>
    [leaf].flat().some((value) => value instanceof Date && value.getTime() <= deadline),
  );
}
