import type { mongo } from 'mongoose';
import type { Row, ServerUnderTest } from './server-under-test';
import { ids, onEachServer, refusal } from './server-under-test';

interface Explained {
  readonly queryPlanner: { readonly winningPlan: unknown };
  readonly executionStats: { readonly totalDocsExamined: number; readonly nReturned: number };
}

/** Asserts that the query is served by that index and looks at no more documents than it must. */
async function expectIndex(
  server: ServerUnderTest,
  cursor: mongo.FindCursor | mongo.AggregationCursor,
  index: string,
  examined: number,
): Promise<void> {
  if (server.differs('explain')) {
    expect((await refusal(cursor.explain('executionStats'))).code).toBe(59);
    return;
  }
  const { queryPlanner, executionStats } = (await cursor.explain('executionStats')) as unknown as Explained;
  const plan = JSON.stringify(queryPlanner.winningPlan);
  expect(plan).toContain(`"indexName":"${index}"`);
  expect(plan).not.toContain('COLLSCAN');
  expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(examined);
}

const RUNS: Row[] = Array.from({ length: 400 }, (_value, n) => ({
  _id: `run${String(n).padStart(3, '0')}`,
  tenantId: `t${n % 4}`,
  state: n % 40 === 0 ? 'running' : 'completed',
  n,
  at: new Date(1_700_000_000_000 + n * 1000),
}));

