import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expireDocuments } from '../storage/expiry';
import { Store } from '../storage/store';
import type { Doc } from '../values/document';
import { decode, encode } from '../values/document';
import { encodeReply } from '../values/encoded-list';
import type { Server } from './command';
import { Cursors } from './cursors';
import { dispatch } from './dispatch';

const LARGE = 20_000;

function aServer(dataDir = ':memory:'): Server {
  return { store: new Store(dataDir), cursors: new Cursors(), startedAt: new Date() };
}

function run(server: Server, command: Doc): Doc {
  return decode(encodeReply(dispatch({ ...command, $db: 'test' }, server)));
}

/** Four documents whose `big` is so many bytes longer than it need be. */
function docs(padding: number): Doc[] {
  return [1, 2, 3, 4].map((n) => ({
    _id: n,
    state: n % 2 ? 'odd' : 'even',
    big: { rank: 10 - n, pad: 'x'.repeat(padding), list: [{ k: n }, { k: n + 1 }] },
    at: new Date(n * 1000),
    also: 'y'.repeat(padding),
    last: n,
  }));
}

function filled(padding: number, dataDir?: string): Server {
  const server = aServer(dataDir);
  run(server, { insert: 'c', documents: docs(padding) });
  return server;
}

/** What a reply says apart from the padding. */
function withoutPadding(reply: unknown): string {
  return JSON.stringify(reply).replaceAll(/x{50,}|y{50,}/g, '');
}

const all: Doc = { find: 'c', filter: {} };
const update = (q: Doc, u: unknown, more: Doc = {}): Doc => ({ update: 'c', updates: [{ q, u, ...more }] });
const modify = (query: Doc, more: Doc): Doc => ({ findAndModify: 'c', query, ...more });

