import type { Confidence, Source } from '@app/kernel';
import { z } from 'zod';

/** Fields that several kinds of rows share. Unknown fields are refused, so that a typing error cannot hide a fact. */
export const confidenceField = z.enum(['high', 'medium', 'low']);
/** Of the web: an address of another kind may run code where it is clicked. */
export const urlField = z.url({ protocol: /^https?$/ });
/** An ISO date, year-month or year. */
export const dateField = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'expected YYYY, YYYY-MM or YYYY-MM-DD')
  .refine(isInCalendar, 'a day, month or year of the calendar');
/** An ISO date. */
export const dayField = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date such as 2026-03-31')
  .refine(isInCalendar, 'a day of the calendar');
/** A number above zero; a fact that nobody could source is null, never 0. */
export const quantity = z.number().positive();
export const price = z.number().positive().nullable();
export const count = z.number().int().positive();

/** Whether `2026`, `2026-02` or `2026-02-28` is there: 2026-02-30 is not. */
function isInCalendar(date: string): boolean {
  const day = `${date}${'-01-01'.slice(date.length - 4)}`;
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** What a data file says once for all of its rows. */
export interface FileFacts {
  /** The day on which its facts were read (ISO date). */
  readonly asOf: string;
  /** How far rows are trusted that do not say it themselves. */
  readonly confidence?: Confidence;
}

/**
 * The citation of a row. A row without a date of its own was read when its file was put together, so it takes the
 * file's date; one without a confidence takes the file's. Where neither says it, the parser refuses the row.
 */
export function citation(init: {
  readonly title: string;
  readonly url: string;
  readonly sourceDate: string | null | undefined;
  readonly file: FileFacts;
  readonly confidence?: Confidence;
}): Source {
  return {
    title: init.title,
    url: init.url,
    asOf: init.sourceDate ?? init.file.asOf,
    confidence: (init.confidence ?? init.file.confidence) as Confidence,
  };
}
