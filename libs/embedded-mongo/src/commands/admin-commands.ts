import { MongoFault } from '../mongo-fault';
import { parseIndexSpec } from '../storage/collection-index';
import type { Collection } from '../storage/collection';
import type { Store } from '../storage/store';
import { compileFilter } from '../query/matcher';
import type { Doc } from '../values/document';
import { encode, isDoc } from '../values/document';
import type { Command } from './command';
import { docOf, listOf, namespaceOf } from './command';

/** In `modules` of buildInfo: how a client knows that this is not MongoDB. */
export const EMBEDDED_MARKER = 'infra-mind-embedded';

/** The version of MongoDB whose behaviour the answers follow. */
const VERSION = '8.0.0';

const hello: Command = {
  options: [
    'client',
    'compression',
    'hello',
    'isMaster',
    'ismaster',
    'saslSupportedMechs',
    'speculativeAuthenticate',
    'backpressure',
    'topologyVersion',
    'maxAwaitTimeMS',
    'loadBalanced',
  ],
  run: () => ({
    helloOk: true,
    ismaster: true,
    isWritablePrimary: true,
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
  }),
};

const plain = (reply: () => Doc): Command => ({ options: [], run: reply });

const buildInfo = plain(() => ({
  version: VERSION,
  versionArray: [...VERSION.split('.').map(Number), 0],
  gitVersion: 'none',
  modules: [EMBEDDED_MARKER],
  storageEngines: ['sqlite'],
  bits: 64,
  debug: false,
  maxBsonObjectSize: 16 * 1024 * 1024,
}));

const serverStatus: Command = {
  options: ['repl', 'metrics', 'locks', 'wiredTiger'],
  run: (_body, _database, { startedAt, cursors }) => ({
    version: VERSION,
    process: EMBEDDED_MARKER,
    pid: process.pid,
    uptime: (Date.now() - startedAt.getTime()) / 1000,
    localTime: new Date(),
    metrics: { cursor: { open: { total: cursors.size } } },
    storageEngine: { name: 'sqlite', persistent: true },
  }),
};

function inDatabase(store: Store, database: string): Collection[] {
  return [...store.collections.values()].filter(({ namespace }) => namespace.startsWith(`${database}.`));
}

function bytesIn(collections: readonly Collection[]): number {
  return collections.reduce(
    (sum, { docs }) => [...docs.values()].reduce((part, { bytes }) => part + bytes, sum),
    0,
  );
}

const listDatabases: Command = {
  options: ['nameOnly', 'filter', 'authorizedDatabases'],
  run(body, _database, { store }) {
    const names = new Set(
      [...store.collections.keys()].map((namespace) => namespace.slice(0, namespace.indexOf('.'))),
    );
    const { test } = compileFilter(docOf('filter', body.filter));
    const databases = [...names].sort().map((name) => {
      if (body.nameOnly) return { name };
      const sizeOnDisk = bytesIn(inDatabase(store, name));
      return { name, sizeOnDisk, empty: sizeOnDisk === 0 };
    });
    return { databases: databases.filter(test) };
  },
};

const listCollections: Command = {
  options: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run(body, database, { store, cursors }) {
    const { test } = compileFilter(docOf('filter', body.filter));
    const listed = inDatabase(store, database).map(({ namespace }) => {
      const entry = { name: namespace.slice(database.length + 1), type: 'collection' };
      return body.nameOnly
        ? entry
        : {
            ...entry,
            options: {},
            info: { readOnly: false },
            idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
          };
    });
    return cursors.first(`${database}.$cmd.listCollections`, listed.filter(test).map(encode), Infinity);
  },
};

const create: Command = {
  options: ['autoIndexId', 'idIndex'],
  run(body, database, { store }) {
    const namespace = namespaceOf(database, body.create);
    // Making what is there, with the same (no) options, succeeds since MongoDB 7.
    store.transact((transaction) => store.ensure(namespace, transaction));
    return {};
  },
};

const drop: Command = {
  options: [],
  run(body, database, { store }) {
    const collection = store.collections.get(namespaceOf(database, body.drop));
    if (!collection) return {};
    store.transact((transaction) => store.drop(collection, transaction));
    return { ns: collection.namespace, nIndexesWas: collection.indexes.length };
  },
};

