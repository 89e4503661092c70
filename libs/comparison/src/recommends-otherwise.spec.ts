import type { RankedRecommendation, RecommendationChange } from './comparison';
import { recommendsOtherwise } from './recommends-otherwise';

const at = (rank: number): RankedRecommendation => ({ rank, severity: 'high', title: 'T' });
const moved = (from: number, to: number): RecommendationChange => ({
  ...{ key: 'k', from: at(from), to: at(to), differs: ['rank'] },
});

describe('recommendsOtherwise', () => {
  it.each<[string, boolean, RecommendationChange[]]>([
    ['nothing', false, []],
    ['another place behind the first', false, [moved(3, 2), moved(2, 3)]],
    ['another first place', true, [moved(1, 2), moved(2, 1)]],
    ['one that came', true, [{ key: 'k', from: null, to: at(9), differs: [] }]],
    ['one that went', true, [{ key: 'k', from: at(9), to: null, differs: [] }]],
    ['another severity', true, [{ ...moved(5, 5), differs: ['severity'] }]],
    ['another title', true, [{ ...moved(5, 5), differs: ['title'] }]],
  ])('%s: %p', (_what, is, recommendations) => {
    expect(recommendsOtherwise({ decisions: [], recommendations })).toBe(is);
  });

  it('another decision: true', () => {
    const decisions = [{ subject: 'Hosting', from: 'API', to: 'Own' }];
    expect(recommendsOtherwise({ decisions, recommendations: [] })).toBe(true);
  });
});