const COMMANDS: [string, Doc[]][] = [
  ['whole documents', [all]],
  ['a projection without the large field', [{ ...all, projection: { big: 0 } }]],
  ['a projection of the large field', [{ ...all, projection: { big: 1 } }]],
  ['a projection within the large field', [{ ...all, projection: { 'big.rank': 1, last: 1 } }]],
  ['a projection that drops within it', [{ ...all, projection: { 'big.pad': 0, also: 0 } }]],
  ['a computed projection', [{ ...all, projection: { r: '$big.rank' } }]],
  ['the positional projection', [{ ...all, filter: { 'big.list.k': 3 }, projection: { 'big.list.$': 1 } }]],
  ['a filter on it', [{ ...all, filter: { 'big.rank': { $lt: 8 } } }]],
  ['a filter by an expression', [{ ...all, filter: { $expr: { $gt: ['$big.rank', 7] } } }]],
  ['an order by it', [{ ...all, sort: { 'big.rank': 1 }, limit: 2 }]],
  ['a count', [{ count: 'c', query: { 'big.list.k': 3 } }]],
  ['distinct values', [{ distinct: 'c', key: 'big.list.k', query: { state: 'odd' } }]],
  [
    'a pipeline',
    [
      {
        aggregate: 'c',
        pipeline: [
          { $match: { state: 'odd' } },
          { $unwind: '$big.list' },
          { $group: { _id: '$state', n: { $sum: '$big.list.k' }, ids: { $push: '$_id' } } },
        ],
        cursor: {},
      },
    ],
  ],
  [
    'a lookup',
    [
      {
        aggregate: 'c',
        pipeline: [{ $lookup: { from: 'c', localField: 'last', foreignField: 'big.rank', as: 'met' } }],
        cursor: {},
      },
    ],
  ],
  ['a change of a small field', [update({ _id: 2 }, { $set: { state: 'new' }, $inc: { last: 5 } })]],
  ['a change that changes nothing', [update({ _id: 2 }, { $set: { 'big.rank': 8, state: 'even' } })]],
  ['a new field', [update({}, { $set: { added: 1 } }, { multi: true })]],
  ['a change within it', [update({ _id: 2 }, { $push: { 'big.list': { k: 99 } } })]],
  [
    'a change by position',
    [update({ 'big.list.k': 3 }, { $set: { 'big.list.$.k': -1, state: 's' } }, { multi: true })],
  ],
  ['its removal', [update({ _id: 2 }, { $unset: { big: 1 } }), update({ _id: 2 }, { $unset: { also: 1 } })]],
  ['its new name', [update({ _id: 3 }, { $rename: { big: 'large' } })]],
  ['another in its place', [update({ _id: 3 }, { $set: { big: { rank: 1 }, state: 'z'.repeat(9_000) } })]],
  ['a replacement', [update({ _id: 3 }, { state: 'replaced', big: 'x'.repeat(60) })]],
  ['an update by a pipeline', [update({ _id: 3 }, [{ $set: { 'big.rank': { $add: ['$big.rank', 1] } } }])]],
  ['the old document of a change', [modify({ _id: 1 }, { update: { $set: { state: 'n' } } })]],
  [
    'the new document of a change',
    [modify({ 'big.rank': 7 }, { update: { $set: { state: 'n' } }, new: true })],
  ],
  [
    'a part of the new document',
    [modify({ _id: 1 }, { update: { $inc: { 'big.rank': 1 } }, new: true, fields: { 'big.rank': 1 } })],
  ],
  ['the document of a removal', [modify({ _id: 1 }, { remove: true, fields: { 'big.pad': 0 } })]],
  ['deletions', [{ delete: 'c', deletes: [{ q: { 'big.rank': { $gt: 7 } }, limit: 0 }] }]],
  [
    'a unique index within it',
    [
      { createIndexes: 'c', indexes: [{ key: { 'big.rank': 1, state: 1 }, name: 'r', unique: true }] },
      { insert: 'c', documents: [{ _id: 9, state: 'odd', big: { rank: 9 } }] },
      update({ _id: 3 }, { $set: { 'big.rank': 9 } }),
      update({ _id: 2 }, { $set: { state: 'odd' } }),
      update({ _id: 1 }, { $set: { state: 'free' } }),
      update({ _id: 3 }, { $set: { 'big.rank': 9 } }),
      { find: 'c', filter: { 'big.rank': 9 }, hint: 'r' },
      { delete: 'c', deletes: [{ q: { _id: 3 }, limit: 1 }] },
      { find: 'c', filter: { 'big.rank': { $gte: 0 } }, sort: { 'big.rank': 1 } },
      { find: 'c', filter: {}, hint: 'r' },
    ],
  ],
];