const dropDatabase: Command = {
  options: [],
  run(_body, database, { store }) {
    store.transact((transaction) => {
      for (const collection of inDatabase(store, database)) store.drop(collection, transaction);
    });
    return { dropped: database };
  },
};

const createIndexes: Command = {
  options: ['indexes'],
  run(body, database, { store }) {
    const namespace = namespaceOf(database, body.createIndexes);
    const specs = listOf('indexes', body.indexes).map(parseIndexSpec);
    return store.transact((transaction) => {
      const createdCollectionAutomatically = !store.collections.has(namespace);
      const collection = store.ensure(namespace, transaction);
      const before = [...collection.indexes];
      transaction.change(
        () => undefined,
        () => collection.indexes.splice(0, Infinity, ...before),
      );
      const created = specs.filter((spec) => collection.createIndex(spec));
      if (created.length > 0) store.saveIndexes(collection, transaction);
      const counts = { numIndexesBefore: before.length, numIndexesAfter: collection.indexes.length };
      const note = created.length < specs.length ? { note: 'all indexes already exist' } : {};
      return { ...counts, createdCollectionAutomatically, ...note };
    });
  },
};

/** @throws NamespaceNotFound */
function existing(store: Store, namespace: string): Collection {
  const collection = store.collections.get(namespace);
  if (!collection) throw new MongoFault('NamespaceNotFound', `ns does not exist: ${namespace}`);
  return collection;
}

const listIndexes: Command = {
  options: ['cursor'],
  run(body, database, { store, cursors }) {
    const collection = existing(store, namespaceOf(database, body.listIndexes));
    const specs = collection.specs as unknown as Doc[];
    return cursors.first(collection.namespace, specs.map(encode), Infinity);
  },
};

const dropIndexes: Command = {
  options: ['index'],
  run(body, database, { store }) {
    const collection = existing(store, namespaceOf(database, body.dropIndexes));
    const nIndexesWas = collection.indexes.length;
    const droppable = collection.specs.map(({ name }) => name).filter((name) => name !== '_id_');
    const names =
      body.index === '*' ? droppable : [body.index].flat().map((given) => indexName(collection, given));
    store.transact((transaction) => {
      const before = [...collection.indexes];
      transaction.change(
        () => undefined,
        () => collection.indexes.splice(0, Infinity, ...before),
      );
      collection.dropIndexes(names);
      store.saveIndexes(collection, transaction);
    });
    return { nIndexesWas };
  },
};

function indexName(collection: Collection, given: unknown): string {
  if (!isDoc(given)) return String(given);
  const wanted = JSON.stringify(given);
  const found = collection.specs.find(({ key }) => JSON.stringify(key) === wanted);
  if (!found) throw new MongoFault('IndexNotFound', `can't find index with key: ${wanted}`);
  return found.name;
}

const dbStats: Command = {
  options: ['scale', 'freeStorage'],
  run(_body, database, { store }) {
    const collections = inDatabase(store, database);
    const objects = collections.reduce((sum, { docs }) => sum + docs.size, 0);
    const indexes = collections.reduce((sum, collection) => sum + collection.indexes.length, 0);
    return {
      db: database,
      collections: collections.length,
      views: 0,
      objects,
      dataSize: bytesIn(collections),
      indexes,
    };
  },
};

const refused = (code: 'IllegalOperation' | 'CommandNotSupported', message: string): Command => ({
  options: [],
  run: () => {
    throw new MongoFault(code, message);
  },
});
const noTransactions = refused(
  'IllegalOperation',
  'Transaction numbers are only allowed on a replica set member or mongos',
);

export const ADMIN_COMMANDS: Record<string, Command> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: plain(() => ({})),
  buildInfo,
  buildinfo: buildInfo,
  serverStatus,
  listDatabases,
  listCollections,
  create,
  drop,
  dropDatabase,
  createIndexes,
  listIndexes,
  dropIndexes,
  dbStats,
  endSessions: plain(() => ({})),
  startSession: refused('CommandNotSupported', 'the embedded database keeps no sessions'),
  commitTransaction: noTransactions,
  abortTransaction: noTransactions,
};
