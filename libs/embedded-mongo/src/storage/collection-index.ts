import { ObjectId } from 'bson';
import { MongoFault, notImplemented } from '../mongo-fault';
import { compileFilter } from '../query/matcher';
import type { Test } from '../query/matcher';
import type { Doc } from '../values/document';
import { get, getPath, isDoc, someAt } from '../values/document';
import type { Fields } from '../values/fields';
import { eitherFields, fieldsOfFilter, topOf } from '../values/fields';
import { invertKey, keyOf } from '../values/key-string';
import type { SortField } from '../values/order';
import { parseSort } from '../values/order';
import { OrderedList } from './ordered-list';
import type { StoredDoc } from './stored-doc';

/** An index as createIndexes and listIndexes write it. */
export interface IndexSpec {
  readonly v: 2;
  readonly key: Record<string, 1 | -1>;
  readonly name: string;
  readonly unique?: boolean;
  readonly sparse?: boolean;
  readonly expireAfterSeconds?: number;
  readonly partialFilterExpression?: Doc;
}

const OPTIONS = [
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'expireAfterSeconds',
  'partialFilterExpression',
  'background',
];

const MOST_EXPIRY_SECONDS = 2 ** 31 - 1;

/** @throws CannotCreateIndex for a bad specification, NotImplemented for the kinds of index left out here. */
export function parseIndexSpec(spec: unknown): IndexSpec {
  if (!isDoc(spec) || !isDoc(spec.key) || Object.keys(spec.key).length === 0) {
    throw new MongoFault('CannotCreateIndex', "Index keys cannot be empty and need a 'key'");
  }
  const unknown = Object.keys(spec).find((option) => !OPTIONS.includes(option));
  if (unknown) throw notImplemented(`the index option ${unknown}`);
  for (const [path, direction] of Object.entries(spec.key)) {
    if (typeof direction === 'string' || path.includes('$**'))
      throw notImplemented(`the index {${path}: ${String(direction)}}`);
    if (direction !== 1 && direction !== -1) {
      throw new MongoFault(
        'CannotCreateIndex',
        `Values in the index key pattern must be 1 or -1, not ${String(direction)}`,
      );
    }
  }
  const { key, unique, sparse, expireAfterSeconds, partialFilterExpression } = spec;
  const seconds = Number(expireAfterSeconds ?? 0);
  if (!(seconds >= 0 && seconds <= MOST_EXPIRY_SECONDS)) {
    throw new MongoFault('CannotCreateIndex', `expireAfterSeconds must be from 0 to ${MOST_EXPIRY_SECONDS}`);
  }
  if (partialFilterExpression) compileFilter(partialFilterExpression as Doc);
  const fallback = Object.entries(key)
    .map(([path, direction]) => `${path}_${String(direction)}`)
    .join('_');
  return {
    v: 2,
    key: key as IndexSpec['key'],
    name: typeof spec.name === 'string' ? spec.name : fallback,
    ...(unique ? { unique: true } : {}),
    ...(sparse ? { sparse: true } : {}),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds: Number(expireAfterSeconds) }),
    ...(partialFilterExpression ? { partialFilterExpression: partialFilterExpression as Doc } : {}),
  };
}

/** The keys of one document before and after a write. */
export interface IndexChange {
  readonly index: CollectionIndex;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** One index of a collection: equality, ranges and order of its fields without a look at the other documents. */
export class CollectionIndex {
  readonly entries = new OrderedList<StoredDoc>();
  readonly fields: readonly SortField[];
  readonly covers: Test;
  /** All that the keys of a document depend on. */
  readonly looksAt: Fields;
  /** Some document has an array at an indexed path, so one document has several keys. */
  multikey = false;

  constructor(readonly spec: IndexSpec) {
    this.fields = parseSort(spec.key);
    this.covers = spec.partialFilterExpression
      ? compileFilter(spec.partialFilterExpression).test
      : () => true;
    const tops = new Set(this.fields.map(({ path }) => topOf(path)));
    this.looksAt = spec.partialFilterExpression
      ? eitherFields(tops, fieldsOfFilter(spec.partialFilterExpression))
      : tops;
  }

