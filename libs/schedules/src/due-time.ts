import { WEEKDAYS, type Cadence } from './cadence';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;
/** A week, a day more where the clocks take one out, and one to be sure. */
const DAYS_AHEAD = 9;

/** Making a formatter costs more than using it; there are some 600 zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Whether the time zone is one that the IANA database of this machine knows. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The first due time after a moment; null where only another catalog makes one due. A time of day that the clocks
 * leave out comes as much later as they are put forward (02:30 becomes 03:30); one that comes twice counts once, the
 * first time: what RFC 5545 says of such times.
 */
export function nextDueTime(cadence: Cadence, after: Date): Date | null {
  if (cadence.kind === 'on-catalog-change') return null;
  const { at, timeZone } = cadence;
  const minutes = Number(at.slice(0, 2)) * 60 + Number(at.slice(3));
  const today = Math.floor((after.getTime() + offsetAt(timeZone, after.getTime())) / MS_PER_DAY) * MS_PER_DAY;
  // The day before: a day that has 25 hours is not over yet where the clocks say so.
  for (let day = -1; day <= DAYS_AHEAD; day += 1) {
    const midnight = today + day * MS_PER_DAY;
    if (cadence.kind === 'weekly' && weekdayOf(midnight) !== cadence.weekday) continue;
    const due = instantOf(midnight + minutes * MS_PER_MINUTE, timeZone);
    if (due > after.getTime()) return new Date(due);
  }
  return null;
}

/** The moment at which the clocks of a zone show a time, given as if it were UTC. */
function instantOf(shown: number, timeZone: string): number {
  const before = offsetAt(timeZone, shown - MS_PER_DAY);
  const after = offsetAt(timeZone, shown + MS_PER_DAY);
  const candidates = [shown - before, shown - after].sort((a, b) => a - b);
  const real = candidates.find((moment) => moment + offsetAt(timeZone, moment) === shown);
  return real ?? shown - before;
}

/** How far the clocks of a zone are ahead of UTC at a moment, ms. */
function offsetAt(timeZone: string, moment: number): number {
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(moment / 1_000) * 1_000;
}

function weekdayOf(midnight: number): (typeof WEEKDAYS)[number] {
  // The first of January 1970 was a Thursday, the fourth day.
  return WEEKDAYS[(Math.floor(midnight / MS_PER_DAY) + 3) % 7] as (typeof WEEKDAYS)[number];
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}
