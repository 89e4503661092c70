import { backoffMs, retryAfterMs } from './retry-schedule';

const NOW = new Date('2026-11-01T12:00:00Z');
const asked = (value: string): number | undefined => retryAfterMs(new Headers({ 'retry-after': value }), NOW);

describe('the wait before another attempt', () => {
  it('doubles its bound with each attempt, up to half a minute', () => {
    const bounds = [1, 2, 3, 10, 1_000].map((attempt) => backoffMs(attempt, 500, () => 1));
    expect(bounds).toEqual([500, 1_000, 2_000, 30_000, 30_000]);
  });

  it('is anything up to its bound', () => {
    expect(backoffMs(2, 500, () => 0)).toBe(0);
    expect(backoffMs(2, 500, () => 0.25)).toBe(250);
    expect(backoffMs(1, 1, () => 0.7)).toBe(1);
  });

  it.each([
    ['3', 3_000],
    ['0', 0],
    ['0.5', 500],
    ['0.0002', 1],
    ['Sun, 01 Nov 2026 12:00:07 GMT', 7_000],
    ['Sun, 01 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['-1', undefined],
    ['', undefined],
  ])('is read from Retry-After: %s', (value, ms) => {
    expect(asked(value)).toBe(ms);
  });

  it('is not read where there is none', () => {
    expect(retryAfterMs(new Headers(), NOW)).toBeUndefined();
  });
});
