import { ObjectId } from 'bson';
import { MongoFault, asFault } from '../mongo-fault';
import { compileFindProjection } from '../pipeline/find-projection';
import type { Answer } from '../query/plan';
import { answer } from '../query/plan';
import type { Collection } from '../storage/collection';
import type { Transaction } from '../storage/transaction';
import { compileUpdate, isReplacement } from '../update/update';
import { upsertedDoc } from '../update/upsert';
import type { Doc } from '../values/document';
import { isDoc } from '../values/document';
import type { Command, Server } from './command';
import { checkFields, docOf, listOf, namespaceOf } from './command';

interface WriteContext {
  readonly transaction: Transaction;
  readonly server: Server;
  readonly namespace: string;
}

type WriteErrors = Doc[];

/** Runs the statements of one command in one transaction; ordered ones end at the first error. */
function writeAll(
  server: Server,
  namespace: string,
  body: Doc,
  statements: readonly unknown[],
  run: (statement: unknown, index: number, context: WriteContext) => void,
): WriteErrors {
  const errors: WriteErrors = [];
  server.store.transact((transaction) => {
    for (const [index, statement] of statements.entries()) {
      try {
        run(statement, index, { transaction, server, namespace });
      } catch (error) {
        const fault = asFault(error);
        if (fault.codeName === 'OutOfDiskSpace') throw fault;
        errors.push({ index, code: fault.code, errmsg: fault.message, ...fault.details });
        if (body.ordered !== false) break;
      }
    }
  });
  return errors;
}

const withErrors = (reply: Doc, errors: WriteErrors): Doc =>
  errors.length > 0 ? { ...reply, writeErrors: errors } : reply;

const insert: Command = {
  options: ['documents', 'ordered', 'bypassDocumentValidation'],
  run(body, database, server) {
    const namespace = namespaceOf(database, body.insert);
    let n = 0;
    const errors = writeAll(
      server,
      namespace,
      body,
      listOf('documents', body.documents),
      (given, _index, { transaction }) => {
        const doc = docOf('documents', given);
        const id = doc._id;
        if (Array.isArray(id) || id instanceof RegExp) {
          throw new MongoFault('BadValue', "The '_id' value cannot be of type array or regex");
        }
        const whole = id === undefined ? { ...doc, _id: new ObjectId() } : doc;
        const stored =
          Object.keys(doc)[0] === '_id' && id !== undefined ? doc : { ...{ _id: whole._id }, ...whole };
        server.store.ensure(namespace, transaction).insert(stored, transaction);
        n++;
      },
    );
    return withErrors({ n }, errors);
  },
};

const update: Command = {
  options: ['updates', 'ordered', 'bypassDocumentValidation'],
  run(body, database, server) {
    const namespace = namespaceOf(database, body.update);
    const reply = { n: 0, nModified: 0 };
    const upserted: Doc[] = [];
    const errors = writeAll(
      server,
      namespace,
      body,
      listOf('updates', body.updates),
      (given, index, context) => {
        const statement = checkFields('update.updates', given, [
          'q',
          'u',
          'multi',
          'upsert',
          'arrayFilters',
          'hint',
          'sort',
        ]);
        const done = updateDocs(statement, context);
        reply.n += done.matched + (done.upsertedId === undefined ? 0 : 1);
        reply.nModified += done.modified;
        if (done.upsertedId !== undefined) upserted.push({ index, _id: done.upsertedId });
      },
    );
    return withErrors(upserted.length > 0 ? { ...reply, upserted } : reply, errors);
  },
};

interface Updated {
  matched: number;
  modified: number;
  upsertedId?: unknown;
}