describe('a document with a large field', () => {
  it.each(COMMANDS)('answers %s as a small one does', (_what, commands) => {
    const [small, large] = [filled(60), filled(LARGE)];
    for (const command of [...commands, all]) {
      expect(withoutPadding(run(large, command))).toBe(withoutPadding(run(small, command)));
      const { firstBatch } = run(large, all).cursor as { firstBatch: Doc[] };
      const dataSize = firstBatch.reduce((sum, doc) => sum + encode(doc).byteLength, 0);
      expect(run(large, { dbStats: 1 }).dataSize).toBe(dataSize);
    }
  });

  it('is not held whole, before and after a restart', () => {
    const directory = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
    try {
      for (let round = 0; round < 2; round++) {
        const server = round === 0 ? filled(LARGE, directory) : aServer(directory);
        const held = [...(server.store.collections.get('test.c')?.docs.values() ?? [])];
        expect(held.map(({ content }) => content.apart)).toEqual(Array(4).fill(['big', 'also']));
        expect(held.map(({ bytes }) => bytes)).toEqual(docs(LARGE).map((doc) => encode(doc).byteLength));
        expect(run(server, all).cursor).toMatchObject({ firstBatch: docs(LARGE) });
        server.store.close();
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('is laid out anew when an older version wrote it whole', () => {
    const directory = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
    try {
      filled(60, directory).store.close();
      const file = new DatabaseSync(join(directory, 'embedded-mongo.sqlite'));
      const write = file.prepare('UPDATE documents SET body = ? WHERE row = ?');
      docs(LARGE).forEach((doc, at) => write.run(encode(doc), at + 1));
      file.close();
      const server = aServer(directory);
      const [first] = server.store.collections.get('test.c')?.docs.values() ?? [];
      expect(first?.content.apart).toEqual(['big', 'also']);
      expect(run(server, all).cursor).toMatchObject({ firstBatch: docs(LARGE) });
      server.store.close();
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('that a cursor comes to later is given as it is then, unless it is gone', () => {
    const server = filled(LARGE);
    const query = { find: 'c', filter: { state: { $ne: 'out' } }, projection: { big: 0 }, batchSize: 1 };
    const { id } = run(server, { ...query, projection: {} }).cursor as Doc;
    run(server, update({ _id: 3 }, { $set: { last: 33 } }));
    run(server, update({ _id: 4 }, { $set: { state: 'out' } }));
    run(server, { delete: 'c', deletes: [{ q: { _id: 2 }, limit: 1 }] });
    const { cursor } = run(server, { getMore: id, collection: 'c' }) as { cursor: { nextBatch: Doc[] } };
    expect(cursor.nextBatch.map(({ _id, last }) => [_id, last])).toEqual([
      // Read ahead with the first batch.
      [2, 2],
      [3, 33],
    ]);
    const open = run(server, { ...query, projection: {} }).cursor as Doc;
    run(server, { drop: 'c' });
    expect(run(server, { getMore: open.id, collection: 'c' })).toMatchObject({ ok: 1 });
  });

  it('is as it was after a transaction that failed', () => {
    const server = filled(LARGE);
    run(server, { createIndexes: 'c', indexes: [{ key: { 'big.rank': 1 }, name: 'r' }] });
    const collection = server.store.collections.get('test.c');
    const [first, second, third] = collection?.docs.values() ?? [];
    if (!collection || !first || !second || !third) throw new TypeError('the documents were inserted');
    const fail = (): never => {
      throw new TypeError('in the middle');
    };
    expect(() =>
      server.store.transact((transaction) => {
        collection.replace(first, { ...first.doc, big: { rank: 0, pad: 'n'.repeat(LARGE) } }, transaction);
        collection.replace(second, { _id: 2 }, transaction);
        collection.remove(third, transaction);
        collection.insert({ _id: 5, big: { rank: 1, pad: 'n'.repeat(LARGE) } }, transaction);
        expect(first.doc.big).toMatchObject({ rank: 0 });
        fail();
      }),
    ).toThrow('in the middle');
    const byRank = { find: 'c', filter: { 'big.rank': { $gt: 0 } }, sort: { 'big.rank': -1 } };
    expect(run(server, byRank).cursor).toMatchObject({ firstBatch: docs(LARGE) });
    expect(run(server, { explain: byRank })).toMatchObject({ executionStats: { totalDocsExamined: 4 } });
  });

  it('is deleted when its time is over', () => {
    const server = filled(LARGE);
    run(server, {
      createIndexes: 'c',
      indexes: [{ key: { 'big.until': 1 }, name: 'ttl', expireAfterSeconds: 0 }],
    });
    run(server, update({ _id: 2 }, { $set: { 'big.until': new Date(5) } }));
    expireDocuments(server.store, 6);
    expect(run(server, { distinct: 'c', key: '_id' }).values).toEqual([1, 3, 4]);
  });

  it('is refused beyond 16 MB, also when only its small fields grow', () => {
    const server = filled(60);
    const megabytes = (n: number): string => 'x'.repeat(n * 1024 * 1024);
    const grow = (set: Doc): unknown => run(server, update({ _id: 1 }, { $set: set })).writeErrors;
    expect(grow({ big: megabytes(16) })).toMatchObject([{ code: 10334 }]);
    expect(grow({ big: megabytes(16).slice(1_000) })).toBeUndefined();
    expect(grow({ state: 'z'.repeat(1_000) })).toMatchObject([{ code: 10334 }]);
    expect(run(server, { find: 'c', filter: { _id: 1 }, projection: { state: 1 } }).cursor).toMatchObject({
      firstBatch: [{ _id: 1, state: 'odd' }],
    });
  });
});
