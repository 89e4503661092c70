import { mongo } from 'mongoose';
import type { Row } from './server-under-test';
import { ids, onEachServer, refusal } from './server-under-test';

const { Binary, Decimal128, Long, ObjectId } = mongo;

interface Case {
  readonly it: string;
  readonly docs: readonly Row[];
  readonly filter: mongo.Filter<Row>;
  readonly finds: readonly unknown[];
}

const oid = new ObjectId('65f000000000000000000001');
const day = new Date('2026-03-01T00:00:00Z');

const PEOPLE: Row[] = [
  { _id: 1, name: 'Ada', age: 36, tags: ['x', 'y'], address: { city: 'London' } },
  { _id: 2, name: 'Bob', age: 25, tags: [], address: { city: 'Paris' } },
  { _id: 3, name: 'Cleo', age: null, tags: ['y', 'z'] },
  { _id: 4, name: 'Dan', tags: 'y', address: [{ city: 'Rome' }, { city: 'London' }] },
];

const ON_PEOPLE: Omit<Case, 'docs'>[] = [
  { it: 'an equality', filter: { name: 'Ada' }, finds: [1] },
  { it: 'null: null or missing', filter: { age: null }, finds: [3, 4] },
  { it: '$ne null', filter: { age: { $ne: null } }, finds: [1, 2] },
  { it: '$exists', filter: { age: { $exists: true } }, finds: [1, 2, 3] },
  { it: '$exists false', filter: { address: { $exists: false } }, finds: [3] },
  { it: 'a value in an array', filter: { tags: 'y' }, finds: [1, 3, 4] },
  { it: 'a whole array', filter: { tags: ['x', 'y'] }, finds: [1] },
  { it: 'no array with the order changed', filter: { tags: ['y', 'x'] }, finds: [] },
  { it: 'a path into a document and into an array', filter: { 'address.city': 'London' }, finds: [1, 4] },
  { it: 'a position', filter: { 'address.1.city': 'London' }, finds: [4] },
  { it: '$gt of its own type only', filter: { age: { $gt: 0 } }, finds: [1, 2] },
  { it: 'a range', filter: { age: { $gte: 25, $lt: 36 } }, finds: [2] },
  { it: '$lte', filter: { age: { $lte: 25 } }, finds: [2] },
  { it: '$in with null', filter: { age: { $in: [36, null] } }, finds: [1, 3, 4] },
  { it: '$in with a pattern', filter: { name: { $in: [/^a/i, 'Bob'] } }, finds: [1, 2] },
  { it: '$nin', filter: { age: { $nin: [36, null] } }, finds: [2] },
  { it: '$not', filter: { age: { $not: { $gt: 30 } } }, finds: [2, 3, 4] },
  { it: '$and', filter: { $and: [{ tags: 'y' }, { age: 36 }] }, finds: [1] },
  { it: '$or', filter: { $or: [{ age: 25 }, { name: 'Dan' }] }, finds: [2, 4] },
  { it: '$nor', filter: { $nor: [{ age: 25 }, { name: 'Dan' }] }, finds: [1, 3] },
  { it: '$all', filter: { tags: { $all: ['y', 'z'] } }, finds: [3] },
  { it: '$size', filter: { tags: { $size: 0 } }, finds: [2] },
  { it: '$type', filter: { tags: { $type: 'array' } }, finds: [1, 2, 3] },
  { it: '$type by number and list', filter: { age: { $type: ['int', 10] } }, finds: [1, 2, 3] },
  { it: '$mod', filter: { age: { $mod: [9, 0] } }, finds: [1] },
  { it: '$regex with options', filter: { name: { $regex: '^C', $options: 'i' } }, finds: [3] },
  { it: 'a regular expression', filter: { name: /o/ }, finds: [2, 3] },
  { it: '$elemMatch on documents', filter: { address: { $elemMatch: { city: 'Rome' } } }, finds: [4] },
  { it: '$elemMatch on values', filter: { tags: { $elemMatch: { $gt: 'x', $lt: 'z' } } }, finds: [1, 3] },
  { it: '$expr', filter: { $expr: { $gt: ['$age', 30] } }, finds: [1] },
  {
    it: '$expr over two fields',
    filter: { $expr: { $eq: [{ $size: { $ifNull: ['$address', []] } }, 0] }, _id: 3 },
    finds: [3],
  },
  { it: 'everything', filter: {}, finds: [1, 2, 3, 4] },
];

