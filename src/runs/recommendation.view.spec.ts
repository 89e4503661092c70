import type { Recommendation } from '@app/synthesis';
import { aDraft, aFigure } from '../../test/support/agent-output.builder';
import { toRecommendationView } from './recommendation.view';

const given: Recommendation = {
  ...aDraft({ key: 'w1.hosting', title: 'Host it on [[sizing.w1.replicas]] machines' }),
  rank: 1,
  agents: ['cto'],
};

describe('toRecommendationView', () => {
  it('gives the title as it is, and once more with its figures printed', () => {
    const replicas = aFigure({ id: 'sizing.w1.replicas', value: 3 });
    expect(toRecommendationView(given, new Map([[replicas.id, replicas]]))).toMatchObject({
      title: 'Host it on [[sizing.w1.replicas]] machines',
      headline: 'Host it on 3 machines',
    });
  });

  it('leaves out a figure that nobody has', () => {
    expect(toRecommendationView(given, new Map()).headline).toBe('Host it on … machines');
  });
});
