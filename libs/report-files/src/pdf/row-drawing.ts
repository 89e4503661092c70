import type { PdfWriter } from './pdf-parts';
import type { RowTable } from './pdf-rows';
import { lineHeight, type SetCell, type SetRow, type SetWords } from './row-setting';

/** A row on its page: points from the left and the upper edge. */
export interface PlacedRow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly set: SetRow;
  readonly table: RowTable;
  /** Whether it is the last of the rows at the head. */
  readonly isHeadEnd: boolean;
  readonly isHead: boolean;
}

const FAINT = '#d5dae2';
const INK = '#1f2430';

/** What stands behind and below the words of a row. */
export function drawGround(
  writer: PdfWriter,
  { x, y, width, set, table, isHead, isHeadEnd }: PlacedRow,
): void {
  const { look } = table;
  const line = isHeadEnd ? look.headRule : isHead ? 0 : look.rule;
  const foot = y + set.height;
  const parts = [];
  if (set.row.ground) {
    parts.push(`${colour(set.row.ground)} rg ${at(x)} ${at(y)} ${at(width)} ${at(set.height)} re f`);
  }
  if (line > 0) {
    const edge = colour(isHeadEnd ? look.headRuleColour : FAINT);
    parts.push(`${edge} RG ${at(line)} w ${at(x)} ${at(foot)} m ${at(x + width)} ${at(foot)} l S`);
  }
  if (parts.length > 0) writer.addContent(`q ${parts.join(' ')} Q`);
}

/** Whether a row has anything but words. */
export function hasGround({ set, table: { look }, isHead, isHeadEnd }: PlacedRow): boolean {
  return set.row.ground !== undefined || (isHeadEnd ? look.headRule : isHead ? 0 : look.rule) > 0;
}

/** Draws the words of a cell, with its links and its place. */
export function drawCell(writer: PdfWriter, placed: PlacedRow, { cell, x, lines }: SetCell): void {
  const { table } = placed;
  const left = placed.x + x;
  const top = placed.y + table.look.above;
  if (cell.id !== undefined) writer.addNamedDestination(cell.id, 'XYZ', left, placed.y, null);
  const height = lineHeight(table);
  const marks = lines.flatMap((words, order) =>
    words.map((one) => marksOf(writer, one, { left, top: top + order * height, table })),
  );
  // The page is turned upside down, and each letter once more.
  writer.addContent(`q BT ${marks.join(' ')} ET Q`);
}

interface LinePlace {
  readonly left: number;
  readonly top: number;
  readonly table: RowTable;
}

function marksOf(writer: PdfWriter, { text, x, width, run }: SetWords, place: LinePlace): string {
  const { left, top, table } = place;
  const size = run.fontSize ?? table.look.fontSize;
  const height = lineHeight(table);
  const font = writer.provideFont('Roboto', run.bold === true, run.italics === true);
  const { fonts } = writer.page;
  fonts[font.id] ??= font.ref();
  // Words of another size stand on the line of the others.
  const base = top + height / 2 + ((font.ascender + font.descender) / 2_000) * table.look.fontSize;
  const target = run.linkToDestination;
  if (target !== undefined) writer.annotate(left + x, top, width, height, { Subtype: 'Link', Dest: target });
  const [signs, positions] = font.encode(text);
  let [shown, from] = ['', 0];
  positions.forEach(({ xAdvance, advanceWidth }, index) => {
    if (xAdvance === advanceWidth) return;
    shown += `<${signs.slice(from, index + 1).join('')}>${at(advanceWidth - xAdvance)}`;
    from = index + 1;
  });
  if (from < signs.length) shown += `<${signs.slice(from).join('')}>`;
  const ink = colour(run.color ?? INK);
  return `/${font.id} ${at(size)} Tf ${ink} rg 1 0 0 -1 ${at(left + x)} ${at(base)} Tm [${shown}] TJ`;
}

function at(points: number): string {
  return String(Math.round(points * 100) / 100);
}

const colours = new Map<string, string>();

/** `#0b4f8a` as three shares of one. */
function colour(hex: string): string {
  const known = colours.get(hex);
  if (known !== undefined) return known;
  const shares = [1, 3, 5].map(
    (from) => Math.round((parseInt(hex.slice(from, from + 2), 16) / 255) * 1_000) / 1_000,
  );
  const written = shares.join(' ');
  colours.set(hex, written);
  return written;
}
