import { interruptionsPerHour } from './spot-interruptions';

describe('spot interruptions', () => {
  it('take the stated share of instances within a month, at a rate that does not change', () => {
    for (const percent of [5, 20, 50]) {
      expect(1 - Math.exp(-interruptionsPerHour(percent) * 730)).toBeCloseTo(percent / 100, 12);
    }
    // Of 100 slots that are filled again at once, a month sees more than 50 interruptions: some are hit twice.
    expect(interruptionsPerHour(50) * 730).toBeCloseTo(Math.LN2, 12);
  });
});
