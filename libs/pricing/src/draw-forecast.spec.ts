import { drawForecast } from './draw-forecast';
import type { ForecastLine, ForecastQuestion } from './forecast';
import { bandOf, bandOfUnsorted, percentileOf, rankCorrelation, ranksOf } from './sample-statistics';
import { SeededRandom } from './seeded-random';

const STILL = { low: 0, value: 0, high: 0 };
const AS_PLANNED = { low: 1, value: 1, high: 1 };

function aQuestion(over: Partial<ForecastQuestion> = {}): ForecastQuestion {
  return {
    seed: 7,
    paths: 1_000,
    months: 36,
    growth: { low: 0, value: 0.03, high: 0.08 },
    volatility: 0.05,
    priceChangePerYear: { low: -0.15, value: 0, high: 0.1 },
    use: { low: 0.8, value: 1, high: 1.3 },
    lines: [{ kind: 'linear', category: 'model-api', monthlyUsd: 1000 }],
    budgetUsdPerMonth: 2_500,
    ...over,
  };
}

const CERTAIN = { growth: STILL, volatility: 0, priceChangePerYear: STILL, use: AS_PLANNED };

describe('drawForecast', () => {
  it('is the plain sum where nothing is uncertain', () => {
    const lines = [
      { kind: 'linear', category: 'model-api', monthlyUsd: 1000, changes: [{ fromMonth: 3, factor: 2 }] },
      { kind: 'fixed', category: 'people', monthlyUsd: 500 },
    ] as const;
    const { total, months, firstYear, standardError } = drawForecast(aQuestion({ ...CERTAIN, lines }));
    // Two months of 1,500 USD, then 34 of 2,500 USD.
    expect(total).toEqual({ p10: 88_000, p50: 88_000, p90: 88_000 });
    expect(months[1]?.p50).toBe(1_500);
    expect(months[2]?.p50).toBe(2_500);
    expect(firstYear.p50).toBe(2 * 1_500 + 10 * 2_500);
    expect(standardError.p90).toBe(0);
  });

  it('climbs whole steps, and goes on in proportion beyond the last one', () => {
    const lines = [
      { kind: 'stairs', category: 'compute', loads: [1, 2, 3], monthlyUsd: [100, 200, 300] },
    ] as const;
    const growth = { low: 0.5, value: 0.5, high: 0.5 };
    const { months } = drawForecast(aQuestion({ ...CERTAIN, growth, months: 5, lines }));
    // Loads 1, 1.5, 2.25, 3.375 and 5.0625.
    const costs = months.map(({ p50 }) => p50);
    expect(costs.slice(0, 3)).toEqual([100, 200, 300]);
    expect(costs[3]).toBeCloseTo(337.5, 6);
    expect(costs[4]).toBeCloseTo(506.25, 6);
  });

  it('lets each line grow at its own rate', () => {
    const loadBeyond = Array.from({ length: 36 }, (_, month) => 1.5 ** month);
    const lines = [
      { kind: 'linear', category: 'model-api', monthlyUsd: 10, loadBeyond },
      { kind: 'stairs', category: 'compute', loads: [1, 2, 3], monthlyUsd: [100, 200, 300], loadBeyond },
      { kind: 'linear', category: 'egress', monthlyUsd: 1 },
    ] as const;
    const { months } = drawForecast(aQuestion({ ...CERTAIN, months: 3, lines }));
    expect(months.map(({ p50 }) => p50)).toEqual([111, 216, expect.closeTo(323.5, 8)]);
  });

  it('refuses loads of a line that do not reach as far as its months, or are no loads', () => {
    const line = { kind: 'linear', category: 'egress', monthlyUsd: 1 } as const;
    const drawn = (loadBeyond: readonly number[]) => () =>
      drawForecast(aQuestion({ ...CERTAIN, months: 3, lines: [{ ...line, loadBeyond }] }));
    expect(drawn([1, 2])).toThrow(expect.objectContaining({ code: 'pricing.bad-forecast' }));
    expect(drawn([1, Number.NaN, 2])).toThrow(expect.objectContaining({ code: 'pricing.bad-forecast' }));
    expect(drawn([1, 0, 2])).not.toThrow();
  });

  it('draws what has no price from nothing to its bound, once for each path', () => {
    const fixed = { kind: 'fixed', category: 'people', monthlyUsd: 1_000 } as const;
    const unknown = { kind: 'unknown', category: 'network', atMostUsd: 100 } as const;
    const drawn = drawForecast(aQuestion({ ...CERTAIN, paths: 10_000, lines: [fixed, unknown] }));
    expect(drawn.months[0]?.p10).toBeCloseTo(1_010, -1);
    expect(drawn.months[0]?.p50).toBeCloseTo(1_050, -1);
    expect(drawn.months[0]?.p90).toBeCloseTo(1_090, -1);
    // The price is what it is: months do not even each other out.
    expect(drawn.total.p90).toBeCloseTo((drawn.months[0]?.p90 ?? 0) * drawn.months.length, 6);
    expect(drawForecast(aQuestion({ ...CERTAIN, lines: [fixed] })).total.p90).toBe(
      1_000 * drawn.months.length,
    );
  });

  it('counts a path whose one dear month has passed among those above the budget', () => {
    const loadBeyond = [1, 3, 1, 1];
    const line = { kind: 'linear', category: 'egress', monthlyUsd: 100, loadBeyond } as const;
    const question = aQuestion({ ...CERTAIN, months: 4, lines: [line], budgetUsdPerMonth: 200 });
    const { overrun } = drawForecast(question);
    expect(overrun).toMatchObject({ byMonth: [0, 1, 0, 0], anyMonth: 1, total: 0 });
  });

  it('gives the same for the same seed, and another for another', () => {
    expect(drawForecast(aQuestion())).toEqual(drawForecast(aQuestion()));
    expect(drawForecast(aQuestion({ seed: 8 })).total.p50).not.toBe(drawForecast(aQuestion()).total.p50);
  });

  it('gives these numbers in every process', () => {
    expect(drawForecast(aQuestion()).total.p50).toBeCloseTo(66_933.633_110_065, 6);
  });

  it('keeps order and bounds: p10 <= p50 <= p90, shares between nothing and all', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const result = drawForecast(aQuestion({ seed, paths: 500 }));
      for (const band of [...result.months, result.total, result.firstYear]) {
        expect(band.p10).toBeLessThanOrEqual(band.p50);
        expect(band.p50).toBeLessThanOrEqual(band.p90);
      }
      const { byMonth = [], anyMonth = -1, total = -1 } = result.overrun ?? {};
      for (const share of [...byMonth, anyMonth, total]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(anyMonth).toBeGreaterThanOrEqual(Math.max(...byMonth));
      for (const { correlation } of result.tornado) expect(Math.abs(correlation)).toBeLessThanOrEqual(1);
    }
  });

  it('costs more where the price, the load or the growth is higher, path for path', () => {
    const base = drawForecast(aQuestion());
    const dearer = drawForecast(
      aQuestion({ lines: [{ kind: 'linear', category: 'model-api', monthlyUsd: 1100 }] }),
    );
    expect(dearer.total.p50).toBeCloseTo(base.total.p50 * 1.1, 6);
    const busier = drawForecast(aQuestion({ use: { low: 0.9, value: 1.1, high: 1.4 } }));
    expect(busier.total.p10).toBeGreaterThan(base.total.p10);
    const faster = drawForecast(aQuestion({ growth: { low: 0.01, value: 0.04, high: 0.09 } }));
    expect(faster.total.p90).toBeGreaterThan(base.total.p90);
    expect(faster.overrun?.anyMonth).toBeGreaterThanOrEqual(base.overrun?.anyMonth ?? 1);
  });

  it('names growth as what matters most where it is what varies most', () => {
    const { tornado } = drawForecast(aQuestion());
    expect(tornado[0]?.driver).toBe('growth');
    expect(tornado[0]?.correlation).toBeGreaterThan(0.5);
  });

  it('comes nearer to its percentiles with more paths, as its standard error says', () => {
    const few = drawForecast(aQuestion({ paths: 500 }));
    const many = drawForecast(aQuestion({ paths: 16_000 }));
    expect(few.standardError.p50 / many.standardError.p50).toBeGreaterThan(4);
    expect(Math.abs(few.total.p50 - many.total.p50)).toBeLessThan(4 * few.standardError.p50);
  });

  it('refuses questions that make no sense', () => {
    const codeOf = (over: Partial<ForecastQuestion>) => () => drawForecast(aQuestion(over));
    expect(codeOf({ paths: 3 })).toThrow(/paths of a forecast must be a whole number from 100, got 3/);
    expect(codeOf({ use: { low: 2, value: 1, high: 3 } })).toThrow(/use of a forecast/);
    expect(codeOf({ lines: [{ kind: 'stairs', category: 'x', loads: [2, 1], monthlyUsd: [1, 2] }] })).toThrow(
      /rising loads/,
    );
  });
});