  /** The keys the document would have. @throws DuplicateKey in MongoDB's own words, CannotIndexParallelArrays. */
  check(namespace: string, doc: Doc): readonly string[] {
    const keys = this.keysOf(doc);
    this.refuseDuplicates(namespace, doc, keys);
    return keys;
  }

  /** What a new content of the document changes here, or undefined. @throws as {@link check} does */
  changeOf(namespace: string, stored: StoredDoc, doc: Doc): IndexChange | undefined {
    const from = this.keysOf(stored.part(this.looksAt));
    const after = stored.fill(doc, this.looksAt);
    const to = this.keysOf(after);
    if (from.length === to.length && from.every((key, at) => key === to[at])) return undefined;
    this.refuseDuplicates(namespace, after, to, stored);
    return { index: this, from, to };
  }

  add(stored: StoredDoc, keys: readonly string[] = this.keysOf(stored.part(this.looksAt))): void {
    for (const key of keys) this.entries.add(key + stored.suffix, stored);
  }

  remove(stored: StoredDoc, keys: readonly string[]): void {
    for (const key of keys) this.entries.remove(key + stored.suffix);
  }

  private refuseDuplicates(namespace: string, doc: Doc, keys: readonly string[], self?: StoredDoc): void {
    if (!this.spec.unique) return;
    for (const key of keys) {
      for (const other of this.entries.range(key, key + '\uffff')) {
        if (other !== self) throw this.duplicate(namespace, doc);
      }
    }
  }

  /** @throws CannotIndexParallelArrays */
  keysOf(doc: Doc): readonly string[] {
    if (!this.covers(doc)) return [];
    const only = this.spec.sparse ? undefined : this.onlyKey(doc);
    if (only !== undefined) return [only];
    let keys = [''];
    let arrays = 0;
    let present = false;
    for (const field of this.fields) {
      const values = new Set<string>();
      let isArray = false;
      let leaves = 0;
      someAt(doc, field.keys, (leaf) => {
        leaves++;
        if (leaf !== undefined) present = true;
        if (Array.isArray(leaf)) isArray = true;
        // An empty array has the key of undefined, below null.
        const found =
          Array.isArray(leaf) && leaf.length > 0
            ? (leaf as unknown[])
            : [Array.isArray(leaf) ? undefined : (leaf ?? null)];
        for (const value of found) values.add(field.descending ? invertKey(keyOf(value)) : keyOf(value));
        return false;
      });
      if (leaves === 0) values.add(field.descending ? invertKey(keyOf(null)) : keyOf(null));
      if (isArray || leaves !== 1) arrays++;
      if (arrays > 1) {
        throw new MongoFault('CannotIndexParallelArrays', `cannot index parallel arrays [${field.path}]`);
      }
      keys = keys.flatMap((key) => [...values].map((value) => key + value));
    }
    if (this.spec.sparse && !present) return [];
    if (arrays > 0) this.multikey = true;
    return keys;
  }

  /** The key of a document that has no array on any indexed path, as nearly all have. */
  private onlyKey(doc: Doc): string | undefined {
    let key = '';
    for (const { keys, descending } of this.fields) {
      let value: unknown = doc;
      for (const name of keys) {
        if (Array.isArray(value)) return undefined;
        value = get(value, name);
      }
      if (Array.isArray(value)) return undefined;
      key += descending ? invertKey(keyOf(value ?? null)) : keyOf(value ?? null);
    }
    return key;
  }

  private duplicate(namespace: string, doc: Doc): MongoFault {
    const keyValue = Object.fromEntries(this.fields.map(({ path }) => [path, getPath(doc, path) ?? null]));
    const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${show(value)}`);
    return new MongoFault(
      'DuplicateKey',
      `E11000 duplicate key error collection: ${namespace} index: ${this.spec.name} dup key: { ${shown.join(', ')} }`,
      { keyPattern: this.spec.key, keyValue },
    );
  }
}

function show(value: unknown): string {
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  return JSON.stringify(value);
}
