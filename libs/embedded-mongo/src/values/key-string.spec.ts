import { Binary, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { invertKey, keyOf, sameValue } from './key-string';

const order = (a: unknown, b: unknown): number => {
  const [left, right] = [keyOf(a), keyOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** Ascending, no two equal. */
const ASCENDING: unknown[] = [
  new MinKey(),
  undefined,
  null,
  NaN,
  -Infinity,
  -1e300,
  Long.MIN_VALUE,
  -2,
  -1.5,
  -5e-324,
  0,
  5e-324,
  Decimal128.fromString('0.1'),
  0.1,
  1,
  Long.fromString('9007199254740992'),
  Long.fromString('9007199254740993'),
  Long.fromString('9007199254740994'),
  Decimal128.fromString('9007199254740994.5'),
  Long.MAX_VALUE,
  1e300,
  Infinity,
  '',
  '\u0000',
  '\u0000a',
  '\u0001',
  '\u0001\u0001',
  'A',
  'a',
  'a\u0000',
  'a\u0000b',
  'ab',
  '\u00ff',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '\u{10000}',
  {},
  { a: 1 },
  { a: 1, b: 1 },
  { a: 2 },
  { b: 0 },
  { a: 'text' },
  [],
  [1],
  [1, 2],
  [2],
  new Binary(Buffer.from([9])),
  new Binary(Buffer.from([1, 1])),
  new Binary(Buffer.from([1, 1]), 5),
  new ObjectId('65f000000000000000000001'),
  new ObjectId('65f000000000000000000002'),
  false,
  true,
  new Date(-8.64e15),
  new Date(-1),
  new Date(0),
  new Date(1),
  new Timestamp({ t: 1, i: 2 }),
  new Timestamp({ t: 2, i: 1 }),
  /a/,
  /a/i,
  /b/,
  new MaxKey(),
];

describe('keyOf', () => {
  it('orders every pair of values as MongoDB does, and the other way when inverted', () => {
    for (const [i, a] of ASCENDING.entries()) {
      for (const [j, b] of ASCENDING.entries()) {
        expect([i, j, order(a, b)]).toEqual([i, j, Math.sign(i - j)]);
        const inverted = [invertKey(keyOf(a)), invertKey(keyOf(b))] as const;
        expect(Math.sign(Number(inverted[0] > inverted[1]) - Number(inverted[0] < inverted[1]))).toBe(
          Math.sign(j - i),
        );
      }
    }
  });

  it('is never the prefix of another key', () => {
    const keys = ASCENDING.map(keyOf);
    for (const key of keys) expect(keys.filter((other) => other.startsWith(key))).toEqual([key]);
  });

  it.each([
    [5, Long.fromNumber(5)],
    [5, Decimal128.fromString('5.00')],
    [0.5, Decimal128.fromString('0.5')],
    [1000, Decimal128.fromString('1E+3')],
    [0, -0],
    [0, Decimal128.fromString('-0')],
    [7, new Int32(7)],
    [7.5, new Double(7.5)],
    [7, 7n],
    [Infinity, Decimal128.fromString('Infinity')],
    [{ a: 1 }, { a: Long.fromNumber(1) }],
    [{ a: 1 }, { a: 1, b: undefined }],
  ])('is one for %p and %p', (a, b) => {
    expect(keyOf(a)).toBe(keyOf(b));
    expect(sameValue(a, b)).toBe(true);
  });

  it('tells apart decimals that are one double', () => {
    expect(order(Decimal128.fromString('0.10000000000000000001'), Decimal128.fromString('0.1'))).not.toBe(0);
    expect(order(Decimal128.fromString('1E+6000'), Decimal128.fromString('1E+6001'))).toBe(0);
  });
});
