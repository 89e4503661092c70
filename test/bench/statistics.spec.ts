import { median, percentile, summarise, trend } from './statistics';

describe('percentile', () => {
  it('gives the ends and the middle of a sample in any order', () => {
    expect(percentile([30, 10, 20], 0)).toBe(10);
    expect(percentile([30, 10, 20], 1)).toBe(30);
    expect(median([30, 10, 20])).toBe(20);
  });

  it('interpolates between neighbours', () => {
    expect(median([1, 2])).toBe(1.5);
    expect(percentile([0, 10, 20, 30, 40], 0.9)).toBeCloseTo(36);
  });

  it('sorts numbers as numbers and leaves the sample alone', () => {
    const sample = [100, 9, 80];
    expect(median(sample)).toBe(80);
    expect(sample).toEqual([100, 9, 80]);
  });

  it('refuses an empty sample and a share that is none', () => {
    expect(() => percentile([], 0.5)).toThrow('at least one value');
    expect(() => percentile([1], 50)).toThrow('from 0 to 1');
    expect(() => percentile([1], NaN)).toThrow('from 0 to 1');
  });
});

describe('summarise', () => {
  it('names the middle, the tail and the ends', () => {
    const sample = Array.from({ length: 101 }, (_, index) => index);
    expect(summarise(sample)).toEqual({ count: 101, p50: 50, p95: 95, p99: 99, least: 0, most: 100 });
  });
});

describe('trend', () => {
  it('finds the slope of a line without error', () => {
    const line = [0, 1, 2, 3].map((x) => [x, 5 - 2 * x] as const);
    expect(trend(line)).toEqual({ slope: -2, error: 0 });
  });

  it('says how unsure the slope of scattered points is', () => {
    // By hand: slope 0.6; residuals -0.1, 0.3, -0.3, 0.1 give sqrt(0.2 / 2 / 5).
    const { slope, error } = trend([
      [0, 0],
      [1, 1],
      [2, 1],
      [3, 2],
    ]);
    expect(slope).toBeCloseTo(0.6);
    expect(error).toBeCloseTo(Math.sqrt(0.02));
  });

  it('refuses points that have no trend', () => {
    expect(() =>
      trend([
        [0, 1],
        [1, 2],
      ]),
    ).toThrow('three points');
    expect(() =>
      trend([
        [1, 1],
        [1, 2],
        [1, 3],
      ]),
    ).toThrow('different x');
  });
});
