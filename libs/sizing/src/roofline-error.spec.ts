import { loadBenchmarks, loadCatalog } from '@app/catalog';
import { rooflineErrors } from './roofline-error';
import { quantile, rooflineFigures } from './roofline-figures';

describe('the roofline with its starting values', () => {
  const { rows, skipped } = rooflineErrors(loadBenchmarks(), loadCatalog());
  const errors = rows.map((row) => Math.abs(row.error));

  it('is compared with every inference row that states its token lengths', () => {
    expect(rows).toHaveLength(46);
    expect(skipped).toHaveLength(17);
  });

  it('is off by less than a quarter in the median', () => {
    expect(quantile(errors, 0.5)).toBeLessThan(0.25);
  });

  it('is off by less than a factor of 2.5 for nine rows of ten', () => {
    expect(quantile(errors, 0.9)).toBeLessThan(1.5);
  });

  it('is within 40 % of every time to first token', () => {
    const prefill = rows.filter((row) => row.kind === 'inference-ttft');
    expect(prefill).toHaveLength(3);
    for (const row of prefill) expect(Math.abs(row.error)).toBeLessThan(0.4);
  });

  it('publishes its error with the sources of the measurements', () => {
    const figures = rooflineFigures({ rows, skipped });
    expect(figures.median.value).toBeCloseTo(quantile(errors, 0.5) * 100, 10);
    expect(figures.median.unit).toBe('%');
    expect(figures.rows.value).toBe(46);
    expect(figures.withinRange.value).toBeGreaterThan(55);
    expect(Math.abs(figures.bias.value ?? Infinity)).toBeLessThan(15);
    expect(figures.median.sources.length).toBeGreaterThan(5);
  });
});

describe('quantile', () => {
  it('takes the nearest rank', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
    expect(quantile([4, 1, 3, 2], 0.9)).toBe(4);
    expect(quantile([], 0.5)).toBe(0);
  });
});
