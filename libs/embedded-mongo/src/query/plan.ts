import { MongoFault } from '../mongo-fault';
import type { Scope } from '../pipeline/expression';
import type { Collection } from '../storage/collection';
import type { CollectionIndex } from '../storage/collection-index';
import type { StoredDoc } from '../storage/stored-doc';
import type { Doc } from '../values/document';
import type { Fields } from '../values/fields';
import { eitherFields, fieldsOfFilter, topOf } from '../values/fields';
import { invertKey, keyOf } from '../values/key-string';
import type { SortField } from '../values/order';
import { parseSort, sortKey } from '../values/order';
import type { Condition, Matcher } from './matcher';
import { compileFilter } from './matcher';

export interface Query {
  readonly filter: Doc;
  readonly sort?: Doc;
  readonly skip?: number;
  readonly limit?: number;
  /** The name or the key of the index that must be used. */
  readonly hint?: unknown;
  readonly scope?: Scope;
}

/** How a query is answered, and what that cost. */
export interface Plan {
  readonly index?: CollectionIndex;
  /** The index gives the documents in the order asked for. */
  readonly ordered: boolean;
  docsExamined: number;
}

export interface Answer {
  readonly docs: StoredDoc[];
  readonly plan: Plan;
  readonly matcher: Matcher;
  /** What the filter looks at. */
  readonly fields: Fields;
}

/** Answers a query by the index that narrows it most, or by looking at every document. */
export function answer(collection: Collection | undefined, query: Query): Answer {
  const matcher = compileFilter(query.filter, query.scope ?? { NOW: new Date() });
  const natural = query.sort?.$natural;
  const sort = query.sort && natural === undefined ? parseSort(query.sort) : [];
  const access =
    collection && natural === undefined ? choose(collection, matcher, sort, query.hint) : undefined;
  const plan: Plan = { index: access?.index, ordered: access?.ordered ?? sort.length === 0, docsExamined: 0 };
  const { skip = 0, limit = 0 } = query;
  const enough = plan.ordered && limit > 0 ? skip + limit : Infinity;
  const fields = fieldsOfFilter(query.filter);
  const looksAt = plan.ordered ? fields : eitherFields(fields, topsOf(sort));
  const found: StoredDoc[] = [];
  const keys: string[] = [];
  const seen = access?.index.multikey ? new Set<StoredDoc>() : undefined;
  for (const stored of access ? (access.docs ?? read(access)) : (collection?.docs.values() ?? [])) {
    if (seen?.has(stored)) continue;
    seen?.add(stored);
    plan.docsExamined++;
    const doc = stored.part(looksAt);
    if (!matcher.test(doc)) continue;
    found.push(stored);
    if (!plan.ordered) keys.push(sortKey(doc, sort));
    if (found.length >= enough && natural !== -1) break;
  }
  if (natural === -1) found.reverse();
  const docs = plan.ordered ? found : inOrder(found, keys);
  return {
    docs: skip || limit ? docs.slice(skip, limit ? skip + limit : undefined) : docs,
    plan,
    matcher,
    fields,
  };
}

function topsOf(sort: readonly SortField[]): Fields {
  return new Set(sort.map(({ path }) => topOf(path)));
}

/** A stable sort by keys that were taken while the documents were at hand. */
function inOrder(found: readonly StoredDoc[], keys: readonly string[]): StoredDoc[] {
  const key = (at: number): string => keys[at] as string;
  return [...found.keys()]
    .sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
    .map((at) => found[at] as StoredDoc);
}

interface Access {
  readonly index: CollectionIndex;
  /** Given when they are known without a look at the index. */
  readonly docs?: readonly StoredDoc[];
  readonly ranges: readonly (readonly [string, string])[];
  readonly ordered: boolean;
  readonly reverse: boolean;
  readonly score: number;
}

