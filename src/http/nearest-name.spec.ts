import { nearestName } from './nearest-name';

describe('nearestName', () => {
  const known = ['requestsPerDay', 'peakFactor', 'p50', 'name'];

  it.each([
    ['requestPerDay', 'requestsPerDay'],
    ['requestsperday', 'requestsPerDay'],
    ['peek_factor', 'peakFactor'],
    ['nmae', undefined],
    ['nam', 'name'],
    ['p5', 'p50'],
    ['budget', undefined],
    ['', undefined],
  ])('takes %j for %j', (given, meant) => {
    expect(nearestName(given, known)).toBe(meant);
  });

  it('does not spend time on names that are no names', () => {
    expect(nearestName('x'.repeat(100_000), ['x'.repeat(100_000)])).toBeUndefined();
  });
});
