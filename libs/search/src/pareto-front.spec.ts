import { beats, paretoFront } from './pareto-front';

/** A generator of its own, so that a failure can be seen again (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Points of few distinct values, so that ties are common, some with a number that is not known. */
function pointsOf(seed: number, count: number, axes: number): Float64Array[] {
  const random = randomOf(seed);
  return Array.from({ length: axes }, () =>
    Float64Array.from({ length: count }, () => (random() < 0.05 ? NaN : Math.floor(random() * 12))),
  );
}

const SETS = Array.from({ length: 60 }, (_none, seed) => seed);

describe('paretoFront', () => {
  it.each(SETS)('keeps exactly the points that brute force finds undominated (set %i)', (seed) => {
    const columns = pointsOf(seed, 150, 1 + (seed % 4));
    const all = Array.from({ length: 150 }, (_none, index) => index);
    const known = all.filter((index) => columns.every((column) => !Number.isNaN(column[index])));
    const expected = known.filter((index) => !known.some((other) => beats(columns, other, index)));
    expect(new Set(paretoFront(columns, all))).toEqual(new Set(expected));
    expect(expected.length).toBeGreaterThan(0);
  });

  it('lets a point with a number that is not known neither in nor keep another out', () => {
    const cost = Float64Array.of(1, 5, 9);
    const latency = Float64Array.of(NaN, 5, 9);
    expect(paretoFront([cost, latency], [0, 1, 2])).toEqual([1]);
  });

  it.each(SETS.slice(0, 20))('is the same in whatever order points come (set %i)', (seed) => {
    const columns = pointsOf(seed, 80, 4);
    const all = Array.from({ length: 80 }, (_none, index) => index);
    expect(paretoFront(columns, [...all].reverse())).toEqual(paretoFront(columns, all));
  });
});
