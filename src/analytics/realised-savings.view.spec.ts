import { figure, unknownFigure } from '@app/kernel';
import { toRealisedSavingsView, type MeasuredRecommendation } from './realised-savings.view';

const amount = (id: string, value: number | null, low?: number, high?: number) => {
  const draft = { id, label: id, unit: 'USD/month', method: 'computed' as const };
  return value === null
    ? unknownFigure({ ...draft, reason: 'no bill' })
    : figure({ ...draft, value, low, high });
};

interface Given {
  readonly told?: number;
  readonly realised: ReturnType<typeof amount>;
  readonly forecast?: number | null;
}

const one = (id: string, { told, realised, forecast = 100 }: Given): MeasuredRecommendation =>
  ({
    followed: { followUp: { id, realisedSaving: told === undefined ? null : { usdPerMonth: told } } },
    saving: { perMonth: realised, forecast: amount('forecast', forecast), verdict: 'more', window: null },
  }) as unknown as MeasuredRecommendation;

describe('toRealisedSavingsView', () => {
  it('adds what was told of the others to what was measured, and counts nothing twice', () => {
    // Told: 70 of a measured one, 30 of one whose measure says nothing yet, 40 of one without a measure.
    const view = toRealisedSavingsView({ usdPerMonth: 140, recommendations: 3 }, [
      one('a', { told: 70, realised: amount('a', 90.1, 80, 95) }),
      one('b', { realised: amount('b', -20.2, -30, -10), forecast: null }),
      one('c', { told: 30, realised: amount('c', null) }),
    ]);
    expect(view).toMatchObject({
      ...{ usdPerMonth: 139.9, recommendations: 4 },
      measured: {
        ...{ usdPerMonth: 69.9, low: 50, high: 85, recommendations: 2, unknown: 1 },
        ...{ forecastUsdPerMonth: 100, withoutForecast: 1, itemsLeftOut: 0 },
      },
      told: { usdPerMonth: 70, recommendations: 2 },
    });
    expect(view.measured.items.map(({ recommendationId }) => recommendationId)).toEqual(['a', 'b', 'c']);
  });

  it('knows nothing where nothing was told or measured', () => {
    const none = toRealisedSavingsView({ usdPerMonth: null, recommendations: 0 }, []);
    expect(none).toMatchObject({
      usdPerMonth: null,
      measured: { usdPerMonth: null, low: null, forecastUsdPerMonth: null },
      told: { usdPerMonth: null },
    });
  });

  it('lists a hundred and says how many more are in the sums', () => {
    const all = Array.from({ length: 130 }, (_, index) => one(`r${index}`, { realised: amount('x', index) }));
    const { measured } = toRealisedSavingsView({ usdPerMonth: null, recommendations: 0 }, all);
    expect([measured.items.length, measured.itemsLeftOut, measured.items[0]?.recommendationId]).toEqual([
      100,
      30,
      'r129',
    ]);
    expect(measured.usdPerMonth).toBe((129 * 130) / 2);
  });
});
