import { staleness, STALENESS_LIMIT_DAYS } from './staleness';

describe('staleness', () => {
  it('counts whole days to the day of the assessment', () => {
    expect(staleness({ asOf: '2026-08-21' }, '2026-11-20', 'api-price')).toEqual({
      ageDays: 91,
      limitDays: STALENESS_LIMIT_DAYS['api-price'],
      stale: true,
    });
    expect(staleness({ asOf: '2026-08-21' }, '2026-11-20', 'on-demand-price').stale).toBe(false);
  });

  it('reads a month or a year as its last day', () => {
    expect(staleness({ asOf: '2025-09' }, '2025-10-01', 'spot-price').ageDays).toBe(1);
    expect(staleness({ asOf: '2025' }, '2026-01-02', 'spot-price').ageDays).toBe(2);
  });

  it('does not count a source that is newer than the assessment as stale', () => {
    expect(staleness({ asOf: '2027-01-01' }, '2026-11-20', 'spot-price').ageDays).toBe(0);
  });
});