function updateDocs(
  { q, u, multi, upsert, arrayFilters, hint, sort }: Doc,
  { server, namespace, transaction }: WriteContext,
): Updated {
  const filter = docOf('q', q);
  const apply = compileUpdate(u, arrayFilters);
  if (multi && isReplacement(u))
    throw new MongoFault('FailedToParse', 'multi update is not supported for replacement-style update');
  const collection = server.store.collections.get(namespace);
  const found = answer(collection, { filter, hint, sort: sort as Doc | undefined, limit: multi ? 0 : 1 });
  const done: Updated = { matched: found.docs.length, modified: 0 };
  for (const stored of found.docs) {
    const doc = apply(stored.doc, { matches: found.matcher.test, inserting: false });
    if (collection?.replace(stored, doc, transaction)) done.modified++;
  }
  if (done.matched === 0 && upsert) {
    const doc = upsertedDoc(filter, u, apply);
    server.store.ensure(namespace, transaction).insert(doc, transaction);
    done.upsertedId = doc._id;
  }
  return done;
}

const remove: Command = {
  options: ['deletes', 'ordered'],
  run(body, database, server) {
    const namespace = namespaceOf(database, body.delete);
    let n = 0;
    const errors = writeAll(
      server,
      namespace,
      body,
      listOf('deletes', body.deletes),
      (given, _index, { transaction }) => {
        const { q, limit, hint } = checkFields('delete.deletes', given, ['q', 'limit', 'hint']);
        if (limit !== 0 && limit !== 1)
          throw new MongoFault('FailedToParse', 'The limit field in delete objects must be 0 or 1');
        const collection = server.store.collections.get(namespace);
        const { docs } = answer(collection, { filter: docOf('q', q), hint, limit: Number(limit) });
        for (const stored of docs) collection?.remove(stored, transaction);
        n += docs.length;
      },
    );
    return withErrors({ n }, errors);
  },
};

const findAndModify: Command = {
  options: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'arrayFilters',
    'hint',
    'bypassDocumentValidation',
  ],
  run(body, database, server) {
    const namespace = namespaceOf(database, body.findAndModify ?? body.findandmodify);
    if (Boolean(body.remove) === (body.update !== undefined)) {
      throw new MongoFault('FailedToParse', 'Either an update or remove=true must be specified, not both');
    }
    if (body.remove && (body.upsert || body.new)) {
      throw new MongoFault('FailedToParse', "Cannot specify both remove=true and 'new' or 'upsert'");
    }
    const filter = docOf('query', body.query);
    const collection = server.store.collections.get(namespace);
    const project =
      isDoc(body.fields) && Object.keys(body.fields).length > 0
        ? compileFindProjection(body.fields, filter)
        : undefined;
    return server.store.transact((transaction) => {
      const found = answer(collection, { filter, sort: docOf('sort', body.sort), hint: body.hint, limit: 1 });
      const { value, lastErrorObject } = body.remove
        ? removeOne(found, collection, transaction)
        : modifyOne(body, filter, found, { transaction, server, namespace });
      return { lastErrorObject, value: value && project ? project(value) : value };
    });
  },
};

interface Modified {
  readonly value: Doc | null;
  readonly lastErrorObject: Doc;
}

function removeOne(
  { docs: [stored] }: Answer,
  collection: Collection | undefined,
  transaction: Transaction,
): Modified {
  if (stored) collection?.remove(stored, transaction);
  return { value: stored?.doc ?? null, lastErrorObject: { n: stored ? 1 : 0 } };
}

function modifyOne(
  body: Doc,
  filter: Doc,
  found: Answer,
  { transaction, server, namespace }: WriteContext,
): Modified {
  const apply = compileUpdate(body.update, body.arrayFilters);
  const [stored] = found.docs;
  if (stored) {
    const before = stored.doc;
    const doc = apply(before, { matches: found.matcher.test, inserting: false });
    server.store.ensure(namespace, transaction).replace(stored, doc, transaction);
    return { value: body.new ? doc : before, lastErrorObject: { n: 1, updatedExisting: true } };
  }
  if (!body.upsert) return { value: null, lastErrorObject: { n: 0, updatedExisting: false } };
  const doc = upsertedDoc(filter, body.update, apply);
  server.store.ensure(namespace, transaction).insert(doc, transaction);
  return {
    value: body.new ? doc : null,
    lastErrorObject: { n: 1, updatedExisting: false, upserted: doc._id },
  };
}

export const WRITE_COMMANDS: Record<string, Command> = {
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
};
