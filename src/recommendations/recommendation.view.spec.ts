import { aFigure } from '../../test/support/agent-output.builder';
import { recommended } from '../../test/support/recommendation.builder';
import { toRecommendationView } from './recommendation.view';

const replicas = aFigure({ id: 'sizing.w1.replicas', value: 3 });
const draft = { key: 'w1.hosting', title: 'Host it on [[sizing.w1.replicas]] machines' };

function viewWith(figures: readonly (typeof replicas)[]) {
  const [recommendation] = recommended([draft], figures);
  return toRecommendationView(
    { recommendation: recommendation!, runId: 'r1', followUp: null },
    'a1',
    '2026-11-21',
  );
}

describe('toRecommendationView', () => {
  it('gives the title as it is, and once more with its figures printed', () => {
    expect(viewWith([replicas])).toMatchObject({
      title: 'Host it on [[sizing.w1.replicas]] machines',
      headline: 'Host it on 3 machines',
    });
  });

  it('leaves out a figure that nobody has', () => {
    expect(viewWith([]).headline).toBe('Host it on … machines');
  });

  it('shows one that no run has ended with as proposed, without a version to change', () => {
    expect(viewWith([])).toMatchObject({ id: 'a1:w1.hosting', status: 'proposed', version: null });
    expect(viewWith([]).links).toEqual({ run: '/v1/runs/r1' });
  });
});
