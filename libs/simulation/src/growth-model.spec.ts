import { type GrowthModel, growthPath, monthOfFactor } from './growth-model';

const factorsOf = (model: GrowthModel, months: number): number[] =>
  growthPath(model, months).map((point) => point.factor);

describe('growthPath', () => {
  it.each<[GrowthModel, number]>([
    [{ kind: 'linear', perMonth: 0.1 }, 2.2],
    [{ kind: 'exponential', perMonth: 0.05 }, 1.05 ** 12],
    [{ kind: 'step', steps: [{ month: 6, factor: 3 }] }, 3],
  ])('begins at today and grows as its model says: %j', (model, after) => {
    const factors = factorsOf(model, 12);
    expect(factors[0]).toBe(1);
    expect(factors[12]).toBeCloseTo(after, 9);
  });

  it('grows by shares at first and towards its ceiling later where it is logistic', () => {
    const factors = factorsOf({ kind: 'logistic', perMonth: 0.1, ceiling: 4 }, 120);
    expect(factors[0]).toBeCloseTo(1, 9);
    expect(factors[1]).toBeGreaterThan(1.09);
    expect(factors[1]).toBeLessThan(1.11);
    expect(factors[120]).toBeCloseTo(4, 3);
    expect([...factors].sort((a, b) => a - b)).toEqual(factors);
  });

  it('repeats its season on a trend', () => {
    const season = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3];
    const model: GrowthModel = { kind: 'seasonal', perMonth: 0, factors: season, startMonth: 1 };
    const factors = factorsOf(model, 23);
    expect(factors[11]).toBeCloseTo(3, 9);
    expect(factors[23]).toBeCloseTo(3, 9);
    expect(factorsOf({ ...model, perMonth: 0.1 }, 12)[12]).toBeCloseTo(1.1 ** 12, 9);
  });

  it('finds the growth of what was counted, and widens with the months', () => {
    const clean = Array.from({ length: 12 }, (_, month) => 1_000 * 1.08 ** month);
    expect(factorsOf({ kind: 'actuals', monthly: clean }, 6)[6]).toBeCloseTo(1.08 ** 6, 6);
    const noisy = clean.map((load, month) => load * (month % 2 === 0 ? 1.1 : 0.9));
    const path = growthPath({ kind: 'actuals', monthly: noisy }, 24);
    const width = path.map((point) => (point.high ?? 0) / (point.low ?? 1));
    expect(width[0]).toBe(1);
    expect(width[24]).toBeGreaterThan(1.1 * (width[6] as number));
    expect(path[6]?.low).toBeLessThan(1.08 ** 6);
    expect(path[6]?.high).toBeGreaterThan(1.08 ** 6);
  });

  it('tells the month in which a load is reached', () => {
    expect(monthOfFactor({ kind: 'exponential', perMonth: 0.1 }, 2, 36)).toBe(8);
    expect(monthOfFactor({ kind: 'linear', perMonth: 0 }, 2, 36)).toBeNull();
  });
});
