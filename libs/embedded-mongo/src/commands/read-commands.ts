import { MongoFault, notImplemented } from '../mongo-fault';
import type { Scope } from '../pipeline/expression';
import { compileFindProjection } from '../pipeline/find-projection';
import { compilePipeline } from '../pipeline/pipeline';
import type { Source } from '../pipeline/stage';
import { readAnswer } from '../query/answer-reading';
import type { Answer, Plan, Query } from '../query/plan';
import { answer } from '../query/plan';
import type { Store } from '../storage/store';
import type { Doc } from '../values/document';
import { encode, isDoc, someAt } from '../values/document';
import { fieldsOfProjection } from '../values/fields';
import { keyOf } from '../values/key-string';
import type { Command } from './command';
import { checkFields, countOf, docOf, listOf, namespaceOf } from './command';

const FIRST_BATCH = 101;

/** What a query gives, read when it is asked for, and how: the second is what explain tells. */
export interface Found {
  readonly docs: Iterable<Uint8Array>;
  readonly plan: Plan;
}

export function runFind(body: Doc, database: string, store: Store): Found {
  const filter = docOf('filter', body.filter);
  const query: Query = {
    filter,
    sort: docOf('sort', body.sort),
    skip: countOf('skip', body.skip, 0),
    limit: countOf('limit', body.limit, 0),
    hint: body.hint,
  };
  const projection = docOf('projection', body.projection);
  const found = answer(store.collections.get(namespaceOf(database, body.find)), query);
  const { plan } = found;
  if (Object.keys(projection).length === 0) {
    return { docs: readAnswer(found, encode, (stored) => stored.encoded()), plan };
  }
  const project = compileFindProjection(projection, filter);
  const fields = fieldsOfProjection(projection, filter);
  const show = (doc: Doc): Uint8Array => encode(project(doc));
  return { docs: readAnswer(found, show, (stored) => show(stored.part(fields))), plan };
}

/** A leading $match (and the $sort, $skip and $limit behind it) is answered by the collection and its indexes. */
export function runAggregate(body: Doc, database: string, store: Store): Found {
  if (typeof body.aggregate !== 'string') throw notImplemented('aggregate without a collection');
  const stages = listOf('pipeline', body.pipeline);
  const scope: Scope = { NOW: new Date() };
  const { query, rest } = leadingQuery(stages, scope, body.hint);
  const reading: { plan?: Plan } = {};
  const source: Source = {
    find(collection, filter, variables) {
      const found = answer(store.collections.get(`${database}.${collection}`), { filter, scope: variables });
      if (reading.plan) reading.plan.docsExamined += found.plan.docsExamined;
      return wholeDocs(found);
    },
  };
  const run = compilePipeline(rest, source, scope);
  const found = answer(store.collections.get(namespaceOf(database, body.aggregate)), query);
  reading.plan = found.plan;
  return { docs: encodeEach(run(wholeDocs(found))), plan: found.plan };
}

function wholeDocs(found: Answer): Iterable<Doc> {
  return readAnswer(
    found,
    (doc) => doc,
    ({ doc }) => doc,
  );
}

function* encodeEach(docs: Iterable<Doc>): Generator<Uint8Array> {
  for (const doc of docs) yield encode(doc);
}

function leadingQuery(stages: unknown[], scope: Scope, hint: unknown): { query: Query; rest: unknown[] } {
  const query: { -readonly [K in keyof Query]: Query[K] } = { filter: {}, scope, hint };
  const rest = [...stages];
  const take = (name: string): unknown => {
    const [stage] = rest;
    if (!isDoc(stage) || Object.keys(stage).length !== 1 || !(name in stage)) return undefined;
    rest.shift();
    return stage[name];
  };
  query.filter = docOf('$match', take('$match'));
  const sort = take('$sort');
  if (sort !== undefined) {
    query.sort = docOf('$sort', sort);
    if (Object.keys(query.sort).length === 0)
      throw new MongoFault('Location15976', '$sort stage must have at least one sort key');
    const [next] = rest;
    if (isDoc(next) && typeof next.$limit === 'number' && next.$limit > 0 && Number.isInteger(next.$limit)) {
      query.limit = next.$limit;
      rest.shift();
    }
  }
  return { query, rest };
}

function answerCount(body: Doc, database: string, store: Store): Answer {
  return answer(store.collections.get(namespaceOf(database, body.count)), {
    filter: docOf('query', body.query),
    skip: countOf('skip', body.skip, 0),
    limit: Math.abs(Number(body.limit ?? 0)),
    hint: body.hint,
  });
}

function answerDistinct(body: Doc, database: string, store: Store): Answer {
  const collection = store.collections.get(namespaceOf(database, body.distinct));
  return answer(collection, { filter: docOf('query', body.query), hint: body.hint });
}

/** What count and distinct look at, for explain. */
export function runCount(body: Doc, database: string, store: Store): Found {
  const found = answerCount(body, database, store);
  return { docs: encodeEach(wholeDocs(found)), plan: found.plan };
}

export function runDistinct(body: Doc, database: string, store: Store): Found {
  const found = answerDistinct(body, database, store);
  return { docs: encodeEach(wholeDocs(found)), plan: found.plan };
}

const find: Command = {
  options: ['filter', 'sort', 'projection', 'hint', 'skip', 'limit', 'batchSize', 'singleBatch'],
  run(body, database, { store, cursors }) {
    const { docs } = runFind(body, database, store);
    const batch = countOf('batchSize', body.batchSize, FIRST_BATCH);
    return cursors.first(namespaceOf(database, body.find), docs, batch, Boolean(body.singleBatch));
  },
};

const aggregate: Command = {
  options: ['pipeline', 'cursor', 'hint'],
  run(body, database, { store, cursors }) {
    if (body.cursor === undefined) throw new MongoFault('FailedToParse', "The 'cursor' option is required");
    const { batchSize } = checkFields('aggregate.cursor', body.cursor, ['batchSize']);
    const { docs } = runAggregate(body, database, store);
    return cursors.first(
      namespaceOf(database, body.aggregate),
      docs,
      countOf('batchSize', batchSize, FIRST_BATCH),
    );
  },
};

const count: Command = {
  options: ['query', 'limit', 'skip', 'hint', 'fields'],
  run: (body, database, { store }) => ({ n: answerCount(body, database, store).docs.length }),
};

const distinct: Command = {
  options: ['key', 'query', 'hint'],
  run(body, database, { store }) {
    const values = new Map<string, unknown>();
    const path = String(body.key).split('.');
    const fields = new Set(path.slice(0, 1));
    for (const stored of answerDistinct(body, database, store).docs) {
      someAt(stored.part(fields), path, (leaf) => {
        for (const value of Array.isArray(leaf) ? (leaf as unknown[]) : [leaf]) {
          if (value !== undefined) values.set(keyOf(value), value);
        }
        return false;
      });
    }
    return { values: [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value) };
  },
};

const getMore: Command = {
  options: ['collection', 'batchSize'],
  run: (body, database, { cursors }) =>
    cursors.more(
      body.getMore,
      namespaceOf(database, body.collection),
      countOf('batchSize', body.batchSize, 0) || Infinity,
    ),
};

const killCursors: Command = {
  options: ['cursors'],
  run: (body, _database, { cursors }) => cursors.kill(listOf('cursors', body.cursors)),
};

export const READ_COMMANDS: Record<string, Command> = {
  find,
  aggregate,
  count,
  distinct,
  getMore,
  killCursors,
};
