import { aFigure } from '../../../test/support/agent-output.builder';
import { headingOf, printFigure } from './figure-format';
import { printNumber } from './number-format';

function printed(value: number | null, unit: string, more: object = {}): string {
  return printFigure(
    aFigure({ id: 'x', value, unit, ...(value === null ? { unknown: 'no data' } : {}), ...more }),
  ).text;
}

describe('printFigure', () => {
  it.each([
    [4, '1', '4'],
    [999_999, 'tokens/s', '999,999 tokens/s'],
    [148_492_871, 'tokens/day', '148 million tokens/day'],
    [1, 'person-days', '1 person-day'],
    [1.5, 'person-days', '1.5 person-days'],
    [1, 'd', '1 day'],
    [131.4, 'GiB', '131 GiB'],
    [13.14, 'GiB', '13.1 GiB'],
    [1.314, 'ms', '1.31 ms'],
    [0.012345, 's', '0.0123 s'],
    [0, 'replicas', '0 replicas'],
    [-42.5, '%', '-42.5%'],
    [99.95, '%', '99.95%'],
    [99.999, '%', '99.999%'],
    [2.5, '×', '2.5×'],
    [12, '1/s', '12/s'],
    [7, '1/d', '7/day'],
    [32.8, '10^9', '32.8 billion'],
    [1_200, '10^18 FLOP', '1.2 × 10²¹ FLOP'],
    [2.5, 'd', '2.5 days'],
    [0.00001, 's', '10 µs'],
    [3.2, 'kgCO2e/month', '3.2 kg CO₂e/month'],
  ])('prints %p %s as %s', (value, unit, text) => expect(printed(value, unit)).toBe(text));

  it.each([
    [141_107_412_992, '131 GiB'],
    [512, '512 B'],
    [1_536, '1.5 KiB'],
    [5 * 1024 ** 4, '5 TiB'],
  ])('puts %p bytes on a binary scale as %s', (value, text) => expect(printed(value, 'B')).toBe(text));

  it.each([
    [18_432.5, 'USD/month', 'USD 18,433/month'],
    [0.15, 'USD/10^6 tokens', 'USD 0.15/million tokens'],
    [2.5, 'USD/h', 'USD 2.50/h'],
    [0.000123, 'USD', 'USD 0.000123'],
    [3, 'USD', 'USD 3'],
    [1_907_928.4, 'USD', 'USD 1,907,928'],
    [2_340_000_000, 'USD', 'USD 2.34 billion'],
  ])('prints money %p %s as %s', (value, unit, text) => expect(printed(value, unit)).toBe(text));

  it('turns long milliseconds into seconds, range included', () => {
    expect(printed(12_500, 'ms', { low: 9_000, high: 20_000 })).toBe('12.5 s (9–20)');
  });

  it('prints a range on the scale of the value, and leaves out one that prints alike', () => {
    expect(printed(4, 'replicas', { low: 3, high: 6 })).toBe('4 replicas (3–6)');
    expect(printed(4, 'replicas', { low: 4, high: 4.001 })).toBe('4 replicas');
    expect(printed(1, '%', { low: -5, high: 10 })).toBe('1% (-5 to 10)');
    expect(printed(4, 'h', { low: 3 })).toBe('4 h (at least 3)');
    expect(printed(4, 'h', { low: 4 })).toBe('4 h (or more)');
    expect(printed(4, 'h', { high: 6 })).toBe('4 h (at most 6)');
  });

  it('says why a value is unknown, and within which bounds', () => {
    expect(printed(null, 'USD', { unknown: 'no price is published.' })).toBe(
      'unknown (no price is published)',
    );
    expect(printed(null, 'USD', { unknown: 'no price', low: 1, high: 2 })).toBe(
      'unknown (no price; between 1 and 2)',
    );
    expect(printFigure(aFigure({ id: 'x', value: null, unknown: 'r' })).known).toBe(false);
  });

  it('marks the method', () => {
    expect(printFigure(aFigure({ id: 'x', method: 'assumed' }))).toMatchObject({
      method: 'assumed',
      mark: 'a',
    });
  });

  it('gives a label that stands alone its capital, and a name none', () => {
    expect(headingOf(aFigure({ id: 'x', label: 'memory of the index' }))).toBe('Memory of the index');
    expect(headingOf(aFigure({ id: 'x', label: 'p4d.24xlarge in us-east-1' }))).toBe(
      'p4d.24xlarge in us-east-1',
    );
    expect(headingOf(aFigure({ id: 'x', label: 'tpu-v6e-1, spot' }))).toBe('tpu-v6e-1, spot');
  });

  it('writes very large and very small numbers in powers of ten', () => {
    expect(printNumber(1.2e24)).toBe('1.2 × 10²⁴');
    expect(printNumber(-0.00001)).toBe('-1 × 10⁻⁵');
    expect(printNumber(3.4e12)).toBe('3.4 trillion');
  });
});
