import { fieldsOfFilter, fieldsOfProjection } from './fields';

const NAMES = ['_id', 'a', 'b', 'c'];

describe('fieldsOfFilter', () => {
  it.each([
    [{}, []],
    [{ a: 1, 'b.x': { $gt: 1 } }, ['a', 'b']],
    [{ $and: [{ a: 1 }, { $or: [{ b: 1 }, { 'c.d.e': 2 }] }] }, ['a', 'b', 'c']],
    [{ $nor: [{ c: { $elemMatch: { a: 1 } } }], $comment: 'b' }, ['c']],
    [{ $and: [{ a: 1 }, { $expr: { $eq: ['$b', 1] } }] }, NAMES],
  ])('of %j are %j', (filter, names) => {
    expect(NAMES.filter((name) => fieldsOfFilter(filter).has(name))).toEqual(names);
  });
});

describe('fieldsOfProjection', () => {
  it.each([
    [{ a: 1 }, ['a']],
    [{ 'a.x': true, b: 1, _id: 0 }, ['a', 'b']],
    [{ a: 0 }, ['_id', 'b', 'c']],
    [{ 'a.x': 0, b: false }, ['_id', 'a', 'c']],
    [{ _id: 0 }, ['a', 'b', 'c']],
    [{ _id: 1 }, ['_id']],
    [{ a: { $slice: 1 } }, NAMES],
    [{ a: { $slice: 1 }, b: 1 }, ['a', 'b']],
    [{ a: { $elemMatch: { x: 1 } } }, ['a']],
    [{ 'a.$': 1 }, ['a', 'c']],
    [{ a: { $concat: ['$b', '$c'] } }, NAMES],
    [{ a: '$b' }, NAMES],
    [{ a: { x: 1 } }, NAMES],
  ])('of %j are %j', (spec, names) => {
    const fields = fieldsOfProjection(spec, { c: 1 });
    expect(NAMES.filter((name) => fields.has(name))).toEqual(names);
  });
});
