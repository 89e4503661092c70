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

/** Whether a text fits on one line; the layout need not look for breaks in it then, which is most of its work. */
export function isOneLine(text: string, fontSize: number, width: number): boolean {
  return text.length * fontSize * 0.2 < width && widthInEms(text) * fontSize * 1.03 + 0.5 < width;
}

/** Widths in points of a table's columns, paddings not counted: as its content needs, never more than there is. */
export function columnWidths(
  texts: ReadonlyArray<readonly string[]>,
  fontSize: number,
  available: number,
): number[] {
  const columns = Math.max(0, ...texts.map((row) => row.length));
  const wishes = Array.from({ length: columns }, (_none, at) => wishOf(texts.map((row) => row[at] ?? '')));
  const free = available - columns * CELL_PADDING;
  const least = wishes.map((wish) => wish.least * fontSize);
  const most = wishes.map((wish) => wish.most * fontSize);
  const [sumOfLeast, sumOfMost] = [total(least), total(most)];
  if (sumOfLeast >= free) return least.map((width) => (width * free) / sumOfLeast);
  if (sumOfMost <= free) return spread(most, free);
  // Long texts get more, but less than in proportion: a column twice as long need not be twice as wide.
  const need = most.map((width, at) => Math.max(0, width - (least[at] ?? 0)) ** 0.7);
  const whole = total(need) || 1;
  const rest = free - sumOfLeast;
  const given = least.map((width, at) =>
    Math.min(most[at] ?? width, width + (rest * (need[at] ?? 0)) / whole),
  );
  return spread(given, free);
}

/** How wide a table would be with every cell on one line, up to a line's usual length. */
export function naturalWidth(texts: ReadonlyArray<readonly string[]>, fontSize: number): number {
  const columns = Math.max(0, ...texts.map((row) => row.length));
  const wishes = Array.from({ length: columns }, (_none, at) => wishOf(texts.map((row) => row[at] ?? '')));
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
    for (const word of head.split(/[\s/]+/)) {
      least = Math.max(least, widthInEms(word.slice(0, LONGEST_KEPT)) + 0.6);
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