function* read({ index, ranges, reverse }: Access): Generator<StoredDoc> {
  for (const [from, to] of reverse ? ranges.toReversed() : ranges)
    yield* index.entries.range(from, to, reverse);
}

function choose(
  collection: Collection,
  matcher: Matcher,
  sort: readonly SortField[],
  hint: unknown,
): Access | undefined {
  const byId =
    hint === undefined && sort.length === 0 ? accessById(collection, matcher.conditions) : undefined;
  if (byId) return byId;
  const usable = hint === undefined ? collection.indexes : [hinted(collection, hint)];
  let best: Access | undefined;
  for (const index of usable) {
    if (!index) return undefined;
    if (!serves(index, matcher.conditions)) {
      if (hint === undefined) continue;
      throw new MongoFault(
        'BadValue',
        `error processing query: planner returned error :: the hinted index ${index.spec.name} cannot answer it`,
      );
    }
    const access = accessBy(index, matcher.conditions, sort);
    if ((access.score > 0 || hint !== undefined) && access.score > (best?.score ?? -1)) best = access;
  }
  return best;
}

/** At most one document, found at once: no index can do better, and none need be weighed. */
function accessById({ indexes, docs }: Collection, conditions: readonly Condition[]): Access | undefined {
  const index = indexes.find(({ spec }) => spec.name === '_id_');
  for (const condition of conditions) {
    const points = condition.path === '_id' ? pointsOf(condition) : undefined;
    if (!index || points?.length !== 1) continue;
    const stored = docs.get(keyOf(points[0]));
    return { index, docs: stored ? [stored] : [], ranges: [], ordered: true, reverse: false, score: 0 };
  }
  return undefined;
}

function hinted(collection: Collection, hint: unknown): CollectionIndex | undefined {
  if (typeof hint === 'object' && hint !== null && '$natural' in hint) return undefined;
  const wanted = JSON.stringify(hint);
  const found = collection.indexes.find(
    ({ spec }) => spec.name === hint || JSON.stringify(spec.key) === wanted,
  );
  if (!found) throw new MongoFault('BadValue', 'hint provided does not correspond to an existing index');
  return found;
}

const THERE = keyOf({ $exists: true });

/** A partial or sparse index answers only queries whose every match it holds. */
function serves(index: CollectionIndex, conditions: readonly Condition[]): boolean {
  const { sparse, partialFilterExpression: partial } = index.spec;
  if (
    sparse &&
    !conditions.some((one) => index.fields.some(({ path }) => path === one.path) && excludesMissing(one))
  ) {
    return false;
  }
  return Object.entries(partial ?? {}).every(([path, wanted]) => {
    const { test } = compileFilter({ [path]: wanted });
    return conditions.some((one) => {
      if (one.path !== path) return false;
      if (keyOf({ [one.operator]: one.operand }) === keyOf(wanted)) return true;
      if (keyOf(wanted) === THERE && excludesMissing(one)) return true;
      const points = path.includes('.') || !excludesMissing(one) ? undefined : pointsOf(one);
      return points?.every((value) => test({ [path]: value })) === true;
    });
  });
}

/** A condition on a value also excludes the documents that lack the field; one on null does not. */
function excludesMissing(condition: Condition): boolean {
  const points = pointsOf(condition);
  if (points) return points.every((value) => value !== null);
  return /^\$[gl]te?$/.test(condition.operator) && condition.operand !== null;
}

/** The values a condition allows, when they can be looked up one by one. */
function pointsOf({ operator, operand }: Condition): unknown[] | undefined {
  const values =
    operator === '$eq'
      ? [operand]
      : operator === '$in' && Array.isArray(operand)
        ? (operand as unknown[])
        : undefined;
  return values?.some((value) => Array.isArray(value) || value instanceof RegExp)
    ? undefined
    : values?.map((value) => value ?? null);
}

const MOST_RANGES = 1000;

