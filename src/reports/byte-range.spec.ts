import { rangeHolds, wantedBytes } from './byte-range';

describe('a Range', () => {
  it.each([
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=2-4', { first: 2, last: 4 }],
    ['bytes=2-', { first: 2, last: 9 }],
    ['bytes=2-999', { first: 2, last: 9 }],
    ['bytes=-3', { first: 7, last: 9 }],
    ['bytes=-999', { first: 0, last: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=4-2', 'all'],
    ['bytes=0-1,4-5', 'all'],
    ['lines=0-1', 'all'],
    ['bytes=-', 'all'],
    [undefined, 'all'],
  ] as const)('%s of ten bytes is %j', (header, wanted) => {
    expect(wantedBytes(header, 10)).toEqual(wanted);
  });

  it('of an empty file is never satisfiable', () => {
    expect(wantedBytes('bytes=0-', 0)).toBe('unsatisfiable');
    expect(wantedBytes('bytes=-1', 0)).toBe('unsatisfiable');
  });

  it('holds for the version that If-Range names and for no other', () => {
    expect([undefined, '"a"', '"b"', 'W/"a"'].map((header) => rangeHolds(header, '"a"'))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