describe('a use that may depart far to one side', () => {
  it('leaves the plan at the median of the forecast', () => {
    const lines: ForecastLine[] = [{ kind: 'linear', category: 'compute', monthlyUsd: 100 }];
    const question = aQuestion({ ...CERTAIN, use: { low: 0.7, value: 1, high: 4 }, lines, months: 36 });
    const { total } = drawForecast({ ...question, paths: 10_000 });
    expect(total.p50 / 3_600).toBeCloseTo(1, 1);
    expect(total.p90 / 3_600).toBeGreaterThan(2);
  });
});

describe('SeededRandom', () => {
  it('draws uniforms, normals and triangles with their means and spreads', () => {
    const random = new SeededRandom(42);
    const mean = (draw: () => number) =>
      Array.from({ length: 20_000 }, draw).reduce((sum, x) => sum + x, 0) / 20_000;
    expect(mean(() => random.next())).toBeCloseTo(0.5, 1.7);
    expect(Math.abs(mean(() => random.normal()))).toBeLessThan(0.03);
    expect(mean(() => random.normal() ** 2)).toBeCloseTo(1, 1);
    expect(mean(() => random.triangular(0, 1, 5))).toBeCloseTo(2, 1);
  });

  it('draws as much above the value of two halves as below it, within their ends', () => {
    const random = new SeededRandom(7);
    const drawn = Array.from({ length: 20_000 }, () => random.halves(0.6, 1, 4)).sort((a, b) => a - b);
    expect(drawn[10_000]).toBeCloseTo(1, 2);
    expect(drawn[0]).toBeGreaterThanOrEqual(0.6);
    expect(drawn.at(-1)).toBeLessThanOrEqual(4);
    // 1 + 3 (1 - sqrt(0.2)): four in five of the upper half lie below it.
    expect(drawn[18_000]).toBeCloseTo(2.658, 1);
    expect(new SeededRandom(1).halves(2, 2, 2)).toBe(2);
  });

  it('gives xoshiro128** its numbers: those of the reference from the state 1, 2, 3, 4', () => {
    const random = new SeededRandom(1);
    Object.assign(random, { state: Uint32Array.of(1, 2, 3, 4) });
    const words = Array.from({ length: 3 }, () => random.next() * 2 ** 32);
    expect(words).toEqual([11_520, 0, 5_927_040]);
    expect(new SeededRandom(1).next()).not.toBe(new SeededRandom(2).next());
  });
});

describe('sample statistics', () => {
  it('reads percentiles between neighbours', () => {
    expect(percentileOf(Float64Array.of(1, 2, 3, 4, 5), 0.1)).toBeCloseTo(1.4, 12);
  });

  it('selects the same band that a sorted sample has', () => {
    const random = new SeededRandom(3);
    for (let size = 2; size < 60; size++) {
      const values = Float64Array.from({ length: size }, () => Math.floor(random.next() * 20));
      const sorted = values.slice().sort();
      expect(bandOfUnsorted(values)).toEqual(bandOf(sorted));
    }
  });

  it('correlates ranks, ties sharing theirs', () => {
    expect(ranksOf(Float64Array.of(5, 1, 5, 9))).toEqual(Float64Array.of(1.5, 0, 1.5, 3));
    const correlation = (a: number[], b: number[]) =>
      rankCorrelation(ranksOf(Float64Array.from(a)), ranksOf(Float64Array.from(b)));
    expect(correlation([1, 2, 3], [1, 10, 11])).toBe(1);
    expect(correlation([1, 2, 3], [3, 2, 1])).toBe(-1);
    expect(correlation([1, 1, 1], [3, 2, 1])).toBe(0);
  });
});
