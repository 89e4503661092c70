import { minimise } from './minimise';

describe('minimise', () => {
  it('finds the bottom of a bent valley', () => {
    const rosenbrock = ([x = 0, y = 0]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const [x, y] = minimise(rosenbrock, [-1.2, 1]);
    expect(x).toBeCloseTo(1, 2);
    expect(y).toBeCloseTo(1, 2);
  });

  it('never ends above where it began, and gives the same point each time', () => {
    const bumpy = ([x = 0, y = 0]: readonly number[]) =>
      Math.sin(3 * x) + Math.cos(5 * y) + 0.1 * (x * x + y * y);
    const start = [2, 2];
    const found = minimise(bumpy, start);
    expect(bumpy(found)).toBeLessThanOrEqual(bumpy(start));
    expect(minimise(bumpy, start)).toEqual(found);
  });
});
