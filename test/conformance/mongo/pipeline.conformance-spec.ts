import type { mongo } from 'mongoose';
import type { Row } from './server-under-test';
import { onEachServer, refusal } from './server-under-test';

const SALES: Row[] = [
  { _id: 1, item: 'a', qty: 2, price: 10, tags: ['x', 'y'], at: new Date('2026-01-05T00:00:00Z') },
  { _id: 2, item: 'b', qty: 1, price: 20, tags: [], at: new Date('2026-01-20T00:00:00Z') },
  { _id: 3, item: 'a', qty: 5, price: 10, tags: ['y'], at: new Date('2026-02-01T00:00:00Z') },
  { _id: 4, item: null, qty: 4, price: 5 },
  { _id: 5, qty: 3, price: 1, tags: null },
];

interface Case {
  readonly it: string;
  readonly pipeline: mongo.Document[];
  readonly gives: unknown[];
}

const byId = { $sort: { _id: 1 } };
const only = (...wanted: number[]): mongo.Document => ({ $match: { _id: { $in: wanted } } });

const CASES: Case[] = [
  {
    it: '$match',
    pipeline: [{ $match: { qty: { $gt: 3 } } }, byId, { $project: { _id: 1 } }],
    gives: [{ _id: 3 }, { _id: 4 }],
  },
  {
    it: '$match with $expr',
    pipeline: [
      { $match: { $expr: { $gt: [{ $multiply: ['$qty', '$price'] }, 20] } } },
      { $project: { qty: 1 } },
    ],
    gives: [{ _id: 3, qty: 5 }],
  },
  {
    it: '$sort, $skip, $limit',
    pipeline: [{ $sort: { qty: -1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { qty: 1, _id: 0 } }],
    gives: [{ qty: 4 }, { qty: 3 }],
  },
  {
    it: '$project that computes',
    pipeline: [only(1), { $project: { _id: 0, total: { $multiply: ['$qty', '$price'] }, of: '$item' } }],
    gives: [{ total: 20, of: 'a' }],
  },
  {
    it: '$project that drops',
    pipeline: [only(2), { $project: { tags: 0, at: 0 } }],
    gives: [{ _id: 2, item: 'b', qty: 1, price: 20 }],
  },
  {
    it: '$project that makes documents and lists',
    pipeline: [only(1), { $project: { pair: ['$qty', '$none'], doc: { q: '$qty', n: '$none' } } }],
    gives: [{ _id: 1, pair: [2, null], doc: { q: 2 } }],
  },
  {
    it: '$addFields and $set',
    pipeline: [
      only(4),
      { $addFields: { total: { $multiply: ['$qty', '$price'] } } },
      { $set: { 'deep.total': '$total', item: 'set' } },
    ],
    gives: [{ _id: 4, item: 'set', qty: 4, price: 5, total: 20, deep: { total: 20 } }],
  },
  {
    it: '$set with $$REMOVE',
    pipeline: [only(4), { $set: { item: '$$REMOVE' } }],
    gives: [{ _id: 4, qty: 4, price: 5 }],
  },
  {
    it: '$unset',
    pipeline: [only(1), { $unset: ['tags', 'at'] }],
    gives: [{ _id: 1, item: 'a', qty: 2, price: 10 }],
  },
  {
    it: '$unset of one field',
    pipeline: [only(4), { $unset: 'price' }],
    gives: [{ _id: 4, item: null, qty: 4 }],
  },
  {
    it: '$replaceRoot',
    pipeline: [only(1), { $replaceRoot: { newRoot: { i: '$item', q: '$qty' } } }],
    gives: [{ i: 'a', q: 2 }],
  },
  {
    it: '$replaceWith and $mergeObjects',
    pipeline: [only(1), { $replaceWith: { $mergeObjects: [{ qty: 0, more: 1 }, { qty: '$qty' }] } }],
    gives: [{ qty: 2, more: 1 }],
  },
  {
    it: '$unwind',
    pipeline: [{ $unwind: '$tags' }, { $sort: { _id: 1, tags: 1 } }, { $project: { tags: 1 } }],
    gives: [
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
      { _id: 3, tags: 'y' },
    ],
  },
  {
    it: '$unwind that keeps empty ones and numbers the others',
    pipeline: [
      only(1, 2, 4, 5),
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
      { $sort: { _id: 1, i: 1 } },
      { $project: { tags: 1, i: 1 } },
    ],
    gives: [
      { _id: 1, tags: 'x', i: 0 },
      { _id: 1, tags: 'y', i: 1 },
      { _id: 2, i: null },
      { _id: 4, i: null },
      { _id: 5, tags: null, i: null },
    ],
  },
  {
    it: '$unwind of a value that is no list',
    pipeline: [only(1), { $unwind: '$item' }, { $project: { item: 1 } }],
    gives: [{ _id: 1, item: 'a' }],
  },
  { it: '$count', pipeline: [{ $match: { qty: { $gte: 3 } } }, { $count: 'n' }], gives: [{ n: 3 }] },
  { it: '$count of nothing', pipeline: [{ $match: { qty: 99 } }, { $count: 'n' }], gives: [] },
  {
    it: '$sortByCount',
    pipeline: [{ $match: { item: { $type: 'string' } } }, { $sortByCount: '$item' }],
    gives: [
      { _id: 'a', count: 2 },
      { _id: 'b', count: 1 },
    ],
  },
  {
    it: '$facet',
    pipeline: [
      {
        $facet: {
          page: [{ $sort: { qty: -1 } }, { $limit: 1 }, { $project: { qty: 1 } }],
          total: [{ $count: 'n' }],
          none: [{ $match: { _id: 99 } }],
        },
      },
    ],
    gives: [{ page: [{ _id: 3, qty: 5 }], total: [{ n: 5 }], none: [] }],
  },
  { it: 'an empty pipeline', pipeline: [only(4)], gives: [SALES[3]] },
];

const GROUPS: Case[] = [
  {
    it: 'null and missing as one group',
    pipeline: [{ $group: { _id: '$item', n: { $sum: 1 } } }, byId],
    gives: [
      { _id: null, n: 2 },
      { _id: 'a', n: 2 },
      { _id: 'b', n: 1 },
    ],
  },
  {
    it: 'sums, averages and extremes',
    pipeline: [
      {
        $group: {
          _id: null,
          sum: { $sum: '$qty' },
          avg: { $avg: '$qty' },
          min: { $min: '$price' },
          max: { $max: '$price' },
          n: { $count: {} },
        },
      },
    ],
    gives: [{ _id: null, sum: 15, avg: 3, min: 1, max: 20, n: 5 }],
  },
  {
    it: 'the first and the last after a sort',
    pipeline: [
      { $sort: { qty: 1 } },
      {
        $group: { _id: null, first: { $first: '$_id' }, last: { $last: '$_id' }, none: { $first: '$none' } },
      },
    ],
    gives: [{ _id: null, first: 2, last: 3, none: null }],
  },
  {
    it: '$push of what is there',
    pipeline: [byId, { $group: { _id: null, items: { $push: '$item' } } }],
    gives: [{ _id: null, items: ['a', 'b', 'a', null] }],
  },
  {
    it: '$push of documents',
    pipeline: [only(4, 5), byId, { $group: { _id: null, all: { $push: { i: '$item', q: '$qty' } } } }],
    gives: [{ _id: null, all: [{ i: null, q: 4 }, { q: 3 }] }],
  },
  {
    it: '$addToSet',
    pipeline: [{ $group: { _id: null, p: { $addToSet: '$price' } } }, { $project: { n: { $size: '$p' } } }],
    gives: [{ _id: null, n: 4 }],
  },
  {
    it: '$mergeObjects',
    pipeline: [
      only(1, 2),
      byId,
      { $group: { _id: null, m: { $mergeObjects: { last: '$_id', q: '$qty' } } } },
    ],
    gives: [{ _id: null, m: { last: 2, q: 1 } }],
  },
  {
    it: 'a group key of several fields',
    pipeline: [
      only(1, 2, 3),
      { $group: { _id: { i: '$item', big: { $gt: ['$qty', 3] } }, n: { $sum: 1 } } },
      { $sort: { '_id.i': 1, '_id.big': 1 } },
    ],
    gives: [
      { _id: { i: 'a', big: false }, n: 1 },
      { _id: { i: 'a', big: true }, n: 1 },
      { _id: { i: 'b', big: false }, n: 1 },
    ],
  },
  {
    it: '$sum of what a condition picks',
    pipeline: [{ $group: { _id: null, n: { $sum: { $cond: [{ $gte: ['$qty', 3] }, 1, 0] } } } }],
    gives: [{ _id: null, n: 3 }],
  },
  {
    it: '$sum that passes over what is no number',
    pipeline: [{ $group: { _id: null, n: { $sum: '$item' }, avg: { $avg: '$item' } } }],
    gives: [{ _id: null, n: 0, avg: null }],
  },
  {
    it: 'no group from no document',
    pipeline: [{ $match: { _id: 99 } }, { $group: { _id: null, n: { $sum: 1 } } }],
    gives: [],
  },
];

onEachServer('pipelines', (server) => {
  it.each([...CASES, ...GROUPS])('run $it', async ({ it, pipeline, gives }) => {
    const sales = await server.rows(...SALES);
    const told = it === '$count of nothing' && server.differs('count-of-nothing') ? [{ n: 0 }] : gives;
    expect(await sales.aggregate(pipeline).toArray()).toEqual(told);
  });

  it('leave the stored documents alone', async () => {
    const sales = await server.rows(...SALES);
    await sales
      .aggregate([{ $set: { 'tags.0': 'changed', qty: 0 } }, { $unwind: '$tags' }, { $unset: 'at' }])
      .toArray();
    expect(await sales.find().sort({ _id: 1 }).toArray()).toEqual(SALES);
  });

  it('find nothing in a collection that is not there', async () => {
    const rows = server.db.collection('never_written');
    expect(await rows.aggregate([{ $match: { a: 1 } }]).toArray()).toEqual([]);
    expect(await rows.aggregate([{ $facet: { all: [{ $limit: 1 }] } }]).toArray()).toEqual([{ all: [] }]);
  });

  it.each([
    ['an unknown stage', [{ $shuffle: {} }], 40324],
    ['a stage of two names', [{ $match: {}, $limit: 1 }], 40323],
    ['an unknown expression', [{ $project: { a: { $frobnicate: 1 } } }], 31325],
    ['an unknown expression in $addFields', [{ $addFields: { a: { $frobnicate: 1 } } }], 168],
    ['an unknown accumulator', [{ $group: { _id: null, a: { $frobnicate: 1 } } }], 15952],
    ['a group without _id', [{ $group: { n: { $sum: 1 } } }], 15955],
    ['an unknown variable', [{ $set: { a: '$$nobody' } }], 17276],
    ['$size of what is no list', [{ $set: { a: { $size: '$qty' } } }], 17124],
  ])('refuse %s', async (_what, pipeline, code) => {
    const sales = await server.rows(...SALES);
    const refused = await refusal(sales.aggregate(pipeline).toArray());
    const named = code === 40323 || code === 40324;
    expect(refused.code).toBe(!named && server.differs('error-codes') ? 1 : code);
  });
});
