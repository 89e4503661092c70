import type { mongo } from 'mongoose';
import type { Row } from './server-under-test';
import { onEachServer, refusal } from './server-under-test';

const DOC = {
  _id: 1,
  a: 1,
  b: { c: 2, d: 3 },
  list: [
    { k: 1, v: 'one' },
    { k: 2, v: 'two' },
    { k: 3, v: 'three' },
  ],
  n: [1, 2, 3, 4],
};

const CASES: { it: string; projection: mongo.Document; gives: unknown; filter?: mongo.Filter<Row> }[] = [
  { it: 'fields to keep', projection: { a: 1 }, gives: { _id: 1, a: 1 } },
  { it: 'fields to keep without the _id', projection: { a: true, _id: 0 }, gives: { a: 1 } },
  { it: 'fields to drop', projection: { list: 0, n: 0, b: false }, gives: { _id: 1, a: 1 } },
  { it: 'the _id alone', projection: { _id: 1 }, gives: { _id: 1 } },
  { it: 'a path to keep', projection: { 'b.c': 1 }, gives: { _id: 1, b: { c: 2 } } },
  { it: 'a path to drop', projection: { 'b.c': 0, list: 0, n: 0 }, gives: { _id: 1, a: 1, b: { d: 3 } } },
  {
    it: 'a path inside an array',
    projection: { 'list.v': 1 },
    gives: { _id: 1, list: [{ v: 'one' }, { v: 'two' }, { v: 'three' }] },
  },
  { it: 'a nested specification', projection: { b: { d: 1 } }, gives: { _id: 1, b: { d: 3 } } },
  { it: 'a field that is not there', projection: { none: 1 }, gives: { _id: 1 } },
  { it: 'the documents order', projection: { b: 1, a: 1 }, gives: { _id: 1, a: 1, b: { c: 2, d: 3 } } },
  { it: '$slice', projection: { n: { $slice: 2 }, a: 1 }, gives: { _id: 1, a: 1, n: [1, 2] } },
  {
    it: '$slice from the end',
    projection: { n: { $slice: -1 }, list: 0, b: 0 },
    gives: { _id: 1, a: 1, n: [4] },
  },
  { it: '$slice with skip', projection: { n: { $slice: [1, 2] }, a: 1 }, gives: { _id: 1, a: 1, n: [2, 3] } },
  {
    it: '$elemMatch',
    projection: { list: { $elemMatch: { k: { $gt: 1 } } } },
    gives: { _id: 1, list: [{ k: 2, v: 'two' }] },
  },
  {
    it: 'the positional $',
    projection: { 'list.$': 1 },
    filter: { 'list.k': 2 },
    gives: { _id: 1, list: [{ k: 2, v: 'two' }] },
  },
  {
    it: 'an expression',
    projection: { a: 1, sum: { $add: ['$a', '$b.c'] } },
    gives: { _id: 1, a: 1, sum: 3 },
  },
];

onEachServer('projections', (server) => {
  it.each(CASES)('understand $it', async ({ projection, filter, gives }) => {
    const rows = await server.rows(DOC);
    const found = await rows.findOne(filter ?? {}, { projection });
    expect(found).toEqual(gives);
    expect(Object.keys(found ?? {})).toEqual(Object.keys(gives as object));
  });

  it.each([
    ['dropping among what is kept', { a: 1, b: 0 }, 31254],
    ['keeping among what is dropped', { a: 0, b: 1 }, 31253],
  ])('refuse %s', async (_what, projection, code) => {
    const rows = await server.rows(DOC);
    expect((await refusal(rows.findOne({}, { projection }))).code).toBe(
      code === 31253 && server.differs('projection-code') ? 31254 : code,
    );
  });

  it('leave the stored document alone', async () => {
    const rows = await server.rows(DOC);
    await rows.find({}, { projection: { 'list.v': 0, n: { $slice: 1 } } }).toArray();
    expect(await rows.findOne()).toEqual(DOC);
  });
});