const ON_VALUES: Case[] = [
  {
    it: 'numbers of every width by value',
    docs: [
      { _id: 1, n: 5 },
      { _id: 2, n: Long.fromNumber(5) },
      { _id: 3, n: Decimal128.fromString('5') },
      { _id: 4, n: 5.5 },
    ],
    filter: { n: 5 },
    finds: [1, 2, 3],
  },
  {
    it: 'a range over numbers of every width',
    docs: [
      { _id: 1, n: 4.5 },
      { _id: 2, n: Long.fromNumber(7) },
      { _id: 3, n: Decimal128.fromString('6.25') },
    ],
    filter: { n: { $gt: 5 } },
    finds: [2, 3],
  },
  {
    it: 'longs beyond the doubles',
    docs: [
      { _id: 1, n: Long.fromString('9007199254740993') },
      { _id: 2, n: Long.fromString('9007199254740992') },
    ],
    filter: { n: Long.fromString('9007199254740993') },
    finds: [1],
  },
  {
    it: 'a document by the order of its fields',
    docs: [
      { _id: 1, d: { a: 1, b: 2 } },
      { _id: 2, d: { b: 2, a: 1 } },
    ],
    filter: { d: { a: 1, b: 2 } },
    finds: [1],
  },
  {
    it: 'a whole document, no part of one',
    docs: [{ _id: 1, d: { a: 1, b: 2 } }],
    filter: { d: { a: 1 } },
    finds: [],
  },
  {
    it: 'an ObjectId, not its text',
    docs: [
      { _id: 1, r: oid },
      { _id: 2, r: oid.toHexString() },
    ],
    filter: { r: oid },
    finds: [1],
  },
  {
    it: 'a date',
    docs: [
      { _id: 1, at: day },
      { _id: 2, at: day.getTime() },
    ],
    filter: { at: { $lte: day } },
    finds: [1],
  },
  {
    it: 'bytes',
    docs: [
      { _id: 1, b: new Binary(Buffer.from('ab')) },
      { _id: 2, b: new Binary(Buffer.from('ac')) },
    ],
    filter: { b: new Binary(Buffer.from('ac')) },
    finds: [2],
  },
  {
    it: 'true, not one',
    docs: [
      { _id: 1, b: true },
      { _id: 2, b: 1 },
    ],
    filter: { b: true },
    finds: [1],
  },
  {
    it: 'null inside an array',
    docs: [
      { _id: 1, a: [null] },
      { _id: 2, a: [1] },
    ],
    filter: { a: null },
    finds: [1],
  },
  {
    it: 'a missing field of one element',
    docs: [
      { _id: 1, a: [{ b: 1 }, {}] },
      { _id: 2, a: [{ b: 1 }] },
    ],
    filter: { 'a.b': null },
    finds: [1],
  },
  {
    it: 'two conditions met by two elements',
    docs: [
      { _id: 1, a: [1, 9] },
      { _id: 2, a: [4] },
    ],
    filter: { a: { $gt: 5, $lt: 3 } },
    finds: [1],
  },
  {
    it: 'one element that meets two conditions',
    docs: [
      {
        _id: 1,
        a: [
          { x: 1, y: 2 },
          { x: 2, y: 1 },
        ],
      },
      { _id: 2, a: [{ x: 1, y: 1 }] },
    ],
    filter: { a: { $elemMatch: { x: 1, y: 1 } } },
    finds: [2],
  },
  {
    it: 'nested arrays one level deep',
    docs: [
      { _id: 1, a: [[1, 2]] },
      { _id: 2, a: [1, 2] },
    ],
    filter: { a: [1, 2] },
    finds: [1, 2],
  },
  {
    it: 'a position from the elements of what is there',
    docs: [
      { _id: 1, a: [[1]] },
      { _id: 2, a: [1] },
    ],
    filter: { 'a.0': 1 },
    finds: [2],
  },
  {
    it: '$elemMatch on values from values one level deeper',
    docs: [
      { _id: 1, a: [[5]] },
      { _id: 2, a: [5] },
    ],
    filter: { a: { $elemMatch: { $gt: 1 } } },
    finds: [2],
  },
  {
    it: '$ne on an array: no element',
    docs: [
      { _id: 1, a: [1, 2] },
      { _id: 2, a: [2] },
    ],
    filter: { a: { $ne: 1 } },
    finds: [2],
  },
  {
    it: '$all with $elemMatch',
    docs: [
      { _id: 1, a: [{ x: 1 }, { x: 2 }] },
      { _id: 2, a: [{ x: 1 }] },
    ],
    filter: { a: { $all: [{ $elemMatch: { x: 1 } }, { $elemMatch: { x: 2 } }] } },
    finds: [1],
  },
];

