import { effectiveActuals } from './actuals';
import { alertsOf } from './alerts';
import { anomaliesOf } from './anomalies';
import type { ActualAmount, Budget } from './budget';
import { readActuals } from './read-actuals';
import { varianceOf } from './variance';

const HEAD = 'date,category,amount_usd\n';

function days(from: string, amounts: readonly number[]): ActualAmount[] {
  const start = Date.parse(`${from}T00:00:00Z`);
  return amounts.map((usd, index) => ({
    date: new Date(start + index * 86_400_000).toISOString().slice(0, 10),
    category: 'compute',
    usd,
  }));
}

describe('readActuals', () => {
  it('adds up rows of one date and category, whatever the order of the columns', () => {
    const csv = 'category;note;amount_usd;date\ncompute;a;10.10;2027-01-02\ncompute;b;0.20;2027-01-02\n';
    expect(readActuals(csv)).toEqual({
      rows: 2,
      amounts: [{ date: '2027-01-02', category: 'compute', usd: 10.3 }],
      problems: [],
    });
  });

  it('gives nothing where any row is wrong, and names each wrong cell', () => {
    const read = readActuals(`${HEAD}2027-01-02,compute,10\n2027-02-30,compute,1\n2027-01-03,gpus,"1,200"\n`);
    expect(read.amounts).toEqual([]);
    expect(read.problems.map(({ pointer }) => pointer)).toEqual([
      '/csv/3/date',
      '/csv/4/category',
      '/csv/4/amount_usd',
    ]);
    expect(read.problems[2]?.detail).toContain('got "1,200"');
  });

  it('asks for its columns and for rows', () => {
    expect(readActuals('day,amount\n1,2\n').problems).toHaveLength(3);
    expect(readActuals(HEAD).problems[0]?.detail).toContain('got 0');
    expect(readActuals('').problems[0]?.pointer).toBe('/csv/1');
  });

  it('takes credits', () => {
    expect(readActuals(`${HEAD}2027-01,other,-3.5\n`).amounts[0]?.usd).toBe(-3.5);
  });
});

describe('effectiveActuals', () => {
  it('lets the newer file stand where two name the same date and category', () => {
    const [first, second] = [days('2027-01-01', [1, 2]), days('2027-01-02', [5])];
    const uploads = [
      { id: 'B', amounts: second },
      { id: 'A', amounts: first },
    ];
    expect(effectiveActuals(uploads).map(({ usd }) => usd)).toEqual([1, 5]);
  });
});

describe('varianceOf', () => {
  const lines = [
    { month: '2027-01', category: 'compute', usd: 100 },
    { month: '2027-02', category: 'compute', usd: 100 },
  ] as const;

  it('compares what is known, and leaves unknown what nobody told', () => {
    const { rows, months, toDate } = varianceOf({ lines, forecast: null }, days('2027-01-01', [60, 60.5]));
    expect(rows).toEqual([
      {
        month: '2027-01',
        category: 'compute',
        budgetUsd: 100,
        actualUsd: 120.5,
        varianceUsd: 20.5,
        variancePercent: 20.5,
      },
      {
        month: '2027-02',
        category: 'compute',
        budgetUsd: 100,
        actualUsd: null,
        varianceUsd: null,
        variancePercent: null,
      },
    ]);
    expect(months).toHaveLength(2);
    expect(toDate).toEqual({ budgetUsd: 100, actualUsd: 120.5, varianceUsd: 20.5 });
  });

  it('shows spending that nobody planned, and knows no sum of what was never both planned and spent', () => {
    const { rows, toDate } = varianceOf({ lines: [], forecast: null }, days('2027-03-01', [7]));
    expect(toDate).toEqual({ budgetUsd: null, actualUsd: null, varianceUsd: null });
    expect(rows[0]).toMatchObject({ budgetUsd: null, actualUsd: 7, varianceUsd: null });
  });
});

