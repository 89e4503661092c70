import type { Doc } from '../values/document';
import { someAt } from '../values/document';
import { keyOf } from '../values/key-string';
import type { Store } from './store';

/** Deletes every document whose TTL index says its time is over; of an array of dates the earliest counts. */
export function expireDocuments(store: Store, now: number): void {
  for (const collection of store.collections.values()) {
    for (const { spec, fields, entries, covers, looksAt } of collection.indexes) {
      const [field] = fields;
      if (spec.expireAfterSeconds === undefined || !field || fields.length > 1) continue;
      const deadline = now - spec.expireAfterSeconds * 1000;
      // Only what sorts among the dates up to the deadline can be over.
      const [from, to] = [keyOf(new Date(-8.64e15)), keyOf(new Date(deadline)) + '\uffff'];
      const due = field.descending ? entries.range('', '\uffff') : entries.range(from, to);
      const expired = new Set(
        [...due].filter((stored) => {
          const doc = stored.part(looksAt);
          return covers(doc) && hasDateBefore(doc, field.keys, deadline);
        }),
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
