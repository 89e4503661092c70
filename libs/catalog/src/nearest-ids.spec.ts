import { editDistance, nearestIds } from './nearest-ids';

describe('nearestIds', () => {
  it('counts insertions, deletions and replacements', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('', 'abc')).toBe(3);
  });

  it('puts the least different first and those that contain the words before others', () => {
    expect(nearestIds('gema', ['phi', 'gemma', 'gamma'])).toEqual(['gemma', 'gamma', 'phi']);
    expect(nearestIds('h100', ['a100', 'h100-sxm5-80gb'])).toEqual(['h100-sxm5-80gb', 'a100']);
  });
});
