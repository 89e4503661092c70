import { robustLeastSquares } from './robust-least-squares';

describe('robustLeastSquares', () => {
  const line = (points: ReadonlyArray<readonly [number, number]>) => (at: readonly number[]) =>
    points.map(([x, y]) => (at[0] ?? 0) + (at[1] ?? 0) * x - y);

  it('finds a line through points that lie on one', () => {
    const residuals = line([0, 1, 2, 3].map((x) => [x, 2 - 3 * x] as const));
    const [level, slope] = robustLeastSquares({ residuals, start: [0, 0], softness: 0.1, draw: 0 }).point;
    expect(level).toBeCloseTo(2, 3);
    expect(slope).toBeCloseTo(-3, 3);
  });

  it('is not moved far by one odd point', () => {
    const residuals = line([...[0, 1, 2, 3, 4, 5, 6].map((x) => [x, 1 + x] as const), [3, 50]]);
    const [level, slope] = robustLeastSquares({ residuals, start: [0, 0], softness: 0.1, draw: 0 }).point;
    expect(Math.abs((level ?? 0) - 1)).toBeLessThan(0.2);
    expect(Math.abs((slope ?? 0) - 1)).toBeLessThan(0.1);
  });

  it('leaves where it began what no residual decides', () => {
    const residuals = (at: readonly number[]): number[] => [(at[0] ?? 0) - 5];
    const { point: found } = robustLeastSquares({ residuals, start: [0, 7], softness: 0.1, draw: 0.001 });
    expect(found[0]).toBeCloseTo(5, 1);
    expect(found[1]).toBe(7);
  });
});
