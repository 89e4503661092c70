import { wordsOf } from './language/words-of';
import { printAsGiven } from './number-format';
import type { ReportLanguage } from './presentation';

/** An answer as a person gave it, on one line. */
export function printAnswer(value: unknown, language: ReportLanguage = 'en'): string {
  const words = wordsOf(language);
  if (typeof value === 'string') return value;
  // All digits: it is what the person wrote, not a result.
  if (typeof value === 'number') return printAsGiven(value, language);
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) {
    return value.length === 0 ? words.none : value.map((one) => printAnswer(one, language)).join(', ');
  }
  if (value !== null && typeof value === 'object') {
    return Object.entries(value)
      .map(([name, part]) => `${name}: ${printAnswer(part, language)}`)
      .join(', ');
  }
  return words.none;
}
