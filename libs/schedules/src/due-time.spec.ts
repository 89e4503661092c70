import { WEEKDAYS, type Cadence } from './cadence';
import { isTimeZone, nextDueTime } from './due-time';

const BERLIN = 'Europe/Berlin';
const daily = (at: string, timeZone = BERLIN): Cadence => ({ kind: 'daily', at, timeZone });

function dueTimes(cadence: Cadence, after: string, count: number): string[] {
  const due: string[] = [];
  for (let moment = new Date(after); due.length < count;) {
    moment = nextDueTime(cadence, moment) as Date;
    due.push(moment.toISOString());
  }
  return due;
}

describe('nextDueTime', () => {
  it('is the next time the clocks of the zone show the time', () => {
    expect(dueTimes(daily('07:30'), '2026-01-10T06:29:59Z', 2)).toEqual([
      '2026-01-10T06:30:00.000Z',
      '2026-01-11T06:30:00.000Z',
    ]);
    expect(dueTimes(daily('07:30'), '2026-01-10T06:30:00Z', 1)).toEqual(['2026-01-11T06:30:00.000Z']);
  });

  it('stays at the time of day over both changes of the clocks', () => {
    expect(dueTimes(daily('07:30'), '2026-03-28T00:00:00Z', 2)).toEqual([
      '2026-03-28T06:30:00.000Z',
      '2026-03-29T05:30:00.000Z',
    ]);
    expect(dueTimes(daily('07:30'), '2026-10-24T00:00:00Z', 2)).toEqual([
      '2026-10-24T05:30:00.000Z',
      '2026-10-25T06:30:00.000Z',
    ]);
  });

  it('comes an hour later where the clocks leave the time out, and not twice', () => {
    expect(dueTimes(daily('02:30'), '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  it('counts a time that comes twice once, the first time', () => {
    expect(dueTimes(daily('02:30'), '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
    expect(dueTimes(daily('01:30', 'America/New_York'), '2026-11-01T00:00:00Z', 2)).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-02T06:30:00.000Z',
    ]);
  });

  it('takes zones of half hours, of changes of half an hour, and of a day that was left out', () => {
    expect(dueTimes(daily('00:00', 'Asia/Kathmandu'), '2026-01-01T00:00:00Z', 1)).toEqual([
      '2026-01-01T18:15:00.000Z',
    ]);
    expect(dueTimes(daily('02:15', 'Australia/Lord_Howe'), '2026-10-03T00:00:00Z', 2)).toEqual([
      '2026-10-03T15:45:00.000Z',
      '2026-10-04T15:15:00.000Z',
    ]);
    expect(dueTimes(daily('08:00', 'Pacific/Apia'), '2011-12-29T20:00:00Z', 2)).toEqual([
      '2011-12-30T18:00:00.000Z',
      '2011-12-31T18:00:00.000Z',
    ]);
  });

  it('is on its day of the week there, not in UTC', () => {
    const monday: Cadence = { kind: 'weekly', weekday: 'monday', at: '08:00', timeZone: 'Pacific/Auckland' };
    expect(dueTimes(monday, '2026-07-01T00:00:00Z', 2)).toEqual([
      '2026-07-05T20:00:00.000Z',
      '2026-07-12T20:00:00.000Z',
    ]);
  });

  it('is always later, at most a day or a week and two hours, and shows the time but in a gap', () => {
    const zones = [
      'UTC',
      BERLIN,
      'America/New_York',
      'America/Santiago',
      'Australia/Lord_Howe',
      'Africa/Cairo',
    ];
    for (const [index, timeZone] of zones.entries()) {
      const at = `0${index % 4}:${index % 2 === 0 ? '30' : '00'}`;
      const cadences: Cadence[] = [
        daily(at, timeZone),
        ...WEEKDAYS.map((weekday): Cadence => ({ kind: 'weekly', weekday, at, timeZone })),
      ];
      const clock = new Intl.DateTimeFormat('en-GB', {
        timeZone,
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      });
      for (const cadence of cadences) {
        const longest = (cadence.kind === 'daily' ? 24 : 168) + 2;
        let shifted = 0;
        for (let moment = new Date('2026-01-01T00:00:00Z'); moment.getUTCFullYear() < 2027;) {
          const due = nextDueTime(cadence, moment) as Date;
          expect(due.getTime()).toBeGreaterThan(moment.getTime());
          expect(due.getTime() - moment.getTime()).toBeLessThanOrEqual(longest * 3_600_000);
          if (clock.format(due) !== at) shifted += 1;
          moment = due;
        }
        expect(shifted).toBeLessThanOrEqual(1);
      }
    }
  });

  it('is never by the clock for what waits for another catalog', () => {
    expect(nextDueTime({ kind: 'on-catalog-change' }, new Date())).toBeNull();
  });

  it.each([
    [BERLIN, true],
    ['UTC', true],
    ['Europe/Nowhere', false],
    ['+01:00', false],
    ['', false],
  ])('knows of %p whether it is a time zone', (name, is) => {
    expect(isTimeZone(name)).toBe(is);
  });
});
