import type { Budget } from '@app/budgets';
import { varianceOf } from '@app/budgets';
import { figure } from '@app/kernel';
import { realisedSaving, type MeasureReading } from './realised-saving';
import { savingDifference, savingVerdict } from './saving-forecast';

const lines = [
  { month: '2027-02', category: 'compute' as const, usd: 900 },
  { month: '2027-03', category: 'compute' as const, usd: 950 },
];
const actuals = [
  { date: '2027-01-15', category: 'compute' as const, usd: 10 },
  { date: '2027-02', category: 'compute' as const, usd: 800 },
  { date: '2027-02', category: 'people' as const, usd: 5_000 },
  { date: '2027-04-01', category: 'compute' as const, usd: 350 },
  { date: '2027-04-20', category: 'compute' as const, usd: 350 },
  { date: '2027-05-02', category: 'compute' as const, usd: 20 },
];

function aReading(
  given: Partial<MeasureReading['measure']> = {},
  over: Partial<MeasureReading> = {},
): MeasureReading {
  return {
    key: 'w1.host',
    measure: {
      recommendationId: 'a1:w1.host',
      tenantId: 't',
      budgetId: 'b1',
      category: 'compute',
      baseline: { kind: 'stated', usdPerMonth: 1_000, evidence: 'Invoices of 2026' },
      forecast: { runId: 'r1', saving: null },
      by: 'ada',
      setAt: new Date('2027-01-20T00:00:00Z'),
      ...given,
    },
    watch: {
      budget: { name: 'Assistant' } as Budget,
      variance: varianceOf({ lines, forecast: null }, actuals),
    },
    doneAt: new Date('2027-01-10T12:00:00Z'),
    today: '2027-05-10',
    ...over,
  };
}

describe('realisedSaving', () => {
  it('counts full months with actuals, after the one in which it was done and before the one under way', () => {
    // Paid before 1,000. February 800, April 350 + 350 = 700; March has none, January and May are not full.
    const { months, perMonth, total, window } = realisedSaving(aReading());
    expect(window).toEqual({ from: '2027-02', to: '2027-04', months: 2 });
    expect(months.map(({ month, saved }) => [month, saved.value])).toEqual([
      ['2027-02', 200],
      ['2027-03', null],
      ['2027-04', 300],
    ]);
    expect(months[1]?.saved.unknown).toBe('no file of actuals says anything of compute in 2027-03');
    expect(perMonth).toMatchObject({ value: 250, low: 200, high: 300, unit: 'USD/month' });
    expect(total).toMatchObject({ value: 500, unit: 'USD' });
    expect(total.inputs).toEqual(['saving.w1.host.2027-02.saved', 'saving.w1.host.2027-04.saved']);
    expect(months[0]?.baseline.sources[0]).toMatchObject({ title: 'Invoices of 2026', asOf: '2027-01-20' });
    expect(months[0]?.actual.sources[0]).toMatchObject({ url: '/v1/budgets/b1/variance' });
  });

  it('holds actuals against what the budget plans of the month, where nobody stated what was paid before', () => {
    const { months, perMonth } = realisedSaving(aReading({ baseline: { kind: 'budget' } }));
    // February 900 − 800; nothing is planned of April, and of March nothing was spent.
    expect(months.map(({ saved }) => saved.value)).toEqual([100, null, null]);
    expect(months[2]?.saved.unknown).toBe('the budget plans nothing for compute in 2027-04');
    expect(perMonth.value).toBe(100);
  });

  it('says that more was paid than before', () => {
    const stated = { kind: 'stated', usdPerMonth: 700, evidence: 'Bill' } as const;
    expect(realisedSaving(aReading({ baseline: stated })).perMonth).toMatchObject({
      value: -50,
      low: -100,
      high: 0,
    });
  });

  it('is unknown, with its reason, where no month counts', () => {
    const tooSoon = realisedSaving(aReading({}, { today: '2027-02-28' }));
    expect(tooSoon.perMonth).toMatchObject({
      value: null,
      unknown: 'no full month has passed since it was done',
    });
    const elsewhere = realisedSaving(aReading({ category: 'egress' }));
    expect(elsewhere.total).toMatchObject({
      value: null,
      unknown: expect.stringContaining('no full month since'),
    });
  });
});

describe('savingVerdict', () => {
  const number = (value: number, low?: number, high?: number) =>
    figure({ id: `f${value}`, label: 'f', unit: 'USD/month', method: 'computed', value, low, high });

  it('judges by the range of the forecast, both ends included', () => {
    const forecast = number(120, 100, 150);
    expect([99, 100, 150, 151].map((value) => savingVerdict(forecast, number(value)))).toEqual([
      'less',
      'as-forecast',
      'as-forecast',
      'more',
    ]);
    expect(savingDifference('k', forecast, number(250)).value).toBe(130);
  });
});