onEachServer('queries', (server) => {
  it.each(ON_PEOPLE)('find $it', async ({ filter, finds }) => {
    const people = await server.rows(...PEOPLE);
    expect(await ids(people.find(filter).sort({ _id: 1 }))).toEqual(finds);
    expect(await people.countDocuments(filter)).toBe(finds.length);
  });

  it.each(ON_VALUES)('tell $it', async ({ docs, filter, finds }) => {
    const rows = await server.rows(...docs);
    expect(await ids(rows.find(filter).sort({ _id: 1 }))).toEqual(finds);
  });

  it.each(ON_VALUES)('tell $it with an index on the field', async ({ docs, filter, finds }) => {
    const rows = await server.rows(...docs);
    const [path = '_id'] = Object.keys(filter);
    await rows.createIndex({ [path]: -1 });
    expect(await ids(rows.find(filter).sort({ _id: 1 }))).toEqual(finds);
  });

  it.each([
    ['an unknown operator', { a: { $near_enough: 1 } }],
    ['an unknown top level operator', { $both: [] }],
    ['$in without an array', { a: { $in: 1 } }],
    ['an empty $or', { $or: [] }],
    ['$all without an array', { a: { $all: 1 } }],
  ])('refuse %s with BadValue', async (_what, filter) => {
    const rows = await server.rows({ _id: 1 });
    expect((await refusal(rows.find(filter as mongo.Filter<Row>).toArray())).code).toBe(2);
  });

  it('list distinct values, also of arrays', async () => {
    const people = await server.rows(...PEOPLE);
    expect([...(await people.distinct('tags'))].sort()).toEqual(['x', 'y', 'z']);
    expect([...(await people.distinct('address.city', { _id: { $gt: 1 } }))].sort()).toEqual([
      'London',
      'Paris',
      'Rome',
    ]);
  });

  it('count with a limit and an estimate', async () => {
    const people = await server.rows(...PEOPLE);
    expect(await people.countDocuments({}, { skip: 1, limit: 2 })).toBe(2);
    expect(await people.estimatedDocumentCount()).toBe(4);
  });

  it('find nothing in a collection that is not there', async () => {
    const rows = server.db.collection<Row>('never_written');
    expect(await rows.find({}).toArray()).toEqual([]);
    expect(await rows.countDocuments({ a: 1 })).toBe(0);
    expect(await rows.distinct('a')).toEqual([]);
    expect(await rows.findOneAndUpdate({ a: 1 }, { $set: { b: 1 } })).toBeNull();
  });
});
