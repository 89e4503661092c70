import { varianceOf } from '@app/budgets';
import type { FollowedRecommendation, RecommendationStatus } from '@app/synthesis';
import { aFigure } from '../../../../test/support/agent-output.builder';
import { recommended } from '../../../../test/support/recommendation.builder';
import { measuredSaving, type MeasuredBudget } from './measured-saving';
import type { SavingMeasure } from './saving-measure';

const measure: SavingMeasure = {
  ...{ recommendationId: 'a1:w1.host', tenantId: 't', budgetId: 'b1', category: 'compute', by: 'ada' },
  baseline: { kind: 'stated', usdPerMonth: 1_000, evidence: 'Bill' },
  forecast: { runId: 'r1', saving: { usdPerMonth: 120, low: 100, high: 150 } },
  setAt: new Date('2027-01-20T00:00:00Z'),
};
const actuals = [{ date: '2027-02', category: 'compute' as const, usd: 800 }];
const budget = {
  budget: { name: 'Assistant' },
  variance: varianceOf({ lines: [], forecast: null }, actuals),
} as unknown as MeasuredBudget;

/** One whose two saving figures are 60 and unknown. */
function followed(status: RecommendationStatus, runId = 'r1'): FollowedRecommendation {
  const figures = [
    aFigure({ id: 's1', value: 60, unit: 'USD/month' }),
    aFigure({ id: 's2', value: null, unknown: 'no price', unit: 'USD/month' }),
  ];
  const cost = { figureIds: ['s1', 's2'], savingIds: ['s1', 's2'], note: '' };
  const [recommendation] = recommended([{ key: 'w1.host', cost }], figures);
  const saving = { usdPerMonth: 60, low: 60, high: 60 };
  const followUp = { status, saving, statusSince: new Date('2027-01-10T00:00:00Z') };
  return { recommendation: recommendation!, runId, followUp } as unknown as FollowedRecommendation;
}

const read = (
  status: RecommendationStatus,
  by: SavingMeasure | null = measure,
  given: MeasuredBudget = budget,
) => measuredSaving(followed(status), by, given, '2027-03-05');

describe('measuredSaving', () => {
  it('holds what was saved against the forecast that was pinned with the measure', () => {
    expect(read('done')).toMatchObject({
      ...{ perMonth: { value: 200 }, forecast: { value: 120 }, difference: { value: 80 }, verdict: 'more' },
      window: { from: '2027-02', to: '2027-02', months: 1 },
    });
    // Of another run than the one at hand the figures are not among those that are shown.
    const later = measuredSaving(followed('done', 'r2'), measure, budget, '2027-03-05').forecast;
    expect(later).toMatchObject({ value: 120, inputs: [], formula: expect.stringContaining('by run r1') });
  });

  it('takes the forecast that stands where nothing is pinned, and says what of it is unknown', () => {
    const { forecast, perMonth, verdict } = read('done', null);
    expect(forecast).toMatchObject({ value: 60, inputs: ['s1', 's2'] });
    expect(forecast.formula).toMatch(/by run r1, .*; 1 of them unknown and not in it$/);
    expect([perMonth.unknown, verdict]).toEqual([expect.stringContaining('nobody said'), 'unknown']);
  });

  it.each(['proposed', 'accepted', 'rejected'] as const)('measures nothing of one that is %s', (status) => {
    expect(read(status)).toMatchObject({
      doneAt: null,
      window: null,
      perMonth: { unknown: 'it is not done' },
    });
  });

  it('knows nothing where the budget is gone', () => {
    expect(read('done', measure, null).total.unknown).toBe('budget b1 is there no more');
  });
});
