import { mongo } from 'mongoose';
import type { Row } from './server-under-test';
import { onEachServer, refusal } from './server-under-test';

const { Long } = mongo;

interface Case {
  readonly it: string;
  readonly doc: Record<string, unknown>;
  readonly update: unknown;
  readonly gives: Record<string, unknown>;
  readonly options?: mongo.UpdateOptions;
  readonly filter?: Record<string, unknown>;
}

const OPERATORS: Case[] = [
  {
    it: '$set a nested path',
    doc: { a: { b: 1 } },
    update: { $set: { 'a.c': 2, d: 3 } },
    gives: { a: { b: 1, c: 2 }, d: 3 },
  },
  {
    it: '$set adds new fields in order of their names',
    doc: {},
    update: { $set: { z: 1, b: 2 } },
    gives: { b: 2, z: 1 },
  },
  { it: '$set an array element', doc: { a: [1, 2] }, update: { $set: { 'a.1': 9 } }, gives: { a: [1, 9] } },
  {
    it: '$set behind the end of an array',
    doc: { a: [1] },
    update: { $set: { 'a.3': 9 } },
    gives: { a: [1, null, null, 9] },
  },
  {
    it: '$unset',
    doc: { a: 1, b: { c: 1, d: 2 } },
    update: { $unset: { a: '', 'b.c': '', none: '' } },
    gives: { b: { d: 2 } },
  },
  {
    it: '$unset an array element',
    doc: { a: [1, 2] },
    update: { $unset: { 'a.0': '' } },
    gives: { a: [null, 2] },
  },
  {
    it: '$inc what is there and what is not',
    doc: { a: 1 },
    update: { $inc: { a: 2, b: -1 } },
    gives: { a: 3, b: -1 },
  },
  { it: '$mul', doc: { a: 3 }, update: { $mul: { a: 2, b: 5 } }, gives: { a: 6, b: 0 } },
  {
    it: '$min and $max',
    doc: { a: 5, b: 5 },
    update: { $min: { a: 3, c: 1 }, $max: { b: 3 } },
    gives: { a: 3, b: 5, c: 1 },
  },
  { it: '$min across types', doc: { a: 5 }, update: { $min: { a: 'text' } }, gives: { a: 5 } },
  { it: '$rename', doc: { a: 1, b: 2 }, update: { $rename: { a: 'c.d' } }, gives: { b: 2, c: { d: 1 } } },
  {
    it: '$setOnInsert leaves what exists',
    doc: { a: 1 },
    update: { $setOnInsert: { a: 2, b: 2 } },
    gives: { a: 1 },
  },
  { it: 'a replacement', doc: { a: 1, b: 2 }, update: { c: 3 }, gives: { c: 3 } },
];