function accessBy(
  index: CollectionIndex,
  conditions: readonly Condition[],
  sort: readonly SortField[],
): Access {
  let prefixes = [''];
  let at = 0;
  let fixed = 0;
  let score = 0;
  for (; at < index.fields.length; at++) {
    const field = index.fields[at] as SortField;
    const points = conditions
      .filter((one) => one.path === field.path)
      .map(pointsOf)
      .find((values) => values !== undefined);
    if (!points || prefixes.length * points.length > MOST_RANGES) break;
    const keys = [...new Set(points.map((value) => directed(keyOf(value), field)))].sort();
    prefixes = prefixes.flatMap((prefix) => keys.map((key) => prefix + key));
    if (prefixes.length === 1) fixed = at + 1;
    score += keys.length === 1 ? 10 : 8;
  }
  const range =
    at < index.fields.length ? rangeOf(index.fields[at] as SortField, conditions, index.multikey) : undefined;
  if (range) score += 5;
  const [low, high] = range ?? ['', '\uffff'];
  const order = orderBy(index, sort, fixed);
  return {
    index,
    ranges: prefixes.map((prefix) => [prefix + low, prefix + high] as const),
    ordered: sort.length === 0 || order !== undefined,
    reverse: order === 'backward',
    score: score + (order ? 3 : 0),
  };
}

function directed(key: string, field: SortField): string {
  return field.descending ? invertKey(key) : key;
}

/** From and to of the keys that the conditions on one field allow; an index on arrays can use one side only. */
function rangeOf(
  { path: indexed, descending }: SortField,
  conditions: readonly Condition[],
  multikey: boolean,
): [string, string] | undefined {
  let range: [string, string] | undefined;
  for (const { path, operator, operand } of conditions) {
    if (path !== indexed || !/^\$[gl]te?$/.test(operator) || operand === null || Array.isArray(operand))
      continue;
    const key = keyOf(operand);
    if (key === '\x01' || key === '\x7f' || Number.isNaN(operand)) continue;
    const [from, to] = descending ? descendingRange(operator, key) : ascendingRange(operator, key);
    if (!range) range = [from, to];
    else if (!multikey) range = [from > range[0] ? from : range[0], to < range[1] ? to : range[1]];
  }
  return range;
}

/** The keys of the operand's type on one side of it; what continues a key lies below the key and U+FFFF. */
function ascendingRange(operator: string, key: string): [string, string] {
  const tag = key.charCodeAt(0);
  if (operator.startsWith('$g'))
    return [operator === '$gt' ? key + '\uffff' : key, String.fromCharCode(tag + 1)];
  return [String.fromCharCode(tag), operator === '$lt' ? key : key + '\uffff'];
}

function descendingRange(operator: string, key: string): [string, string] {
  const tag = 0xffff - key.charCodeAt(0);
  const inverted = invertKey(key);
  if (operator.startsWith('$g')) {
    return [String.fromCharCode(tag), operator === '$gt' ? inverted : inverted + '\uffff'];
  }
  return [operator === '$lt' ? inverted + '\uffff' : inverted, String.fromCharCode(tag + 1)];
}

/** Whether the index, behind its fixed fields, is in the order of the sort. */
function orderBy(
  index: CollectionIndex,
  sort: readonly SortField[],
  fixed: number,
): 'forward' | 'backward' | undefined {
  if (sort.length === 0 || index.multikey) return undefined;
  const constant = new Set(index.fields.slice(0, fixed).map(({ path }) => path));
  const wanted = sort.filter(({ path }) => !constant.has(path));
  const given = index.fields.slice(fixed);
  const turns = new Set(
    wanted.map(({ path, descending }, at) =>
      given[at]?.path === path ? given[at].descending !== descending : undefined,
    ),
  );
  if (turns.size === 0) return 'forward';
  if (turns.size > 1 || turns.has(undefined)) return undefined;
  return turns.has(true) ? 'backward' : 'forward';
}
