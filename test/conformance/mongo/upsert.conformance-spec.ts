import type { mongo } from 'mongoose';
import type { Row } from './server-under-test';
import { ids, onEachServer, refusal } from './server-under-test';

onEachServer('upserts and findAndModify', (server) => {
  it.each([
    ['an equality', { k: 'a' }, { $set: { v: 1 } }, { k: 'a', v: 1 }],
    [
      '$eq and $and',
      { $and: [{ k: { $eq: 'a' } }, { l: 'b' }] },
      { $set: { v: 1 } },
      { k: 'a', l: 'b', v: 1 },
    ],
    ['a dotted path', { 'k.x': 'a' }, { $set: { 'k.y': 1 } }, { k: { x: 'a', y: 1 } }],
    ['no range', { k: 'a', n: { $gt: 5 } }, { $inc: { v: 2 } }, { k: 'a', v: 2 }],
    [
      '$setOnInsert',
      { k: 'a' },
      { $set: { v: 1 }, $setOnInsert: { born: true } },
      { k: 'a', born: true, v: 1 },
    ],
    ['$push', { k: 'a' }, { $push: { list: { $each: [1, 2], $slice: -1 } } }, { k: 'a', list: [2] }],
  ])('insert from %s', async (_what, filter, update, gives) => {
    const rows = await server.rows();
    const done = await rows.updateOne(filter, update as mongo.UpdateFilter<Row>, {
      upsert: true,
    });
    expect([done.matchedCount, done.modifiedCount, done.upsertedCount]).toEqual([0, 0, 1]);
    const doc = await rows.findOne({});
    expect(doc).toEqual({ _id: done.upsertedId, ...gives });
  });

  it('take the _id of the filter', async () => {
    const rows = await server.rows();
    const done = await rows.updateOne({ _id: 'me', k: 1 }, { $set: { v: 1 } }, { upsert: true });
    expect(done.upsertedId).toBe('me');
    expect(await rows.findOne()).toEqual({ _id: 'me', k: 1, v: 1 });
  });

  it('insert a replacement without the fields of the filter', async () => {
    const rows = await server.rows();
    await rows.replaceOne(
      { _id: 5, k: 1 },
      { v: 1 },
      {
        upsert: true,
      },
    );
    expect(await rows.findOne()).toEqual({ _id: 5, v: 1 });
  });

  it('update instead when there is a match', async () => {
    const rows = await server.rows({ _id: 1, k: 'a', n: 1 });
    const done = await rows.updateOne(
      { k: 'a' },
      { $inc: { n: 1 } as never, $setOnInsert: { born: 1 } },
      { upsert: true },
    );
    expect([done.matchedCount, done.modifiedCount, done.upsertedCount]).toEqual([1, 1, 0]);
    expect(await rows.findOne()).toEqual({ _id: 1, k: 'a', n: 2 });
  });

  it('refuse an upsert that would break a unique index', async () => {
    const rows = await server.rows({ _id: 1, k: 'a', owner: 'x' });
    await rows.createIndex({ k: 1 }, { unique: true });
    const refused = await refusal(
      rows.updateOne({ k: 'a', owner: 'y' }, { $set: { v: 1 } }, { upsert: true }),
    );
    expect(refused.code).toBe(11000);
    expect(await rows.countDocuments()).toBe(1);
  });

  it('give back the document before or after the change', async () => {
    const rows = await server.rows({ _id: 1, n: 1 });
    expect(await rows.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } as never })).toEqual({ _id: 1, n: 1 });
    const after = { returnDocument: 'after' } as const;
    expect(await rows.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } as never }, after)).toEqual({
      _id: 1,
      n: 3,
    });
    expect(await rows.findOneAndReplace({ _id: 1 }, { m: 1 }, after)).toEqual({
      _id: 1,
      m: 1,
    });
    expect(await rows.findOneAndUpdate({ _id: 2 }, { $set: { n: 1 } }, after)).toBeNull();
  });

  it('give back what an upsert made, and tell that it did', async () => {
    const rows = await server.rows();
    const options = { upsert: true, returnDocument: 'after', includeResultMetadata: true } as const;
    const first = await rows.findOneAndUpdate({ _id: 7 }, { $set: { n: 1 } }, options);
    expect(first.value).toEqual({ _id: 7, n: 1 });
    expect(first.lastErrorObject).toMatchObject({ n: 1, updatedExisting: false, upserted: 7 });
    const second = await rows.findOneAndUpdate({ _id: 7 }, { $set: { n: 2 } }, options);
    expect(second.lastErrorObject).toMatchObject({ n: 1, updatedExisting: true });
  });

  it('choose by a sort and show a projection', async () => {
    const rows = await server.rows(
      { _id: 1, p: 5, s: 'queued' },
      { _id: 2, p: 9, s: 'queued' },
      { _id: 3, p: 7, s: 'queued' },
    );
    const claimed = await rows.findOneAndUpdate(
      { s: { $in: ['queued', 'retrying'] } },
      { $set: { s: 'running' }, $inc: { epoch: 1 } as never },
      { sort: { p: -1 }, returnDocument: 'after', projection: { s: 1, epoch: 1 } },
    );
    expect(claimed).toEqual({ _id: 2, s: 'running', epoch: 1 });
  });

  it('remove one and give it back', async () => {
    const rows = await server.rows({ _id: 1, p: 1 }, { _id: 2, p: 2 });
    expect(await rows.findOneAndDelete({}, { sort: { p: -1 } })).toEqual({ _id: 2, p: 2 });
    expect(await rows.findOneAndDelete({ p: 99 })).toBeNull();
    expect(await ids(rows.find())).toEqual([1]);
  });

  it('use a pipeline as the change', async () => {
    const rows = await server.rows({ _id: 1, n: 4 });
    const after = await rows.findOneAndUpdate({ _id: 1 }, [{ $set: { n: { $multiply: ['$n', 2] } } }], {
      returnDocument: 'after',
    });
    expect(after).toEqual({ _id: 1, n: 8 });
  });
});

