import { loadBenchmarks, loadCatalog } from '@app/catalog';
import { rooflineErrors } from './roofline-error';

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] as number;
}

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
});
