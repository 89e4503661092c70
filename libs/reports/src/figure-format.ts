import type { Figure, FigureMethod } from '@app/kernel';

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
export function printFigure(entry: Figure): PrintedFigure {
  const scale = scaleOf(entry);
  const range = printRange(entry, scale);
  const known = entry.value !== null;
  const value = entry.value === null ? 'unknown' : printAmount(entry.value, scale);
  const aside = known ? (range === null ? '' : `(${range})`) : `(${reasonOf(entry, range)})`;
  return {
    text: aside === '' ? value : `${value} ${aside}`,
    value,
    aside,
    known,
    method: entry.method,
    mark: METHOD_MARKS[entry.method],
  };
}

function reasonOf(entry: Figure, range: string | null): string {
  const reason = (entry.unknown ?? 'no reason was given').replace(/\.\s*$/, '');
  return range === null ? reason : `${reason}; between ${range.replace('–', ' and ')}`;
}

/** A figure's label as it stands on its own: a plain first word gets its capital, a name such as `p4d.24xlarge` none. */
export function headingOf(entry: Figure): string {
  return entry.label.replace(/^[a-z]+(?=[ ,:]|$)/, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}

/** A unit's notation and, where a figure is easier to read on another scale, the divisor to get there. */
interface Scale {
  readonly divisor: number;
  readonly before: string;
  readonly after: string;
  readonly kind: 'money' | 'share' | 'plain';
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
    return { divisor: 1, before: `${money[1]} `, after: unitNotation(money[2] as string), kind: 'money' };
  }
  if (entry.unit === '1' || entry.unit === '') return plain(1, '');
  if (entry.unit === '%') return { divisor: 1, before: '', after: '%', kind: 'share' };
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
  return { divisor, before: '', after, kind: 'plain' };
}

function unitNotation(unit: string): string {
  return unit
    .replace(/\b([kMG]?g|t) ?CO2(?:eq|e)?/g, '$1 CO₂e')
    .replace(/\/d$/, '/day')
    .replace(/^d$/, 'days')
    .replace(/\/(?:10\^6|1M) /, '/million ');
}

function printAmount(value: number, scale: Scale): string {
  const number = printNumber(value / scale.divisor, scale.kind);
  return `${scale.before}${number}${number === '1' ? scale.after.replace(/^( (?:person-)?day)s$/, '$1') : scale.after}`;
}

function printRange(entry: Figure, scale: Scale): string | null {
  const number = (value: number) => printNumber(value / scale.divisor, scale.kind);
  const value = entry.value === null ? null : number(entry.value);
  if (entry.low === null && entry.high === null) return null;
  if (entry.low === null) return `at most ${number(entry.high as number)}`;
  if (entry.high === null) return `at least ${number(entry.low)}`;
  const [low, high] = [number(entry.low), number(entry.high)];
  if (low === high && (value === null || value === low)) return null;
  return entry.low < 0 || entry.high < 0 ? `${low} to ${high}` : `${low}–${high}`;
}

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

/** About three significant digits; whole numbers in full below a million, amounts of money below a billion. */
export function printNumber(value: number, kind: 'money' | 'share' | 'plain' = 'plain'): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e15 || size < 1e-4) return scientific(value);
  if (size >= 1e12) return `${fixed(value / 1e12, 2)} trillion`;
  if (size >= 1e9) return `${fixed(value / 1e9, 2)} billion`;
  if (kind !== 'money' && size >= 1e6) return `${significant(value / 1e6)} million`;
  if (size < (kind === 'money' ? 0.1 : 1)) return significant(value);
  if (kind === 'money' && size < 100) return Number.isInteger(value) ? fixed(value, 0) : cents(value);
  // 99.9 and 99.99 are different promises.
  if (kind === 'share' && size > 99 && size < 100) return fixed(value, 3);
  return fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

// Formatters are made once: a report prints tens of thousands of numbers, and making one costs more than using it.
const FIXED = [0, 1, 2, 3].map((digits) => new Intl.NumberFormat('en-US', { maximumFractionDigits: digits }));
const CENTS = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const SIGNIFICANT = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

function fixed(value: number, digits: 0 | 1 | 2 | 3): string {
  return (FIXED[digits] as Intl.NumberFormat).format(value);
}

function cents(value: number): string {
  return CENTS.format(value);
}

/** Three significant digits. */
function significant(value: number): string {
  return SIGNIFICANT.format(value);
}

function scientific(value: number): string {
  const [mantissa, exponent] = value.toExponential(2).split('e') as [string, string];
  const power = [...String(Number(exponent))].map((sign) => SUPERSCRIPTS[sign] ?? sign).join('');
  return `${significant(Number(mantissa))} × 10${power}`;
}
