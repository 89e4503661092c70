import { wordsOf } from './language/words-of';
import type { ReportLanguage } from './presentation';

/** What a number counts: amounts of money and shares have rules of their own. */
export type NumberKind = 'money' | 'share' | 'plain';

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '-': '⁻',
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
};

/** BCP 47 tags of the number formats: 1,234.5 and 1.234,5. */
export const NUMBER_LOCALES: Readonly<Record<ReportLanguage, string>> = { en: 'en-US', de: 'de-DE' };

/** About three significant digits; whole numbers in full below a million, amounts of money below a billion. */
export function printNumber(
  value: number,
  kind: NumberKind = 'plain',
  language: ReportLanguage = 'en',
): string {
  const size = Math.abs(value);
  const { fixed, cents, significant } = FORMATTERS[language];
  const words = wordsOf(language);
  if (size === 0) return '0';
  if (size >= 1e15 || size < 1e-4) return scientific(value, significant);
  if (size >= 1e12) return `${fixed(value / 1e12, 2)} ${words.trillion}`;
  if (size >= 1e9) return `${fixed(value / 1e9, 2)} ${words.billion}`;
  if (kind !== 'money' && size >= 1e6) return `${significant(value / 1e6)} ${words.million}`;
  if (size < (kind === 'money' ? 0.1 : 1)) return significant(value);
  if (kind === 'money' && size < 100) return Number.isInteger(value) ? fixed(value, 0) : cents(value);
  // 99.9 and 99.99 are different promises.
  if (kind === 'share' && size > 99 && size < 100) return fixed(value, 3);
  return fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/** All digits of a number that a person wrote: it is no result. */
export function printAsGiven(value: number, language: ReportLanguage = 'en'): string {
  return FORMATTERS[language].asGiven(value);
}

interface Formatters {
  readonly fixed: (value: number, digits: 0 | 1 | 2 | 3) => string;
  readonly cents: (value: number) => string;
  /** Three significant digits. */
  readonly significant: (value: number) => string;
  readonly asGiven: (value: number) => string;
}

// Formatters are made once: a report prints tens of thousands of numbers, and making one costs more than using it.
const FORMATTERS: Readonly<Record<ReportLanguage, Formatters>> = {
  en: formattersOf(NUMBER_LOCALES.en),
  de: formattersOf(NUMBER_LOCALES.de),
};

function formattersOf(locale: string): Formatters {
  const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const fixed = [0, 1, 2, 3].map((digits) => format({ maximumFractionDigits: digits }));
  const cents = format({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const significant = format({ maximumSignificantDigits: 3 });
  const asGiven = format({ maximumFractionDigits: 20 });
  return {
    fixed: (value, digits) => (fixed[digits] as Intl.NumberFormat).format(value),
    cents: (value) => cents.format(value),
    significant: (value) => significant.format(value),
    asGiven: (value) => asGiven.format(value),
  };
}

function scientific(value: number, significant: (value: number) => string): string {
  const [mantissa, exponent] = value.toExponential(2).split('e') as [string, string];
  const power = [...String(Number(exponent))].map((sign) => SUPERSCRIPTS[sign] ?? sign).join('');
  return `${significant(Number(mantissa))} × 10${power}`;
}
