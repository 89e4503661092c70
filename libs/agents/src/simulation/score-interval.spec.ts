import { scoreInterval } from './score-interval';

describe('the interval of a share', () => {
  it('ends exactly at none of none and at all of all, however many were counted', () => {
    const counts = Array.from({ length: 30_000 }, (_none, at) => at + 1);
    expect(counts.filter((count) => scoreInterval(0, count)[0] !== 0)).toEqual([]);
    expect(counts.filter((count) => scoreInterval(1, count)[1] !== 1)).toEqual([]);
  });

  it('is that of Wilson for 10 of 100, and reaches above none for none of 1000', () => {
    const [low, high] = scoreInterval(0.1, 100);
    expect(low).toBeCloseTo(0.0552, 4);
    expect(high).toBeCloseTo(0.1744, 4);
    expect(scoreInterval(0, 1_000)[1]).toBeCloseTo(0.00383, 5);
    expect(scoreInterval(0.5, 0)).toEqual([0, 1]);
  });
});