describe('alertsOf', () => {
  const lines = ['2027-01', '2027-02', '2027-03'].map((month) => ({
    month,
    category: 'compute' as const,
    usd: 100,
  }));
  const forecast: Budget['forecast'] = {
    runId: 'r',
    asOf: '2026-12-01',
    attachedAt: new Date(0),
    months: [
      { month: '2027-01', p10: 300, p50: 300, p90: 300 },
      { month: '2027-02', p10: 80, p50: 90, p90: 130 },
      { month: '2027-03', p10: 90, p50: 101, p90: 150 },
    ],
  };
  const alerts = (usd: number, acknowledgements: Budget['acknowledgements'] = []) =>
    alertsOf({ acknowledgements }, varianceOf({ lines, forecast }, days('2027-01-01', [usd])), []);

  it('tells of what was spent, what is likely and what is possible above the budget', () => {
    expect(alerts(120).map(({ id, excessUsd }) => [id, excessUsd])).toEqual([
      ['forecast-over.2027-03', 1],
      ['actuals-over.2027-01', 20],
      ['actuals-over.2027-01.compute', 20],
      ['forecast-at-risk.2027-02', 30],
    ]);
  });

  it('says nothing at the limit itself', () => {
    expect(alerts(100).map(({ rule }) => rule)).not.toContain('actuals-over');
  });

  it('keeps quiet about what was seen, until it is worse', () => {
    const seen = [{ alertId: 'actuals-over.2027-01', excessUsd: 20, note: null, at: new Date(0) }];
    const of = (usd: number) => alerts(usd, seen).find(({ id }) => id === 'actuals-over.2027-01');
    expect(of(120)?.acknowledgement).toEqual(seen[0]);
    expect(of(115)?.acknowledgement).toEqual(seen[0]);
    expect(of(121)?.acknowledgement).toBeNull();
  });
});

describe('anomaliesOf', () => {
  /** A week that goes up and down, with a little noise that is the same every time. */
  const week = [100, 110, 120, 115, 105, 40, 30];
  const usual = Array.from({ length: 70 }, (_, day) => (week[day % 7] as number) + ((day * 37) % 11) - 5);

  it('finds nothing in a steady rhythm, weekends included', () => {
    expect(anomaliesOf(days('2027-01-04', usual))).toEqual([]);
  });

  it('finds a day that departs from its own weekday, which the week as a whole would hide', () => {
    const amounts = days('2027-01-04', [...usual.slice(0, 61), 118, ...usual.slice(62)]);
    const [found, ...others] = anomaliesOf(amounts);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ date: '2027-03-06', direction: 'above', usd: 118 });
    expect(found?.reason).toContain('the same weekday of the 8 weeks before');
  });

  it('is not blinded by an outlier before', () => {
    const amounts = days(
      '2027-01-04',
      usual.map((usd, day) => (day === 33 || day === 47 ? 5_000 : usd)),
    );
    expect(anomaliesOf(amounts).map(({ usd }) => usd)).toEqual([5_000, 5_000]);
  });

  it('waits until it has seen enough', () => {
    expect(anomaliesOf(days('2027-01-01', [1, 1, 1, 1, 1, 900]))).toEqual([]);
  });

  it('holds months against months', () => {
    const amounts = [100, 104, 98, 101, 99, 400].map((usd, index) => ({
      date: `2027-0${index + 1}`,
      category: 'people' as const,
      usd,
    }));
    // Median of the five before is 100, their MAD 1: the floor of 5 % decides, (400 - 100) / 5.
    expect(anomaliesOf(amounts)).toMatchObject([{ date: '2027-06', expectedUsd: 100, score: 60 }]);
  });

  it('holds a day against days, and a month against months, that lie as near as it says', () => {
    const mondays = ['04', '11', '18', '25'].map((day) => `2027-01-${day}`);
    const on = (date: string, usd = 100) => ({ date, category: 'compute' as const, usd });
    const usual = mondays.map((date) => on(date));
    // Four weeks on there are four Mondays before it; at the end of the year there are none within eight weeks.
    expect(anomaliesOf([...usual, on('2027-02-22', 900)])).toHaveLength(1);
    expect(anomaliesOf([...usual, on('2027-12-27', 900)])).toEqual([]);
    const months = ['01', '02', '03', '04'].map((month) => on(`2027-${month}`));
    expect(anomaliesOf([...months, on('2027-06', 900)])).toHaveLength(1);
    expect(anomaliesOf([...months, on('2029-06', 900)])).toEqual([]);
  });

  it('judges amounts in whatever order they come', () => {
    const amounts = days('2027-01-04', [...Array.from({ length: 40 }, () => 100), 900]);
    expect(anomaliesOf([...amounts].reverse())).toEqual(anomaliesOf(amounts));
    expect(anomaliesOf(amounts)).toHaveLength(1);
  });
});
