import type { Figure, FigureMethod } from '@app/kernel';
import { translatePhrase } from './language/translate-phrase';
import { wordsOf } from './language/words-of';
import { printNumber, type NumberKind } from './number-format';
import type { ReportLanguage } from './presentation';

/** A figure as every renderer prints it. */
export interface PrintedFigure {
  /** `1,234 tokens/s (1,100–1,400)`, `USD 2.50/1M tokens`, `unknown (no price is published)`. */
  readonly text: string;
  /** The text in two parts, for renderers that set the second apart: value and unit, or `unknown` ... */
  readonly value: string;
  /** ... and the range or the reason with its parentheses; empty where there is none. */
  readonly aside: string;
  readonly known: boolean;
  readonly method: FigureMethod;
  /** One letter that stands for the method beside the number. */
  readonly mark: string;
}

export const METHOD_MARKS: Readonly<Record<FigureMethod, string>> = {
  measured: 'm',
  sourced: 's',
  computed: 'c',
  assumed: 'a',
};

/** Prints a figure: value and unit, its range where one is known, or why it is unknown. */
export function printFigure(entry: Figure, language: ReportLanguage = 'en'): PrintedFigure {
  const words = wordsOf(language);
  const scale = scaleOf(entry);
  const range = printRange(entry, scale, language);
  const known = entry.value !== null;
  const value = entry.value === null ? words.unknown : printAmount(entry.value, scale, language);
  const aside = known ? (range === null ? '' : `(${range})`) : `(${reasonOf(entry, range, language)})`;
  return {
    text: aside === '' ? value : `${value} ${aside}`,
    value,
    aside,
    known,
    method: entry.method,
    mark: METHOD_MARKS[entry.method],
  };
}

function reasonOf(entry: Figure, range: string | null, language: ReportLanguage): string {
  const words = wordsOf(language);
  const given = (entry.unknown ?? words.noReason).replace(/\.\s*$/, '');
  const reason = language === 'en' ? given : (translatePhrase(given, language) ?? given);
  return range === null ? reason : `${reason}; ${words.between(range)}`;
}

/** A figure's label as it stands on its own: a plain first word gets its capital, a name such as `p4d.24xlarge` none. */
export function headingOf(entry: Figure): string {
  return entry.label.replace(/^[a-z]+(?=[ ,:]|$)/, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}

/** A unit's notation and, where a figure is easier to read on another scale, the divisor to get there. */
interface Scale {
  readonly divisor: number;
  /** Of an amount of money; each language has its own place for it. */
  readonly currency: string;
  /** In English, with the space that goes before it. */
  readonly after: string;
  readonly kind: NumberKind;
}

const BYTE_UNITS = new Set(['B', 'byte', 'bytes']);
const BINARY = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;
/** A unit with a factor: parameters are given in `10^9`, work in `10^18 FLOP`. */
const POWER_OF_TEN = /^10\^(\d+)( .+)?$/;
const CURRENCY = /^(USD|EUR|GBP|CHF)(?=$|[/ ])(.*)$/;

function scaleOf(entry: Figure): Scale {
  const size = Math.abs(entry.value ?? entry.high ?? entry.low ?? 0);
  const money = CURRENCY.exec(entry.unit);
  if (money) {
    const after = unitNotation(money[2] as string);
    return { divisor: 1, currency: money[1] as string, after, kind: 'money' };
  }
  if (entry.unit === '1' || entry.unit === '') return plain(1, '');
  if (entry.unit === '%') return { divisor: 1, currency: '', after: '%', kind: 'share' };
  if (BYTE_UNITS.has(entry.unit) && size >= 1024) {
    const power = Math.min(BINARY.length, Math.floor(Math.log2(size) / 10));
    return plain(1024 ** power, ` ${BINARY[power - 1]}`);
  }
  if (entry.unit === 'ms' && size >= 10_000) return plain(1_000, ' s');
  if (entry.unit === 's' && size > 0 && size < 1e-3) return plain(1e-6, ' µs');
  const power = POWER_OF_TEN.exec(entry.unit);
  if (power) return plain(1 / 10 ** Number(power[1]), power[2] ?? '');
  if (entry.unit === '×') return plain(1, '×');
  // A count per time is written against the slash: 12/s, not 12 1/s.
  if (entry.unit.startsWith('1/')) return plain(1, unitNotation(entry.unit.slice(1)));
  return plain(1, ` ${unitNotation(entry.unit)}`);
}

function plain(divisor: number, after: string): Scale {
  return { divisor, currency: '', after, kind: 'plain' };
}

function unitNotation(unit: string): string {
  return unit
    .replace(/\b([kMG]?g|t) ?CO2(?:eq|e)?/g, '$1 CO₂e')
    .replace(/\/d$/, '/day')
    .replace(/\/a$/, '/year')
    .replace(/^d$/, 'days')
    .replace(/\/(?:10\^6|1M) /, '/million ');
}

/** A unit as it stands at an axis: its notation, with its words in the language. */
export function printUnit(unit: string, language: ReportLanguage = 'en'): string {
  return inLanguage(unitNotation(unit), language).trim();
}

function printAmount(value: number, scale: Scale, language: ReportLanguage): string {
  const number = printNumber(value / scale.divisor, scale.kind, language);
  const one = number === '1' ? scale.after.replace(/^( (?:person-)?day)s$/, '$1') : scale.after;
  const after = inLanguage(one, language);
  if (scale.currency === '') return `${number}${after}`;
  return language === 'en'
    ? `${scale.currency} ${number}${after}`
    : `${number}${NO_BREAK}${scale.currency}${after}`;
}

const NO_BREAK = '\u00a0';

/** Words of a unit in a language; what it has no word for is the same in both. */
function inLanguage(unit: string, language: ReportLanguage): string {
  if (language === 'en') return unit;
  const { units } = wordsOf(language);
  const translated = unit.replace(UNIT_WORDS[language], (word) => units[word] ?? word);
  return translated === '%' ? `${NO_BREAK}%` : translated;
}

const UNIT_WORDS: Readonly<Record<Exclude<ReportLanguage, 'en'>, RegExp>> = { de: wordsPattern('de') };

/** Longer ones first, so that `output tokens` is one word. */
function wordsPattern(language: ReportLanguage): RegExp {
  const words = Object.keys(wordsOf(language).units).sort((a, b) => b.length - a.length);
  return new RegExp(`(?<![\\w-])(?:${words.join('|')})(?![\\w-])`, 'g');
}

function printRange(entry: Figure, scale: Scale, language: ReportLanguage): string | null {
  const words = wordsOf(language);
  const number = (value: number) => printNumber(value / scale.divisor, scale.kind, language);
  const value = entry.value === null ? null : number(entry.value);
  if (entry.low === null && entry.high === null) return null;
  if (entry.low === null) return words.atMost(number(entry.high as number));
  if (entry.high === null) {
    const low = number(entry.low);
    return low === value ? words.orMore : words.atLeast(low);
  }
  const [low, high] = [number(entry.low), number(entry.high)];
  if (low === high && (value === null || value === low)) return null;
  return entry.low < 0 || entry.high < 0 ? words.fromTo(low, high) : `${low}–${high}`;
}
