import { ApartFields } from '../storage/apart-fields';
import { Collection, ID_INDEX } from '../storage/collection';
import type { IndexSpec } from '../storage/collection-index';
import { parseIndexSpec } from '../storage/collection-index';
import { layOut } from '../storage/layout';
import type { Doc } from '../values/document';
import { sortKey, parseSort } from '../values/order';
import { answer } from './plan';

/** Draws the same values in every run. */
class Dice {
  private state = 42;

  roll(sides: number): number {
    this.state = (this.state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((this.state / 2 ** 31) * sides);
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.roll(choices.length)] as T;
  }
}

const VALUES = [
  null,
  0,
  1,
  2,
  3,
  -1,
  1.5,
  'a',
  'b',
  '',
  true,
  new Date(5),
  new Date(-5),
  { x: 1 },
  [1, 3],
  ['a'],
  [],
  [{ x: 2 }],
];
const PATHS = ['a', 'b', 'c', 'a.x'];
const SPECS: IndexSpec[] = [
  { key: { a: 1 } },
  { key: { a: -1, b: 1 } },
  { key: { b: 1, a: -1, c: 1 } },
  { key: { c: -1 }, sparse: true },
  { key: { 'a.x': 1 } },
  { key: { b: 1 }, name: 'part', partialFilterExpression: { b: { $gt: 0 } } },
  { key: { a: 1, _id: 1 }, name: 'there', partialFilterExpression: { a: { $exists: true } } },
  { key: { c: 1, _id: -1 }, name: 'some', partialFilterExpression: { c: { $in: [1, 'a'] } } },
].map(parseIndexSpec);

function aCondition(dice: Dice): unknown {
  const value = dice.of(VALUES);
  switch (dice.roll(8)) {
    case 0:
    case 1:
      return value;
    case 2:
      return { $in: [value, dice.of(VALUES), dice.of(VALUES)] };
    case 3:
      return { $gt: value };
    case 4:
      return { $lte: value };
    case 5:
      return { $gte: dice.of(VALUES), $lt: value };
    case 6:
      return { $ne: value };
    default:
      return { $exists: dice.roll(2) === 0 };
  }
}

function aFilter(dice: Dice): Doc {
  const filter: Doc = {};
  for (let n = dice.roll(4); n > 0; n--) filter[dice.of(PATHS)] = aCondition(dice);
  if (dice.roll(5) === 0) filter._id = { $gte: dice.roll(300), $lt: 150 + dice.roll(150) };
  return dice.roll(6) === 0 ? { $and: [filter, { [dice.of(PATHS)]: aCondition(dice) }] } : filter;
}

function aCollection(specs: readonly IndexSpec[], docs: readonly Doc[]): Collection {
  const collection = new Collection(1, 'db.c', [ID_INDEX, ...specs], new ApartFields(() => new Uint8Array()));
  docs.forEach((doc, row) => collection.restore(row, layOut(doc).content));
  return collection;
}

describe('answer', () => {
  const dice = new Dice();
  const docs = Array.from({ length: 300 }, (_value, _id) => {
    const doc: Doc = { _id };
    for (const path of ['a', 'b', 'c']) if (dice.roll(5) > 0) doc[path] = dice.of(VALUES);
    // MongoDB refuses two arrays in one compound key.
    if ([doc.a, doc.b, doc.c].filter(Array.isArray).length > 1) return { _id, a: doc.a };
    return doc;
  });
  const scanned = aCollection([], docs);

  it.each(SPECS.map((spec) => [JSON.stringify(spec.key), spec] as const))(
    'finds with the index %s what a scan finds',
    (_key, spec) => {
      const indexed = aCollection([spec], docs);
      let served = 0;
      for (let round = 0; round < 400; round++) {
        const filter = aFilter(dice);
        const sort = dice.roll(2)
          ? { [dice.of(PATHS)]: dice.of([1, -1]), [dice.of(['b', '_id'])]: dice.of([1, -1]) }
          : undefined;
        const limit = dice.roll(3) === 0 ? 7 : 0;
        const byIndex = answer(indexed, { filter, sort, limit });
        const byScan = answer(scanned, { filter, sort, limit });
        if (byIndex.plan.index?.spec.name === spec.name) served++;
        const told = { filter, sort, limit, index: byIndex.plan.index?.spec.name };
        if (sort) {
          const fields = parseSort(sort);
          const keys = (found: typeof byScan) => found.docs.map(({ doc }) => sortKey(doc, fields));
          expect({ ...told, keys: keys(byIndex) }).toEqual({ ...told, keys: keys(byScan) });
        } else {
          expect({ ...told, n: byIndex.docs.length }).toEqual({ ...told, n: byScan.docs.length });
        }
        if (limit === 0) {
          const ids = (found: typeof byScan) =>
            found.docs.map(({ doc }) => doc._id as number).sort((a, b) => a - b);
          expect({ ...told, ids: ids(byIndex) }).toEqual({ ...told, ids: ids(byScan) });
        }
      }
      expect(served).toBeGreaterThan(0);
    },
  );

  it('gives natural order both ways on request', () => {
    const ids = (direction: number) =>
      answer(scanned, { filter: {}, sort: { $natural: direction }, limit: 2 }).docs.map(({ doc }) => doc._id);
    expect(ids(1)).toEqual([0, 1]);
    expect(ids(-1)).toEqual([299, 298]);
  });

  it('refuses a hint at an index that does not hold every match', () => {
    const indexed = aCollection(SPECS, docs);
    expect(() => answer(indexed, { filter: { b: 'x' }, hint: 'part' })).toThrow(/cannot answer/);
    expect(answer(indexed, { filter: { b: 2 }, hint: 'part' }).plan.index?.spec.name).toBe('part');
    expect(answer(indexed, { filter: {}, hint: { $natural: 1 } }).plan.index).toBeUndefined();
  });
});
