import { MongoFault } from '../mongo-fault';
import type { Doc } from '../values/document';
import { encodeStored } from '../values/document';
import { keyOf } from '../values/key-string';
import type { IndexSpec } from './collection-index';
import { CollectionIndex } from './collection-index';
import type { StoredDoc } from './stored-doc';
import { storedDoc } from './stored-doc';
import type { Transaction } from './transaction';

export const ID_INDEX: IndexSpec = { v: 2, key: { _id: 1 }, name: '_id_' };

/** The documents of one collection in memory, in the order of insertion, with their indexes. */
export class Collection {
  readonly docs = new Map<string, StoredDoc>();
  readonly indexes: CollectionIndex[];

  constructor(
    readonly id: number,
    readonly namespace: string,
    specs: readonly IndexSpec[],
  ) {
    this.indexes = specs.map(
      (spec) => new CollectionIndex(spec.name === '_id_' ? { ...spec, unique: true } : spec),
    );
  }

  get specs(): IndexSpec[] {
    return this.indexes.map(({ spec }) => (spec.name === '_id_' ? ID_INDEX : spec));
  }

  /** Takes a document that is already durable. */
  restore(row: number, doc: Doc): void {
    const stored = storedDoc(row, doc);
    this.docs.set(keyOf(doc._id), stored);
    for (const index of this.indexes) index.add(stored);
  }

  /** @throws DuplicateKey; then nothing has changed. */
  insert(doc: Doc, transaction: Transaction): StoredDoc {
    const body = encodeStored(doc);
    const keys = this.indexes.map((index) => index.check(this.namespace, doc));
    const stored = storedDoc(transaction.nextRow(), doc);
    const key = keyOf(doc._id);
    transaction.write(this.id, stored.row, body, () => {
      this.docs.delete(key);
      for (const index of this.indexes) index.remove(stored);
    });
    this.docs.set(key, stored);
    this.indexes.forEach((index, at) => index.add(stored, keys[at]));
    return stored;
  }

  /** @returns whether anything changed. @throws DuplicateKey; then nothing has. */
  replace(stored: StoredDoc, doc: Doc, transaction: Transaction): boolean {
    const body = encodeStored(doc);
    const before = stored.doc;
    if (Buffer.compare(body, encodeStored(before)) === 0) return false;
    // Most writes leave most indexes alone.
    const changes = this.indexes.flatMap((index) => index.changeOf(this.namespace, stored, doc) ?? []);
    transaction.write(this.id, stored.row, body, () => {
      stored.doc = before;
      for (const { index, from, to } of changes) {
        index.remove(stored, to);
        index.add(stored, from);
      }
    });
    stored.doc = doc;
    for (const { index, from, to } of changes) {
      index.remove(stored, from);
      index.add(stored, to);
    }
    return true;
  }

  remove(stored: StoredDoc, transaction: Transaction): void {
    const key = keyOf(stored.doc._id);
    transaction.erase(stored.row, () => {
      this.docs.set(key, stored);
      for (const index of this.indexes) index.add(stored);
    });
    this.docs.delete(key);
    for (const index of this.indexes) index.remove(stored);
  }

  /** @returns whether the index is new. @throws IndexOptionsConflict, IndexKeySpecsConflict, DuplicateKey. */
  createIndex(spec: IndexSpec): boolean {
    const same = this.specs.find(
      ({ name, key }) => name === spec.name || JSON.stringify(key) === JSON.stringify(spec.key),
    );
    if (same) {
      if (JSON.stringify(sorted(same)) === JSON.stringify(sorted(spec))) return false;
      if (same.name === '_id_') return false;
      const [fault, word] =
        same.name === spec.name
          ? (['IndexKeySpecsConflict', 'name'] as const)
          : (['IndexOptionsConflict', 'key'] as const);
      throw new MongoFault(
        fault,
        `An existing index has the same ${word} as the requested index but is not the same. Requested index: ${JSON.stringify(spec)}, existing index: ${JSON.stringify(same)}`,
      );
    }
    const index = new CollectionIndex(spec);
    for (const stored of this.docs.values()) {
      index.add(stored, index.check(this.namespace, stored.doc));
    }
    this.indexes.push(index);
    return true;
  }

  dropIndexes(names: readonly string[]): void {
    for (const name of names) {
      const at = this.indexes.findIndex(({ spec }) => spec.name === name);
      if (at < 0) throw new MongoFault('IndexNotFound', `index not found with name [${name}]`);
      if (name === '_id_') throw new MongoFault('InvalidOptions', 'cannot drop _id index');
      this.indexes.splice(at, 1);
    }
  }
}

function sorted(spec: IndexSpec): Doc {
  return Object.fromEntries(Object.entries(spec).sort(([a], [b]) => (a < b ? -1 : 1)));
}