onEachServer('indexes', (server) => {
  it('are listed as they were made', async () => {
    const rows = await server.rows({ _id: 1 });
    await rows.createIndex({ a: 1, b: -1 }, { unique: true });
    await rows.createIndex(
      { state: 1 },
      { name: 'active', partialFilterExpression: { state: { $in: ['queued', 'running'] } } },
    );
    await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 3600 });
    await rows.createIndex({ s: 1 }, { sparse: true });
    const listed = await rows.listIndexes().toArray();
    expect(listed).toMatchObject([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1, b: -1 }, name: 'a_1_b_-1', unique: true },
      {
        v: 2,
        key: { state: 1 },
        name: 'active',
        partialFilterExpression: { state: { $in: ['queued', 'running'] } },
      },
      { v: 2, key: { expiresAt: 1 }, name: 'expiresAt_1', expireAfterSeconds: 3600 },
      { v: 2, key: { s: 1 }, name: 's_1', sparse: true },
    ]);
    await rows.dropIndex('active');
    expect((await rows.listIndexes().toArray()).map(({ name }) => name as string)).not.toContain('active');
    expect((await refusal(rows.dropIndex('active'))).code).toBe(27);
  });

  it('can be made again and again, and refuse a second shape of one name', async () => {
    const rows = await server.rows({ _id: 1 });
    expect(await rows.createIndex({ a: 1 })).toBe('a_1');
    if (server.differs('index-again')) expect((await refusal(rows.createIndex({ a: 1 }))).code).toBe(1);
    else expect(await rows.createIndex({ a: 1 })).toBe('a_1');
    expect((await refusal(rows.createIndex({ b: 1 }, { name: 'a_1' }))).code).toBe(86);
    expect((await refusal(rows.createIndex({ a: 1 }, { name: 'other' }))).code).toBe(85);
  });

  it('outlive the making of their collection a second time', async () => {
    const rows = await server.rows({ _id: 1, k: 1 });
    await rows.createIndex({ k: 1 });
    await server.db.createCollection(rows.collectionName);
    expect(await rows.listIndexes().toArray()).toHaveLength(2);
    expect(await rows.countDocuments()).toBe(1);
  });

  it('make the collection they are created on', async () => {
    const rows = server.db.collection<Row>('indexed_first');
    if (server.differs('index-first')) expect((await refusal(rows.createIndex({ k: 1 }))).code).toBe(1);
    else expect(await rows.createIndex({ k: 1 }, { unique: true })).toBe('k_1');
    expect(await server.db.listCollections({ name: 'indexed_first' }).toArray()).toHaveLength(1);
  });

  it('refuse a second document with one unique key, and say which', async () => {
    const rows = await server.rows();
    await rows.createIndex({ tenantId: 1, runId: 1, agent: 1 }, { unique: true });
    const step = { tenantId: 't', runId: 'r', agent: 'cost' };
    await rows.insertMany([
      { _id: 1, ...step },
      { _id: 2, ...step, agent: 'carbon' },
    ]);
    const insert = await refusal(rows.insertOne({ _id: 3, ...step }));
    const update = await refusal(rows.updateOne({ _id: 2 }, { $set: { agent: 'cost' } }));
    const modify = await refusal(rows.findOneAndUpdate({ _id: 2 }, { $set: { agent: 'cost' } }));
    expect([insert.code, update.code, modify.code]).toEqual([
      11000,
      11000,
      server.differs('duplicate-code') ? 1 : 11000,
    ]);
    const details = { keyPattern: { tenantId: 1, runId: 1, agent: 1 }, keyValue: step };
    for (const { keyPattern, keyValue } of [insert, update, modify]) {
      expect({ keyPattern, keyValue }).toEqual(server.differs('duplicate-key-details') ? {} : details);
    }
    expect(await rows.countDocuments()).toBe(2);
  });

  it('name the collection, the index and the key in the message of E11000', async () => {
    const rows = await server.rows({ _id: 1, k: 'a' });
    await rows.createIndex({ k: 1 }, { unique: true });
    const { message } = await refusal(rows.insertOne({ _id: 2, k: 'a' }));
    const exact = `E11000 duplicate key error collection: ${rows.namespace} index: k_1 dup key: { k: "a" }`;
    expect(message).toMatch(server.differs('duplicate-key-details') ? /^E11000 duplicate key error/ : exact);
    expect((await refusal(rows.insertOne({ _id: 1 }))).code).toBe(11000);
  });

  it('count a missing key of a unique index as null', async () => {
    const rows = await server.rows({ _id: 1 });
    await rows.createIndex({ k: 1 }, { unique: true });
    expect((await refusal(rows.insertOne({ _id: 2 }))).code).toBe(11000);
    expect((await refusal(rows.insertOne({ _id: 3, k: null }))).code).toBe(11000);
  });

  it('let a sparse unique index pass over what is missing', async () => {
    const rows = await server.rows();
    await rows.createIndex({ k: 1 }, { unique: true, sparse: true });
    await rows.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3, k: 1 }]);
    expect((await refusal(rows.insertOne({ _id: 4, k: 1 }))).code).toBe(11000);
    expect(await ids(rows.find({ k: null }).sort({ _id: 1 }))).toEqual([1, 2]);
  });

  it('hold a partial unique index to its part', async () => {
    const rows = await server.rows();
    await rows.createIndex({ owner: 1 }, { unique: true, partialFilterExpression: { state: 'running' } });
    await rows.insertMany([
      { _id: 1, owner: 'a', state: 'done' },
      { _id: 2, owner: 'a', state: 'done' },
      { _id: 3, owner: 'a', state: 'running' },
    ]);
    expect((await refusal(rows.insertOne({ _id: 4, owner: 'a', state: 'running' }))).code).toBe(11000);
    expect((await refusal(rows.updateOne({ _id: 1 }, { $set: { state: 'running' } }))).code).toBe(11000);
    await rows.updateOne({ _id: 3 }, { $set: { state: 'done' } });
    expect((await rows.updateOne({ _id: 1 }, { $set: { state: 'running' } })).modifiedCount).toBe(1);
    expect(await ids(rows.find({ owner: 'a' }).sort({ _id: 1 }))).toEqual([1, 2, 3]);
  });

  it('refuse to be made over documents that break them', async () => {
    const rows = await server.rows({ _id: 1, k: 1 }, { _id: 2, k: 1 });
    expect((await refusal(rows.createIndex({ k: 1 }, { unique: true }))).code).toBe(
      server.differs('index-build-code') ? 67 : 11000,
    );
    expect(await rows.listIndexes().toArray()).toHaveLength(1);
    await rows.insertOne({ _id: 3, k: 1 });
  });

  it('refuse two lists in one compound key', async () => {
    const rows = await server.rows();
    await rows.createIndex({ a: 1, b: 1 });
    const parallel = rows.insertOne({ _id: 1, a: [1, 2], b: [1, 2] });
    if (server.differs('parallel-arrays')) expect((await parallel).insertedId).toBe(1);
    else expect((await refusal(parallel)).code).toBe(171);
    await rows.deleteMany({});
    await rows.insertOne({ _id: 2, a: [1, 2], b: 1 });
    expect(await ids(rows.find({ a: 2, b: 1 }))).toEqual([2]);
  });

  it('serve equality, ranges and order without a scan', async () => {
    const rows = await server.rows(...RUNS);
    await rows.createIndex({ tenantId: 1, _id: -1 });
    await rows.createIndex({ state: 1, at: 1 });
    await rows.createIndex({ n: 1 });
    const page = rows
      .find({ tenantId: 't1', _id: { $lt: 'run201' } })
      .sort({ _id: -1 })
      .limit(5);
    expect(await ids(page.clone())).toEqual(['run197', 'run193', 'run189', 'run185', 'run181']);
    await expectIndex(server, page, 'tenantId_1__id_-1', 5);
    await expectIndex(server, rows.find({ n: { $gte: 10, $lt: 20 } }), 'n_1', 10);
    await expectIndex(server, rows.find({ state: 'running' }).sort({ at: -1 }).limit(3), 'state_1_at_1', 3);
    await expectIndex(server, rows.find({ n: { $in: [1, 2, 399] } }), 'n_1', 3);
    await expectIndex(server, rows.find({}).sort({ n: -1 }).limit(2), 'n_1', 2);
    await expectIndex(server, rows.aggregate([{ $match: { n: 7 } }, { $project: { n: 1 } }]), 'n_1', 1);
  });

  it('serve a partial index only where it holds every match', async () => {
    const rows = await server.rows(...RUNS);
    await rows.createIndex(
      { state: 1 },
      { name: 'active', partialFilterExpression: { state: { $in: ['queued', 'running'] } } },
    );
    await expectIndex(server, rows.find({ state: 'running' }), 'active', 10);
    await expectIndex(server, rows.find({ state: { $in: ['queued', 'running'] } }), 'active', 10);
    expect(await rows.countDocuments({ state: 'running' })).toBe(10);
    expect(await rows.countDocuments({ state: 'completed' })).toBe(390);
    expect(await rows.countDocuments({ state: { $in: ['running', 'completed'] } })).toBe(400);
  });

  it('serve a partial index of what has a field where the query asks for a value of it', async () => {
    const rows = await server.rows(...RUNS);
    await rows.createIndex(
      { since: 1, _id: 1 },
      { name: 'in-question', partialFilterExpression: { since: { $exists: true } } },
    );
    await rows.updateMany({ n: { $in: [3, 5] } }, { $set: { since: new Date(1_000) } });
    const asked = { since: { $lt: new Date(2_000) } };
    await expectIndex(server, rows.find(asked).sort({ since: 1, _id: 1 }), 'in-question', 2);
    expect(await ids(rows.find(asked).sort({ since: 1, _id: 1 }))).toEqual(['run003', 'run005']);
    expect(await rows.countDocuments({ since: null })).toBe(RUNS.length - 2);
    await rows.updateOne({ _id: 'run003' }, { $unset: { since: 1 } });
    expect(await ids(rows.find(asked))).toEqual(['run005']);
  });

  it('follow every change of a document', async () => {
    const rows = await server.rows(...RUNS);
    await rows.createIndex({ state: 1, n: -1 });
    await rows.updateMany({ state: 'running', n: { $lt: 200 } }, { $set: { state: 'paused' } });
    expect(await ids(rows.find({ state: 'paused' }).sort({ n: -1 }))).toEqual([
      'run160',
      'run120',
      'run080',
      'run040',
      'run000',
    ]);
    await rows.deleteMany({ state: 'paused', n: { $gte: 80 } });
    expect(await ids(rows.find({ state: 'paused' }).sort({ n: 1 }))).toEqual(['run000', 'run040']);
    await rows.replaceOne({ _id: 'run000' }, { state: 'running', n: 1000 });
    expect(await ids(rows.find({ state: 'running', n: { $gt: 350 } }).sort({ n: 1 }))).toEqual([
      'run360',
      'run000',
    ]);
  });

  it('obey a hint, and refuse one that names no index', async () => {
    const rows = await server.rows(...RUNS);
    await rows.createIndex({ n: 1 });
    await rows.createIndex({ n: 1, tenantId: 1 });
    await expectIndex(server, rows.find({ n: 5 }).hint('n_1_tenantId_1'), 'n_1_tenantId_1', 1);
    expect(await ids(rows.find({ n: 5 }).hint({ n: 1 }))).toEqual(['run005']);
    const unknown = rows.find({ n: 5 }).hint('none');
    expect((await refusal(unknown.toArray())).code).toBe(2);
  });

  it('delete what has expired, and nothing else', async () => {
    const rows = await server.rows();
    await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    const past = new Date(Date.now() - 60_000);
    const future = new Date(Date.now() + 3_600_000);
    await rows.insertMany([
      { _id: 'past', expiresAt: past },
      { _id: 'first of two', expiresAt: [future, past] },
      { _id: 'future', expiresAt: future },
      { _id: 'no date', expiresAt: 'yesterday' },
      { _id: 'nothing' },
    ]);
    // The sweep of a server runs at its own pace, once a minute on MongoDB.
    while ((await rows.countDocuments({ expiresAt: { $lte: new Date() } })) > 0)
      await server.db.command({ ping: 1 });
    expect(await ids(rows.find().sort({ _id: 1 }))).toEqual(['future', 'no date', 'nothing']);
  });
});