const ARRAYS: Case[] = [
  { it: '$push', doc: { a: [1] }, update: { $push: { a: 2, b: 'new' } }, gives: { a: [1, 2], b: ['new'] } },
  {
    it: '$push $each',
    doc: { a: [1] },
    update: { $push: { a: { $each: [2, 3] } } },
    gives: { a: [1, 2, 3] },
  },
  {
    it: '$push $slice from the end',
    doc: { a: [1, 2] },
    update: { $push: { a: { $each: [3, 4], $slice: -3 } } },
    gives: { a: [2, 3, 4] },
  },
  {
    it: '$push $slice from the start',
    doc: { a: [1] },
    update: { $push: { a: { $each: [3, 4], $slice: 2 } } },
    gives: { a: [1, 3] },
  },
  {
    it: '$push $slice 0',
    doc: { a: [1] },
    update: { $push: { a: { $each: [], $slice: 0 } } },
    gives: { a: [] },
  },
  {
    it: '$push $position',
    doc: { a: [1, 2] },
    update: { $push: { a: { $each: [9], $position: 1 } } },
    gives: { a: [1, 9, 2] },
  },
  {
    it: '$push $position from the end',
    doc: { a: [1, 2] },
    update: { $push: { a: { $each: [9], $position: -1 } } },
    gives: { a: [1, 9, 2] },
  },
  {
    it: '$push $sort',
    doc: { a: [3] },
    update: { $push: { a: { $each: [1, 2], $sort: -1 } } },
    gives: { a: [3, 2, 1] },
  },
  {
    it: '$push $sort by a field, then $slice',
    doc: { a: [{ n: 3 }] },
    update: { $push: { a: { $each: [{ n: 1 }, { n: 2 }], $sort: { n: 1 }, $slice: 2 } } },
    gives: { a: [{ n: 1 }, { n: 2 }] },
  },
  {
    it: '$addToSet',
    doc: { a: [1, { x: 1 }] },
    update: { $addToSet: { a: { $each: [1, 2, { x: 1 }, 2] } } },
    gives: { a: [1, { x: 1 }, 2] },
  },
  {
    it: '$addToSet one list as one value',
    doc: { a: [] },
    update: { $addToSet: { a: [1, 2] } },
    gives: { a: [[1, 2]] },
  },
  { it: '$pull a value', doc: { a: [1, 2, 1] }, update: { $pull: { a: 1 } }, gives: { a: [2] } },
  {
    it: '$pull by a condition',
    doc: { a: [1, 5, 9] },
    update: { $pull: { a: { $gte: 5 } } },
    gives: { a: [1] },
  },
  {
    it: '$pull by a query',
    doc: { a: [{ k: 1, v: 1 }, { k: 2 }] },
    update: { $pull: { a: { k: 1 } } },
    gives: { a: [{ k: 2 }] },
  },
  {
    it: '$pull $in',
    doc: { a: ['x', 'y', 'z'] },
    update: { $pull: { a: { $in: ['x', 'z'] } } },
    gives: { a: ['y'] },
  },
  { it: '$pull from nothing', doc: { b: 1 }, update: { $pull: { a: 1 } }, gives: { b: 1 } },
  { it: '$pullAll', doc: { a: [1, 2, 3, 1] }, update: { $pullAll: { a: [1, 3] } }, gives: { a: [2] } },
  {
    it: '$pop',
    doc: { a: [1, 2, 3], b: [1, 2] },
    update: { $pop: { a: 1, b: -1 } },
    gives: { a: [1, 2], b: [2] },
  },
  {
    it: 'the positional $',
    doc: { a: [{ k: 1 }, { k: 2 }] },
    filter: { 'a.k': 2 },
    update: { $set: { 'a.$.v': 9 } },
    gives: { a: [{ k: 1 }, { k: 2, v: 9 }] },
  },
  {
    it: 'the positional $ of $elemMatch',
    doc: {
      a: [
        { k: 1, s: 1 },
        { k: 1, s: 2 },
      ],
    },
    filter: { a: { $elemMatch: { k: 1, s: 2 } } },
    update: { $inc: { 'a.$.s': 1 } },
    gives: {
      a: [
        { k: 1, s: 1 },
        { k: 1, s: 3 },
      ],
    },
  },
  {
    it: 'all elements with $[]',
    doc: { a: [{ n: 1 }, { n: 2 }] },
    update: { $inc: { 'a.$[].n': 10 } },
    gives: { a: [{ n: 11 }, { n: 12 }] },
  },
  {
    it: 'elements named by arrayFilters',
    doc: { a: [{ k: 1 }, { k: 2 }, { k: 3 }] },
    update: { $set: { 'a.$[big].hit': true } },
    options: { arrayFilters: [{ 'big.k': { $gte: 2 } }] },
    gives: { a: [{ k: 1 }, { k: 2, hit: true }, { k: 3, hit: true }] },
  },
];

const PIPELINES: Case[] = [
  {
    it: '$set from other fields',
    doc: { a: 2, b: 3 },
    update: [{ $set: { sum: { $add: ['$a', '$b'] } } }],
    gives: { a: 2, b: 3, sum: 5 },
  },
  { it: '$unset', doc: { a: 2, b: 3 }, update: [{ $unset: ['a'] }], gives: { b: 3 } },
  { it: '$replaceWith', doc: { a: { x: 1 } }, update: [{ $replaceWith: '$a' }], gives: { x: 1 } },
  {
    it: 'stages one after the other',
    doc: { n: 1 },
    update: [{ $set: { n: { $add: ['$n', 1] } } }, { $set: { twice: { $multiply: ['$n', 2] } } }],
    gives: { n: 2, twice: 4 },
  },
];

