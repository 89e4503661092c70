import { onEachServer, refusal } from './server-under-test';

const iso = (text: string): Date => new Date(text);
const at = iso('2026-03-14T15:09:26.535Z');
const winter = iso('2026-01-31T23:30:00.000Z');

/** What documentdb gives instead: it rounds to the nearest day and misreads some time zones. */
const DOCUMENTDB: Record<string, Date> = {
  '$dateTrunc to the day': iso('2026-03-15T00:00:00Z'),
  '$dateTrunc to the day in a time zone': iso('2026-01-30T23:00:00Z'),
  '$dateTrunc to the day the clocks change': iso('2026-03-29T22:00:00Z'),
  '$dateTrunc to a month in a time zone': iso('2025-12-31T23:00:00Z'),
};

const CASES: [string, unknown, unknown][] = [
  ['$dateToString as ISO 8601', { $dateToString: { date: at } }, '2026-03-14T15:09:26.535Z'],
  ['$dateToString by day', { $dateToString: { date: at, format: '%Y-%m-%d' } }, '2026-03-14'],
  [
    '$dateToString with a time and a percent sign',
    { $dateToString: { date: at, format: '%H:%M:%S.%L %j %%' } },
    '15:09:26.535 073 %',
  ],
  [
    '$dateToString in a time zone',
    { $dateToString: { date: winter, format: '%Y-%m-%d %H:%M %z', timezone: 'Europe/Berlin' } },
    '2026-02-01 00:30 +0100',
  ],
  [
    '$dateToString in a time zone in summer',
    {
      $dateToString: { date: iso('2026-07-01T22:00:00Z'), format: '%Y-%m-%d %H', timezone: 'Europe/Berlin' },
    },
    '2026-07-02 00',
  ],
  [
    '$dateToString at an offset',
    { $dateToString: { date: at, format: '%H:%M %Z', timezone: '+05:30' } },
    '20:39 330',
  ],
  ['$dateToString of null', { $dateToString: { date: null, onNull: 'never' } }, 'never'],
  ['$dateTrunc to the hour', { $dateTrunc: { date: at, unit: 'hour' } }, iso('2026-03-14T15:00:00Z')],
  [
    '$dateTrunc to 15 minutes',
    { $dateTrunc: { date: at, unit: 'minute', binSize: 15 } },
    iso('2026-03-14T15:00:00Z'),
  ],
  ['$dateTrunc to the day', { $dateTrunc: { date: at, unit: 'day' } }, iso('2026-03-14T00:00:00Z')],
  [
    '$dateTrunc to the day in a time zone',
    { $dateTrunc: { date: winter, unit: 'day', timezone: 'Europe/Berlin' } },
    iso('2026-01-31T23:00:00Z'),
  ],
  [
    '$dateTrunc to the day the clocks change',
    { $dateTrunc: { date: iso('2026-03-29T12:00:00Z'), unit: 'day', timezone: 'Europe/Berlin' } },
    iso('2026-03-28T23:00:00Z'),
  ],
  ['$dateTrunc to the week', { $dateTrunc: { date: at, unit: 'week' } }, iso('2026-03-08T00:00:00Z')],
  [
    '$dateTrunc to a week from Monday',
    { $dateTrunc: { date: at, unit: 'week', startOfWeek: 'monday' } },
    iso('2026-03-09T00:00:00Z'),
  ],
  ['$dateTrunc to the month', { $dateTrunc: { date: at, unit: 'month' } }, iso('2026-03-01T00:00:00Z')],
  [
    '$dateTrunc to the quarter',
    { $dateTrunc: { date: iso('2026-06-30T00:00:00Z'), unit: 'quarter' } },
    iso('2026-04-01T00:00:00Z'),
  ],
  ['$dateTrunc to the year', { $dateTrunc: { date: at, unit: 'year' } }, iso('2026-01-01T00:00:00Z')],
  [
    '$dateTrunc to a month in a time zone',
    { $dateTrunc: { date: winter, unit: 'month', timezone: 'Europe/Berlin' } },
    iso('2026-01-31T23:00:00Z'),
  ],
  [
    '$dateTrunc before the year 2000',
    { $dateTrunc: { date: iso('1999-12-31T23:59:59Z'), unit: 'day', binSize: 2 } },
    iso('1999-12-30T00:00:00Z'),
  ],
  ['$dateTrunc of null', { $dateTrunc: { date: null, unit: 'day' } }, null],
  [
    '$dateAdd of months to a month end',
    { $dateAdd: { startDate: iso('2026-01-31T10:00:00Z'), unit: 'month', amount: 1 } },
    iso('2026-02-28T10:00:00Z'),
  ],
  [
    '$dateAdd of days',
    { $dateAdd: { startDate: at, unit: 'day', amount: 20 } },
    iso('2026-04-03T15:09:26.535Z'),
  ],
  [
    '$dateAdd of hours',
    { $dateAdd: { startDate: at, unit: 'hour', amount: -16 } },
    iso('2026-03-13T23:09:26.535Z'),
  ],
  [
    '$dateSubtract of a year from a leap day',
    { $dateSubtract: { startDate: iso('2028-02-29T00:00:00Z'), unit: 'year', amount: 1 } },
    iso('2027-02-28T00:00:00Z'),
  ],
  [
    '$dateDiff in days',
    { $dateDiff: { startDate: iso('2026-03-13T23:59:00Z'), endDate: at, unit: 'day' } },
    1,
  ],
  [
    '$dateDiff in months',
    { $dateDiff: { startDate: iso('2025-12-31T00:00:00Z'), endDate: at, unit: 'month' } },
    3,
  ],
  [
    '$dateDiff in hours',
    { $dateDiff: { startDate: iso('2026-03-14T14:59:59Z'), endDate: at, unit: 'hour' } },
    1,
  ],
  [
    '$dateDiff in seconds',
    { $dateDiff: { startDate: iso('2026-03-14T15:09:20.900Z'), endDate: at, unit: 'second' } },
    6,
  ],
  [
    'the parts of a date',
    [
      { $year: at },
      { $month: at },
      { $dayOfMonth: at },
      { $hour: at },
      { $minute: at },
      { $second: at },
      { $millisecond: at },
    ],
    [2026, 3, 14, 15, 9, 26, 535],
  ],
  ['the day of the week and of the year', [{ $dayOfWeek: at }, { $dayOfYear: at }], [7, 73]],
];