onEachServer('bulk writes', (server) => {
  it('run many kinds of writes in order', async () => {
    const rows = await server.rows({ _id: 1, n: 1 }, { _id: 2, n: 1 });
    const done = await rows.bulkWrite([
      { insertOne: { document: { _id: 3, n: 1 } } },
      { updateOne: { filter: { _id: 1 }, update: { $inc: { n: 1 } as never } } },
      { updateMany: { filter: { n: 1 }, update: { $set: { m: 1 } } } },
      { replaceOne: { filter: { _id: 3 }, replacement: { r: 1 } } },
      { updateOne: { filter: { _id: 4 }, update: { $setOnInsert: { n: 4 } }, upsert: true } },
      { deleteOne: { filter: { _id: 2 } } },
    ]);
    expect(done).toMatchObject({
      insertedCount: 1,
      matchedCount: 4,
      modifiedCount: 4,
      deletedCount: 1,
      upsertedCount: 1,
    });
    expect(done.upsertedIds).toEqual({ 4: 4 });
    expect(await rows.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, n: 2 },
      { _id: 3, r: 1 },
      { _id: 4, n: 4 },
    ]);
  });

  it('upsert many with $setOnInsert and leave what is there', async () => {
    const rows = await server.rows({ _id: 'run:cost', state: 'done' });
    const agents = ['cost', 'carbon', 'sizing'];
    const done = await rows.bulkWrite(
      agents.map((agent) => ({
        updateOne: {
          filter: { _id: `run:${agent}` },
          update: { $setOnInsert: { state: 'waiting' } },
          upsert: true,
        },
      })),
      { ordered: false },
    );
    expect([done.upsertedCount, done.matchedCount]).toEqual([2, 1]);
    expect(await rows.countDocuments({ state: 'waiting' })).toBe(2);
    expect(await rows.findOne({ _id: 'run:cost' })).toEqual({ _id: 'run:cost', state: 'done' });
  });

  it('stop at the first error when ordered', async () => {
    const rows = await server.rows({ _id: 2 });
    const refused = await refusal(rows.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }]));
    expect(refused.code).toBe(11000);
    expect(await ids(rows.find().sort({ _id: 1 }))).toEqual([1, 2]);
  });

  it('go on after an error when unordered, and name each', async () => {
    const rows = await server.rows({ _id: 2 }, { _id: 4 });
    const docs = [1, 2, 3, 4, 5].map((_id) => ({ _id }));
    const refused = await refusal(rows.insertMany(docs, { ordered: false }));
    expect(refused.writeErrors?.map(({ code, index }) => [code, index])).toEqual([
      [11000, 1],
      [11000, 3],
    ]);
    expect(await ids(rows.find().sort({ _id: 1 }))).toEqual([1, 2, 3, 4, 5]);
  });
});
