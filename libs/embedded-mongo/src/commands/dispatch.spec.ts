import type { Doc } from '../values/document';
import { decode } from '../values/document';
import { encodeReply } from '../values/encoded-list';
import { Store } from '../storage/store';
import { Cursors } from './cursors';
import { dispatch } from './dispatch';

const LEFT_OUT: [string, Doc, RegExp][] = [
  ['a collation', { find: 'c', filter: {}, collation: { locale: 'en' } }, /collation/],
  ['a tailable cursor', { find: 'c', tailable: true }, /tailable/],
  ['variables of find', { find: 'c', let: { a: 1 } }, /let/],
  ['$where', { find: 'c', filter: { $where: 'true' } }, /\$where/],
  ['$text', { find: 'c', filter: { $text: { $search: 'x' } } }, /\$text/],
  ['$near', { find: 'c', filter: { a: { $near: [0, 0] } } }, /\$near/],
  ['$jsonSchema', { find: 'c', filter: { $jsonSchema: {} } }, /\$jsonSchema/],
  ['$out', { aggregate: 'c', pipeline: [{ $out: 'd' }], cursor: {} }, /\$out/],
  ['$merge', { aggregate: 'c', pipeline: [{ $merge: 'd' }], cursor: {} }, /\$merge/],
  ['$graphLookup', { aggregate: 'c', pipeline: [{ $graphLookup: {} }], cursor: {} }, /\$graphLookup/],
  ['a change stream', { aggregate: 'c', pipeline: [{ $changeStream: {} }], cursor: {} }, /\$changeStream/],
  ['$function', { aggregate: 'c', pipeline: [{ $set: { a: { $function: {} } } }], cursor: {} }, /\$function/],
  [
    'an accumulator left out',
    { aggregate: 'c', pipeline: [{ $group: { _id: 1, a: { $stdDevPop: '$a' } } }], cursor: {} },
    /\$stdDevPop/,
  ],
  ['$bit', { update: 'c', updates: [{ q: {}, u: { $bit: { a: { or: 1 } } } }] }, /\$bit/],
  ['a text index', { createIndexes: 'c', indexes: [{ key: { a: 'text' }, name: 'a' }] }, /text/],
  [
    'an index with a collation',
    { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', collation: {} }] },
    /collation/,
  ],
  ['a capped collection', { create: 'd', capped: true, size: 1000 }, /capped|size/],
  ['a view', { create: 'd', viewOn: 'c', pipeline: [] }, /viewOn/],
  ['explain of an update', { explain: { update: 'c', updates: [] } }, /explain of update/],
];

function aServer() {
  return { store: new Store(':memory:'), cursors: new Cursors(), startedAt: new Date() };
}

function run(server: ReturnType<typeof aServer>, command: Doc): Doc {
  return decode(encodeReply(dispatch({ ...command, $db: 'test' }, server)));
}

describe('dispatch', () => {
  it.each(LEFT_OUT)('refuses %s and names it', (_what, command, names) => {
    const server = aServer();
    run(server, { insert: 'c', documents: [{ _id: 1, a: 1 }] });
    const reply = run(server, command);
    const [error = { code: reply.code, errmsg: reply.errmsg }] = (reply.writeErrors ?? []) as Doc[];
    expect(error.code).toBe(238);
    expect(error.errmsg).toMatch(names);
  });

  it.each([
    ['mapReduce', 115, 'CommandNotSupported'],
    ['bulkWrite', 115, 'CommandNotSupported'],
    ['fetch', 59, 'CommandNotFound'],
    ['constructor', 59, 'CommandNotFound'],
    ['commitTransaction', 20, 'IllegalOperation'],
  ])('refuses the command %s with %i', (name, code, codeName) => {
    expect(run(aServer(), { [name]: 1 })).toMatchObject({ ok: 0, code, codeName });
  });

  it('accepts what drivers send with every command', () => {
    const envelope = {
      lsid: { id: 1 },
      $readPreference: { mode: 'primary' },
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority', j: true },
      maxTimeMS: 100,
      comment: 'why',
    };
    expect(run(aServer(), { insert: 'c', documents: [{ _id: 1 }], ...envelope })).toEqual({ n: 1, ok: 1 });
  });

  it.each([
    [{ readConcern: { level: 'snapshot' } }, 238],
    [{ writeConcern: { w: 3 } }, 2],
    [{ txnNumber: 1 }, 20],
  ])('refuses the guarantee %j', (part, code) => {
    expect(run(aServer(), { find: 'c', ...part })).toMatchObject({ ok: 0, code });
  });

  it('says in buildInfo that it is not MongoDB', () => {
    expect(run(aServer(), { buildInfo: 1 }).modules).toEqual(['infra-mind-embedded']);
  });

  it('lists databases and collections with their sizes', () => {
    const server = aServer();
    run(server, { insert: 'c', documents: [{ _id: 1 }, { _id: 2 }] });
    run(server, { create: 'd' });
    expect(run(server, { listDatabases: 1 }).databases).toEqual([
      { name: 'test', sizeOnDisk: 28, empty: false },
    ]);
    expect(run(server, { listDatabases: 1, nameOnly: true }).databases).toEqual([{ name: 'test' }]);
    expect(run(server, { listCollections: 1, filter: { name: 'd' }, nameOnly: true }).cursor).toMatchObject({
      firstBatch: [{ name: 'd', type: 'collection' }],
    });
    expect(run(server, { dbStats: 1 })).toMatchObject({ collections: 2, objects: 2, indexes: 2, ok: 1 });
    expect(run(server, { serverStatus: 1 })).toMatchObject({ process: 'infra-mind-embedded', ok: 1 });
    run(server, { drop: 'd' });
    run(server, { dropDatabase: 1 });
    expect(run(server, { listDatabases: 1 }).databases).toEqual([]);
  });

  it('counts what a $lookup examines, and examines no more than the index gives', () => {
    const server = aServer();
    const docs = Array.from({ length: 200 }, (_value, _id) => ({ _id, run: _id % 50 }));
    run(server, { insert: 'steps', documents: docs });
    run(server, { insert: 'runs', documents: [{ _id: 7 }, { _id: 8 }] });
    run(server, { createIndexes: 'steps', indexes: [{ key: { run: 1 }, name: 'run_1' }] });
    const lookup = (stage: Doc): Doc => {
      const aggregate = {
        aggregate: 'runs',
        pipeline: [{ $match: { _id: 7 } }, { $lookup: stage }],
        cursor: {},
      };
      return run(server, { explain: aggregate }).executionStats as Doc;
    };
    expect(lookup({ from: 'steps', localField: '_id', foreignField: 'run', as: 's' }).totalDocsExamined).toBe(
      5,
    );
    const pipeline = [{ $match: { $expr: { $and: [{ $eq: ['$run', '$$id'] }] } } }];
    expect(lookup({ from: 'steps', let: { id: '$_id' }, pipeline, as: 's' }).totalDocsExamined).toBe(5);
    expect(run(server, { explain: { find: 'steps', filter: { other: 1 } } })).toMatchObject({
      queryPlanner: { winningPlan: { stage: 'COLLSCAN' } },
      executionStats: { totalDocsExamined: 200, nReturned: 0 },
    });
  });
});