onEachServer('dates', (server) => {
  it.each(CASES)('compute %s', async (what, expression, gives) => {
    const rows = await server.rows({ _id: 1 });
    const [result] = await rows.aggregate([{ $project: { _id: 0, result: expression } }]).toArray();
    const other = DOCUMENTDB[what];
    expect(result).toEqual({ result: other && server.differs('date-trunc') ? other : gives });
  });

  it('group by the day', async () => {
    const days = ['2026-03-01T01:00:00Z', '2026-03-01T23:00:00Z', '2026-03-02T00:00:00Z'];
    const rows = await server.rows(...days.map((day, _id) => ({ _id, at: iso(day) })));
    const grouped = await rows
      .aggregate([
        { $group: { _id: { $dateTrunc: { date: '$at', unit: 'day' } }, n: { $sum: 1 } } },
        { $sort: { _id: 1 } },
      ])
      .toArray();
    const [first, second] = server.differs('date-trunc') ? [1, 2] : [2, 1];
    expect(grouped).toEqual([
      { _id: iso('2026-03-01T00:00:00Z'), n: first },
      { _id: iso('2026-03-02T00:00:00Z'), n: second },
    ]);
  });

  it.each([
    ['an unknown unit', { $dateTrunc: { date: at, unit: 'fortnight' } }, 9],
    ['an unknown time zone', { $dateToString: { date: at, timezone: 'Mars/Olympus' } }, 40485],
  ])('refuse %s', async (_what, expression, code) => {
    const rows = await server.rows({ _id: 1 });
    const refused = await refusal(rows.aggregate([{ $set: { result: expression } }]).toArray());
    expect(refused.code).toBe(server.differs('error-codes') ? 1 : code);
  });
});
