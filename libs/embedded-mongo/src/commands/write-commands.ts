import { ObjectId } from 'bson';
import { MongoFault, asFault } from '../mongo-fault';
import { compileFindProjection } from '../pipeline/find-projection';
import type { Answer } from '../query/plan';
import { answer } from '../query/plan';
import type { Collection } from '../storage/collection';
import type { Transaction } from '../storage/transaction';
import { compileUpdate, isReplacement, setsCurrentDate } from '../update/update';
import { upsertedDoc } from '../update/upsert';
import type { Doc } from '../values/document';
import type { Fields } from '../values/fields';
import { ALL_FIELDS, eitherFields, fieldsOfProjection } from '../values/fields';
import type { Command, Server } from './command';
import { checkFields, docOf, listOf, namespaceOf } from './command';

interface WriteContext {
  readonly transaction: Transaction;
  readonly server: Server;
  readonly namespace: string;
}

type Write = (statement: Doc, context: WriteContext, index: number) => void;

/**
 * Runs the statements of one command in one transaction; ordered ones end at the first error. What went well before
 * and, if unordered, after an error stays.
 * @returns the errors, as the reply tells them
 */
function writeAll(
  server: Server,
  namespace: string,
  body: Doc,
  statements: readonly Doc[],
  write: Write,
): Doc {
  const writeErrors: Doc[] = [];
  server.store.transact((transaction) => {
    for (const [index, statement] of statements.entries()) {
      try {
        write(statement, { transaction, server, namespace }, index);
      } catch (error) {
        const fault = asFault(error);
        if (fault.codeName === 'OutOfDiskSpace') throw fault;
        writeErrors.push({ index, code: fault.code, errmsg: fault.message, ...fault.details });
        if (body.ordered !== false) break;
      }
    }
  });
  return writeErrors.length > 0 ? { writeErrors } : {};
}

const insert: Command = {
  options: ['documents', 'ordered'],
  run(body, database, server) {
    const namespace = namespaceOf(database, body.insert);
    const docs = listOf('documents', body.documents).map((doc) => docOf('documents', doc ?? 0));
    let n = 0;
    const errors = writeAll(server, namespace, body, docs, (doc, { transaction }) => {
      const { _id: id = new ObjectId() } = doc;
      if (Array.isArray(id) || id instanceof RegExp) {
        throw new MongoFault('BadValue', "The '_id' value cannot be of type array or regex");
      }
      const stored = Object.keys(doc)[0] === '_id' ? doc : { ...{ _id: id }, ...doc };
      server.store.ensure(namespace, transaction).insert(stored, transaction);
      n++;
    });
    return { n, ...errors };
  },
};

const UPDATE_PARTS = ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint', 'sort'];

const update: Command = {
  options: ['updates', 'ordered'],
  run(body, database, server) {
    const namespace = namespaceOf(database, body.update);
    const updates = listOf('updates', body.updates).map((part) =>
      checkFields('update.updates', part, UPDATE_PARTS),
    );
    const reply = { n: 0, nModified: 0 };
    const upserted: Doc[] = [];
    const errors = writeAll(server, namespace, body, updates, (statement, context, index) => {
      const done = updateDocs(statement, context);
      reply.n += done.matched + (done.upsertedId === undefined ? 0 : 1);
      reply.nModified += done.modified;
      if (done.upsertedId !== undefined) upserted.push({ index, _id: done.upsertedId });
    });
    return { ...reply, ...(upserted.length > 0 ? { upserted } : {}), ...errors };
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
  const compiled = compileUpdate(u, arrayFilters);
  if (multi && isReplacement(u))
    throw new MongoFault('FailedToParse', 'multi update is not supported for replacement-style update');
  const collection = server.store.collections.get(namespace);
  const found = answer(collection, { filter, hint, sort: docOf('sort', sort), limit: multi ? 0 : 1 });
  const done: Updated = { matched: found.docs.length, modified: 0 };
  const looksAt = eitherFields(compiled.touches, found.fields);
  for (const stored of found.docs) {
    const doc = compiled.apply(stored.part(looksAt), { matches: found.matcher.test, inserting: false });
    if (collection?.replace(stored, doc, transaction) || setsCurrentDate(u)) done.modified++;
  }
  if (done.matched === 0 && upsert) {
    const doc = upsertedDoc(filter, u, compiled);
    server.store.ensure(namespace, transaction).insert(doc, transaction);
    done.upsertedId = doc._id;
  }
  return done;
}

const remove: Command = {
  options: ['deletes', 'ordered'],
  run(body, database, server) {
    const namespace = namespaceOf(database, body.delete);
    const deletes = listOf('deletes', body.deletes).map((part) =>
      checkFields('delete.deletes', part, ['q', 'limit', 'hint']),
    );
    let n = 0;
    const errors = writeAll(server, namespace, body, deletes, ({ q, limit, hint }, { transaction }) => {
      if (limit !== 0 && limit !== 1) {
        throw new MongoFault('FailedToParse', 'The limit field in delete objects must be 0 or 1');
      }
      const collection = server.store.collections.get(namespace);
      const { docs } = answer(collection, { filter: docOf('q', q), hint, limit });
      for (const stored of docs) collection?.remove(stored, transaction);
      n += docs.length;
    });
    return { n, ...errors };
  },
};

const findAndModify: Command = {
  options: ['query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert', 'arrayFilters', 'hint'],
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
    const spec = docOf('fields', body.fields);
    const project = Object.keys(spec).length > 0 ? compileFindProjection(spec, filter) : undefined;
    const shown = project ? fieldsOfProjection(spec, filter) : ALL_FIELDS;
    return server.store.transact((transaction) => {
      const found = answer(collection, { filter, sort: docOf('sort', body.sort), hint: body.hint, limit: 1 });
      const { value, lastErrorObject } = body.remove
        ? removeOne(found, collection, transaction, shown)
        : modifyOne(body, filter, found, shown, { transaction, server, namespace });
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
  shown: Fields,
): Modified {
  const value = stored?.part(shown) ?? null;
  if (stored) collection?.remove(stored, transaction);
  return { value, lastErrorObject: { n: stored ? 1 : 0 } };
}

function modifyOne(
  body: Doc,
  filter: Doc,
  found: Answer,
  shown: Fields,
  { transaction, server, namespace }: WriteContext,
): Modified {
  const { touches, apply } = compileUpdate(body.update, body.arrayFilters);
  const [stored] = found.docs;
  if (stored) {
    const before = body.new ? null : stored.part(shown);
    const context = { matches: found.matcher.test, inserting: false };
    const doc = apply(stored.part(eitherFields(touches, found.fields)), context);
    server.store.ensure(namespace, transaction).replace(stored, doc, transaction);
    return { value: before ?? stored.part(shown), lastErrorObject: { n: 1, updatedExisting: true } };
  }
  if (!body.upsert) return { value: null, lastErrorObject: { n: 0, updatedExisting: false } };
  const doc = upsertedDoc(filter, body.update, { touches, apply });
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
