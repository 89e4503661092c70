import { piecesOf } from './line-breaks';
import { advanceOf } from './pdf-printer';

/** Of a column's content: how narrow it may become and how wide it would like to be, in ems of its font. */
interface Wish {
  readonly least: number;
  readonly most: number;
}

const CELL_PADDING = 8;
/** A word that is longer is broken. */
const LONGEST_KEPT = 22;

/** The width of a text in the plain font, in ems. */
export function widthInEms(text: string): number {
  let sum = 0;
  for (const sign of text) sum += advanceOf(sign.codePointAt(0) as number) ?? 0.6;
  return sum;
}

/** Widths in points of a table's columns, paddings not counted: as its content needs, never more than there is. */
export function columnWidths(
  texts: ReadonlyArray<readonly string[]>,
  fontSize: number,
  available: number,
): number[] {
  const columns = columnsOf(texts);
  const free = available - columns.length * CELL_PADDING;
  const wishes = columns.map(wishOf);
  const least = wishes.map((wish) => wish.least * fontSize);
  const most = wishes.map((wish) => wish.most * fontSize);
  const [sumOfLeast, sumOfMost] = [total(least), total(most)];
  if (sumOfLeast >= free) return least.map((width) => (width * free) / sumOfLeast);
  if (sumOfMost <= free) return spread(most, free);
  const content = columns.map((column) => column.map((text) => widthInEms(text) * fontSize));
  const needs = [most, content.map((all) => total(all) / Math.max(1, all.length))];
  let [best, fewest]: [number[], number] = [least, Infinity];
  for (const need of needs) {
    for (const power of POWERS) {
      const widths = shared({ least, most, need, power, free });
      const lines = linesOf(content, widths);
      if (lines < fewest) [best, fewest] = [widths, lines];
    }
  }
  return best;
}

/** How much more a column gets that needs more: all the same, or in proportion. */
const POWERS = [0.7, 0.4, 1] as const;

interface Share {
  readonly least: readonly number[];
  readonly most: readonly number[];
  readonly need: readonly number[];
  readonly power: number;
  readonly free: number;
}

/** What is left beyond the least widths, by the need of each column and up to the most that it can use. */
function shared({ least, most, need, power, free }: Share): number[] {
  const widths = [...least];
  for (let round = 0; round < widths.length; round += 1) {
    const weights = widths.map((width, at) =>
      (most[at] ?? 0) > width + 0.01 ? (need[at] ?? 0) ** power : 0,
    );
    const [rest, whole] = [free - total(widths), total(weights)];
    if (rest < 0.01 || whole === 0) break;
    widths.forEach((width, at) => {
      widths[at] = Math.min(most[at] ?? width, width + (rest * (weights[at] ?? 0)) / whole);
    });
  }
  return spread(widths, free);
}

/** Lines that the rows of a table come to, by columns of texts in points. */
function linesOf(content: ReadonlyArray<readonly number[]>, widths: readonly number[]): number {
  const rows = content[0]?.length ?? 0;
  let lines = 0;
  for (let row = 0; row < rows; row += 1) {
    lines += Math.max(
      1,
      ...content.map((column, at) => Math.ceil(((column[row] ?? 0) * LOST_AT_BREAKS) / (widths[at] ?? 1))),
    );
  }
  return lines;
}

/** Lines end before their edge where a word does not fit. */
const LOST_AT_BREAKS = 1.08;

function columnsOf(texts: ReadonlyArray<readonly string[]>): string[][] {
  const count = texts.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from({ length: count }, (_none, at) => texts.map((row) => row[at] ?? ''));
}

/** How wide a table would be with every cell on one line, up to a line's usual length. */
export function naturalWidth(texts: ReadonlyArray<readonly string[]>, fontSize: number): number {
  const wishes = columnsOf(texts).map(wishOf);
  return total(wishes.map((wish) => Math.min(wish.most, 18) * fontSize + CELL_PADDING));
}

/** Points that a text takes in a column. */
export function heightOf(text: string, width: number, fontSize: number): number {
  return Math.ceil((widthInEms(text) * fontSize * 1.12) / Math.max(1, width)) * fontSize * 1.4;
}

function wishOf(texts: readonly string[]): Wish {
  let [least, most] = [1.6, 1.6];
  for (const text of texts) {
    // A table that goes on for pages is judged by what its cells begin with.
    const head = text.slice(0, 400);
    most = Math.max(most, widthInEms(head) + 0.6);
    for (const word of piecesOf(head)) {
      least = Math.max(least, widthInEms(word.trimEnd().slice(0, LONGEST_KEPT)) + 0.6);
    }
  }
  return { least: Math.min(least, most), most };
}

function spread(widths: readonly number[], free: number): number[] {
  const more = Math.max(0, free - total(widths)) / Math.max(1, total(widths));
  return widths.map((width) => width * (1 + more));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
