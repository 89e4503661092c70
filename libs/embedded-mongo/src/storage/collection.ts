import { MongoFault } from '../mongo-fault';
import type { Doc } from '../values/document';
import { changedFields } from '../values/changes';
import { keyOf } from '../values/key-string';
import type { ApartFields } from './apart-fields';
import type { IndexSpec } from './collection-index';
import { CollectionIndex } from './collection-index';
import type { Content } from './content';
import { layOut } from './layout';
import { StoredDoc } from './stored-doc';
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
    private readonly fields: ApartFields,
  ) {
    this.indexes = specs.map(
      (spec) => new CollectionIndex(spec.name === '_id_' ? { ...spec, unique: true } : spec),
    );
  }

  get specs(): IndexSpec[] {
    return this.indexes.map(({ spec }) => (spec.name === '_id_' ? ID_INDEX : spec));
  }

  /** Takes a document that is already durable. */
  restore(row: number, content: Content): void {
    const stored = new StoredDoc(row, content, this.fields);
    this.docs.set(keyOf(content.head._id), stored);
    for (const index of this.indexes) index.add(stored);
  }

  /** @throws DuplicateKey, BSONObjectTooLarge; then nothing has changed. */
  insert(doc: Doc, transaction: Transaction): StoredDoc {
    const { content, rows } = layOut(doc);
    const keys = this.indexes.map((index) => index.check(this.namespace, doc));
    const stored = new StoredDoc(transaction.nextRow(), content, this.fields);
    const key = keyOf(doc._id);
    transaction.write(this.id, stored.row, rows, () => {
      this.docs.delete(key);
      this.fields.forget(stored.row);
      this.indexes.forEach((index, at) => index.remove(stored, keys[at] ?? []));
    });
    if (rows.apart) this.fields.hold(stored.row, rows.apart.bytes);
    this.docs.set(key, stored);
    this.indexes.forEach((index, at) => index.add(stored, keys[at] ?? []));
    return stored;
  }

  /**
   * Takes a changed document, with what it left apart in its place or not.
   * @returns whether anything changed. @throws DuplicateKey, BSONObjectTooLarge; then nothing has.
   */
  replace(stored: StoredDoc, doc: Doc, transaction: Transaction): boolean {
    const before = stored.content;
    const touched = changedFields(before.head, doc);
    if (!touched) return false;
    const { content, rows, whole } = layOut(doc, stored);
    // What is kept apart is compared as it is stored.
    if (before.apart.length > 0 && whole && Buffer.compare(whole, stored.encoded()) === 0) return false;
    // Most writes leave most indexes alone.
    const changes = this.indexes
      .filter(({ looksAt }) => touched.some((name) => looksAt.has(name)))
      .flatMap((index) => index.changeOf(this.namespace, stored, doc) ?? []);
    transaction.write(this.id, stored.row, rows, () => {
      stored.content = before;
      this.fields.forget(stored.row);
      for (const { index, from, to } of changes) {
        index.remove(stored, to);
        index.add(stored, from);
      }
    });
    stored.content = content;
    if (rows.apart) this.fields.hold(stored.row, rows.apart.bytes);
    else if (rows.apart === null) this.fields.forget(stored.row);
    for (const { index, from, to } of changes) {
      index.remove(stored, from);
      index.add(stored, to);
    }
    return true;
  }

  remove(stored: StoredDoc, transaction: Transaction): void {
    const key = keyOf(stored.content.head._id);
    const keys = this.indexes.map((index) => index.keysOf(stored.part(index.looksAt)));
    transaction.erase(stored.row, stored.content.apart.length > 0, () => {
      stored.gone = false;
      this.docs.set(key, stored);
      this.indexes.forEach((index, at) => index.add(stored, keys[at] ?? []));
    });
    stored.gone = true;
    this.fields.forget(stored.row);
    this.docs.delete(key);
    this.indexes.forEach((index, at) => index.remove(stored, keys[at] ?? []));
  }

  /** Whether what was read from here earlier can still be read. */
  setGone(gone: boolean): void {
    for (const stored of this.docs.values()) {
      stored.gone = gone;
      this.fields.forget(stored.row);
    }
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
      index.add(stored, index.check(this.namespace, stored.part(index.looksAt)));
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
