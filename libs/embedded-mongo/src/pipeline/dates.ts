import { MongoFault, notImplemented } from '../mongo-fault';
import type { Doc } from '../values/document';

const MILLIS: Record<string, number> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};
const MONTHS: Record<string, number> = { year: 12, quarter: 3, month: 1 };
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** MongoDB counts the bins of $dateTrunc from this moment. */
const REFERENCE = Date.UTC(2000, 0, 1);

/** The wall clock of a time zone, held in the UTC fields of a date. */
function toLocal(date: Date, timezone: unknown): Date {
  return new Date(date.getTime() + offsetOf(date, timezone));
}

function fromLocal(local: Date, timezone: unknown): Date {
  const guess = new Date(local.getTime() - offsetOf(local, timezone));
  return new Date(local.getTime() - offsetOf(guess, timezone));
}

function offsetOf(date: Date, timezone: unknown): number {
  if (timezone === undefined || timezone === null || timezone === 'UTC' || timezone === 'Z') return 0;
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(nameOf(timezone));
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0)) * 60_000;
  const parts: Record<string, number> = {};
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: nameOf(timezone),
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    for (const { type, value } of format.formatToParts(date)) parts[type] = Number(value);
  } catch {
    throw new MongoFault('Location40485', `unrecognized time zone identifier: "${nameOf(timezone)}"`);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(date.getTime() / 1000) * 1000;
}

/** The text an option must be; anything else names nothing. */
function nameOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function dateOf(name: string, value: unknown): Date {
  if (value instanceof Date) return value;
  throw new MongoFault('BadValue', `${name} requires a date`);
}

function only(name: string, options: Doc, known: string[]): void {
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown) throw new MongoFault('BadValue', `Unrecognized argument to ${name}: ${unknown}`);
}

/** $dateToString; the specifiers are those of a calendar date and a time. */
export function dateToString(options: Doc): unknown {
  only('$dateToString', options, ['date', 'format', 'timezone', 'onNull']);
  const { date, timezone, onNull = null } = options;
  if (date === null || date === undefined) return onNull;
  const utc = dateOf('$dateToString', date);
  const local = toLocal(utc, timezone);
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  const minutes = offsetOf(utc, timezone) / 60_000;
  const fallback = minutes === 0 ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L';
  const format = typeof options.format === 'string' ? options.format : fallback;
  const values: Record<string, () => string> = {
    '%Y': () => pad(local.getUTCFullYear(), 4),
    '%m': () => pad(local.getUTCMonth() + 1, 2),
    '%d': () => pad(local.getUTCDate(), 2),
    '%H': () => pad(local.getUTCHours(), 2),
    '%M': () => pad(local.getUTCMinutes(), 2),
    '%S': () => pad(local.getUTCSeconds(), 2),
    '%L': () => pad(local.getUTCMilliseconds(), 3),
    '%j': () =>
      pad(Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / 86_400_000) + 1, 3),
    '%u': () => String(local.getUTCDay() || 7),
    '%w': () => String(local.getUTCDay() + 1),
    '%z': () =>
      `${minutes < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(minutes) / 60), 2)}${pad(Math.abs(minutes) % 60, 2)}`,
    '%Z': () => String(minutes),
    '%%': () => '%',
  };
  return format.replace(/%./g, (specifier) => {
    const value = values[specifier];
    if (!value) throw notImplemented(`the format specifier ${specifier} of $dateToString`);
    return value();
  });
}

/** $dateTrunc, with bins, weeks that begin on any day, and time zones. */
export function truncateDate(options: Doc): unknown {
  only('$dateTrunc', options, ['date', 'unit', 'binSize', 'timezone', 'startOfWeek']);
  const { date, unit, binSize = 1, timezone, startOfWeek = 'sunday' } = options;
  if (date === null || date === undefined || unit === null) return null;
  const local = toLocal(dateOf('$dateTrunc', date), timezone);
  const bin = Number(binSize);
  if (!Number.isInteger(bin) || bin < 1)
    throw new MongoFault('BadValue', '$dateTrunc requires binSize to be a positive integer');
  const months = MONTHS[nameOf(unit)];
  if (months) {
    const since = (local.getUTCFullYear() - 2000) * 12 + local.getUTCMonth();
    return fromLocal(
      new Date(Date.UTC(2000, Math.floor(since / (months * bin)) * months * bin, 1)),
      timezone,
    );
  }
  const size = MILLIS[nameOf(unit)];
  if (!size) throw new MongoFault('FailedToParse', `unknown time unit value: ${nameOf(unit)}`);
  let from = REFERENCE;
  if (unit === 'week') {
    const first = WEEKDAYS.indexOf(String(startOfWeek).toLowerCase().slice(0, 3));
    if (first < 0) throw new MongoFault('FailedToParse', `unknown day of week value: ${String(startOfWeek)}`);
    from += ((first - new Date(REFERENCE).getUTCDay() + 7) % 7) * 86_400_000;
  }
  const step = size * bin;
  return fromLocal(new Date(from + Math.floor((local.getTime() - from) / step) * step), timezone);
}

/** $dateAdd and $dateSubtract: a month later than 31 January is the last day of February. */
export function addToDate(options: Doc, sign: 1 | -1): unknown {
  only('$dateAdd', options, ['startDate', 'unit', 'amount', 'timezone']);
  const { startDate, unit, amount, timezone } = options;
  if ([startDate, unit, amount].some((value) => value === null || value === undefined)) return null;
  const start = dateOf('$dateAdd', startDate);
  const by = Number(amount) * sign;
  const months = MONTHS[nameOf(unit)];
  const size = MILLIS[nameOf(unit)];
  if (!months && !size) throw new MongoFault('FailedToParse', `unknown time unit value: ${nameOf(unit)}`);
  if (size && size < 86_400_000) return new Date(start.getTime() + by * size);
  const local = toLocal(start, timezone);
  if (size) return fromLocal(new Date(local.getTime() + by * size), timezone);
  const day = local.getUTCDate();
  local.setUTCDate(1);
  local.setUTCMonth(local.getUTCMonth() + by * (months ?? 1));
  const lastDay = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate();
  local.setUTCDate(Math.min(day, lastDay));
  return fromLocal(local, timezone);
}
