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

  it('finds the same as comparing with every id, whatever the ids', () => {
    let state = 11;
    const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
    const word = () => Array.from({ length: 1 + random(9) }, () => 'ab-1'[random(4)]).join('');
    for (let round = 0; round < 200; round++) {
      const known = [...new Set(Array.from({ length: 1 + random(30) }, word))];
      const asked = word();
      const near = (id: string) => (id.includes(asked) || asked.includes(id) ? 0.5 : editDistance(asked, id));
      const all = known.toSorted((a, b) => near(a) - near(b) || (a < b ? -1 : 1));
      expect(nearestIds(asked, known)).toEqual(all.slice(0, 3));
    }
  });
});