onEachServer('updates', (server) => {
  it.each([...OPERATORS, ...ARRAYS, ...PIPELINES])(
    'apply $it',
    async ({ it, doc, update, gives, options, filter }) => {
      const rows = await server.rows({ _id: 1, ...doc });
      const isReplacement = !Array.isArray(update) && !Object.keys(update as Row)[0]?.startsWith('$');
      const done = isReplacement
        ? ((await rows.replaceOne({ _id: 1 }, update as Row)) as mongo.UpdateResult)
        : await rows.updateOne({ _id: 1, ...filter }, update as mongo.UpdateFilter<Row>, options);
      const after = await rows.findOne({ _id: 1 });
      expect(after).toEqual({ _id: 1, ...gives });
      const order = ['_id', ...Object.keys(gives)];
      const told = it.startsWith('$set adds') && server.differs('set-order') ? ['_id', 'z', 'b'] : order;
      expect(Object.keys(after ?? {})).toEqual(told);
      expect(done.matchedCount).toBe(1);
      expect(done.modifiedCount).toBe(JSON.stringify(doc) === JSON.stringify(gives) ? 0 : 1);
    },
  );

  it.each([
    ['an unknown modifier', { $sett: { a: 1 } }, 9],
    ['two changes of one path', { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['a change of a path and of its parent', { $set: { n: {} }, $inc: { 'n.x': 1 } }, 40],
    ['a change of the _id', { $set: { _id: 2 } }, 66],
    ['$inc of a text', { $inc: { text: 1 } }, 14],
    ['$inc by a text', { $inc: { n: 'one' } }, 14],
    ['$push to a number', { $push: { n: 1 } }, 2],
    ['a field inside a number', { $set: { 'n.x': 1 } }, 28],
    ['$pull from inside a number', { $pull: { 'n.x': 1 } }, 28],
  ])('refuse %s', async (_what, update, code) => {
    const rows = await server.rows({ _id: 1, n: 1, text: 'x' });
    expect((await refusal(rows.updateOne({ _id: 1 }, update as mongo.UpdateFilter<Row>))).code).toBe(code);
    expect(await rows.findOne({ _id: 1 })).toEqual({ _id: 1, n: 1, text: 'x' });
  });

  it('change every match with updateMany and count what really changed', async () => {
    const rows = await server.rows({ _id: 1, s: 'a' }, { _id: 2, s: 'b' }, { _id: 3, s: 'c' });
    const done = await rows.updateMany({ s: { $in: ['a', 'b'] } }, { $set: { s: 'b' } });
    expect([done.matchedCount, done.modifiedCount]).toEqual([2, 1]);
    expect(await rows.countDocuments({ s: 'b' })).toBe(2);
  });

  it('change one match only with updateOne', async () => {
    const rows = await server.rows({ _id: 1, s: 'a' }, { _id: 2, s: 'a' });
    expect((await rows.updateOne({ s: 'a' }, { $set: { s: 'b' } })).modifiedCount).toBe(1);
    expect(await rows.countDocuments({ s: 'a' })).toBe(1);
  });

  it('keep a long a long', async () => {
    const rows = await server.rows({ _id: 1, n: Long.fromString('9007199254740993') });
    await rows.updateOne({ _id: 1 }, { $inc: { n: 1 } as never });
    expect(String((await rows.findOne({ _id: 1 }, { promoteLongs: false }))?.n)).toBe('9007199254740994');
  });

  it('delete one and many', async () => {
    const rows = await server.rows(
      { _id: 1, s: 'a' },
      { _id: 2, s: 'a' },
      { _id: 3, s: 'a' },
      { _id: 4, s: 'b' },
    );
    expect((await rows.deleteOne({ s: 'a' })).deletedCount).toBe(1);
    expect((await rows.deleteMany({ s: 'a' })).deletedCount).toBe(2);
    expect((await rows.deleteMany({ s: 'zzz' })).deletedCount).toBe(0);
    expect(await rows.countDocuments()).toBe(1);
  });
});
