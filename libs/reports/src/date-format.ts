import { NUMBER_LOCALES } from './number-format';
import type { ReportLanguage } from './presentation';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^\d{4}-\d{2}$/;

/**
 * An ISO date, year-month or timestamp as the language writes a day: `21 November 2026`, `21. November 2026`;
 * a year-month as its month. What is none of these is given back as it is.
 */
export function printDate(iso: string, language: ReportLanguage = 'en'): string {
  const { day, month } = FORMATTERS[language];
  const at = new Date(MONTH.test(iso) ? `${iso}-01` : iso);
  if (Number.isNaN(at.getTime()) || !/^\d{4}-\d{2}/.test(iso)) return iso;
  // A day that the calendar does not have would be printed as another one.
  if (DAY.test(iso) && at.toISOString().slice(0, 10) !== iso) return iso;
  return MONTH.test(iso) ? month.format(at) : day.format(at);
}

/** An ISO timestamp with its time of day in UTC: `21 November 2026, 14:05 UTC`. */
export function printTime(iso: string, language: ReportLanguage = 'en'): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return `${printDate(iso, language)}, ${at.toISOString().slice(11, 16)} UTC`;
}

const LOCALES: Readonly<Record<ReportLanguage, string>> = { ...NUMBER_LOCALES, en: 'en-GB' };

// Made once, as the formatters of numbers are.
const FORMATTERS = { en: formattersOf(LOCALES.en), de: formattersOf(LOCALES.de) } as const;

function formattersOf(locale: string) {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  return {
    day: format({ day: 'numeric', month: 'long', year: 'numeric' }),
    month: format({ month: 'long', year: 'numeric' }),
  };
}
