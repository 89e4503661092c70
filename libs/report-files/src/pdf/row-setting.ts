import { piecesOf } from './line-breaks';
import type { PdfRun } from './pdf-run';
import type { RowCell, RowTable, TableRow } from './pdf-rows';

/** A font as far as setting asks it: widths in points at a size. */
export interface SettingFont {
  widthOfString(text: string, size: number): number;
}

export type FontChoice = (bold: boolean, italics: boolean) => SettingFont;

/** Words in one look on one line, from the left edge of their cell. */
export interface SetWords {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly run: PdfRun;
}

export interface SetCell {
  readonly cell: RowCell;
  readonly x: number;
  readonly width: number;
  readonly lines: ReadonlyArray<readonly SetWords[]>;
}

/** A row that is broken into lines, not yet on a page. */
export interface SetRow {
  readonly cells: readonly SetCell[];
  readonly row: TableRow;
  readonly height: number;
  /** Whether more of it follows on the next page. */
  readonly goesOn: boolean;
}

const BREAK = '\u200b';

/** Breaks the words of a row into the lines of its cells. */
export function setRow(row: TableRow, table: RowTable, fontOf: FontChoice): SetRow {
  const { look, widths } = table;
  let [x, column] = [0, 0];
  const cells = row.cells.map((cell): SetCell => {
    const span = cell.span ?? 1;
    const taken = widths.slice(column, column + span);
    column += span;
    const width = taken.reduce((sum, one) => sum + one, (span - 1) * (look.left + look.right));
    const set = { cell, x: x + look.left, width, lines: linesOf(cell, width, look.fontSize, fontOf) };
    x += width + look.left + look.right;
    return set;
  });
  return withHeight(cells, row, table);
}

/** The first lines of each cell of a row, and what is left of it. */
export function splitRow(
  { cells, row }: SetRow,
  lines: number,
  table: RowTable,
): readonly [SetRow, SetRow | null] {
  const part = (from: number, to?: number) =>
    withHeight(
      cells.map((set) => ({ ...set, lines: set.lines.slice(from, to) })),
      row,
      table,
    );
  const rest = cells.some((set) => set.lines.length > lines) ? part(lines) : null;
  // What continues is no place of its own.
  const unnamed = rest && {
    ...rest,
    cells: rest.cells.map((set) => ({ ...set, cell: { ...set.cell, id: undefined } })),
  };
  return [{ ...part(0, lines), goesOn: rest !== null }, unnamed];
}

/** Of one line in points. */
export function lineHeight({ look }: RowTable): number {
  return look.fontSize * look.leading;
}

function withHeight(cells: readonly SetCell[], row: TableRow, table: RowTable): SetRow {
  const lines = cells.reduce((most, set) => Math.max(most, set.lines.length), 1);
  const height = lines * lineHeight(table) + table.look.above + table.look.below;
  return { cells, row, height, goesOn: false };
}

interface Piece {
  readonly text: string;
  readonly width: number;
  /** Without the spaces at its end. */
  readonly inkWidth: number;
  readonly run: PdfRun;
  readonly mayBreak: boolean;
}

function linesOf(cell: RowCell, width: number, fontSize: number, fontOf: FontChoice): SetWords[][] {
  const measured = cell.runs.flatMap((run): Piece[] =>
    run.text === '' ? [] : [pieceOf(run.text, run, fontSize, fontOf)],
  );
  const sum = measured.reduce((whole, piece) => whole + piece.width, 0);
  const lines = sum <= width ? [measured] : broken(measured, width, fontSize, fontOf);
  return measured.length === 0 ? [] : lines.map((pieces) => aligned(pieces, cell, width));
}

function pieceOf(given: string, run: PdfRun, fontSize: number, fontOf: FontChoice): Piece {
  const font = fontOf(run.bold === true, run.italics === true);
  const size = run.fontSize ?? fontSize;
  const text = given.replaceAll(BREAK, '');
  const width = font.widthOfString(text, size);
  const ink = text.trimEnd();
  const inkWidth = ink.length === text.length ? width : font.widthOfString(ink, size);
  return { text, width, inkWidth, run, mayBreak: /[ \u200b]$|[-/_,;.]$/.test(given) };
}

/** As many pieces on each line as fit; a piece that fits on no line is cut. */
function broken(runs: readonly Piece[], width: number, fontSize: number, fontOf: FontChoice): Piece[][] {
  const lines: Piece[][] = [[]];
  let taken = 0;
  const add = (pieces: readonly Piece[]) => {
    (lines.at(-1) as Piece[]).push(...pieces);
    taken += pieces.reduce((sum, piece) => sum + piece.width, 0);
  };
  const next = () => {
    lines.push([]);
    taken = 0;
  };
  for (const pieces of unbreakable(runs, fontSize, fontOf)) {
    const inner = pieces.slice(0, -1).reduce((sum, piece) => sum + piece.width, 0);
    const needed = inner + (pieces.at(-1)?.inkWidth ?? 0);
    if (taken > 0 && taken + needed > width) next();
    if (needed <= width) {
      add(pieces);
      continue;
    }
    for (const piece of pieces.flatMap((one) => cut(one, width, fontSize, fontOf))) {
      if (taken > 0 && taken + piece.inkWidth > width) next();
      add([piece]);
    }
  }
  return lines;
}

/** Stretches between two places where a line may end. */
function unbreakable(runs: readonly Piece[], fontSize: number, fontOf: FontChoice): Piece[][] {
  const stretches: Piece[][] = [];
  let isOpen = false;
  for (const { run } of runs) {
    for (const text of piecesOf(run.text)) {
      const piece = pieceOf(text, run, fontSize, fontOf);
      if (isOpen) stretches.at(-1)?.push(piece);
      else stretches.push([piece]);
      isOpen = !piece.mayBreak;
    }
  }
  return stretches;
}

function cut(piece: Piece, width: number, fontSize: number, fontOf: FontChoice): Piece[] {
  if (piece.inkWidth <= width) return [piece];
  const signs = [...piece.text];
  const guess = Math.max(1, Math.floor((signs.length * width) / piece.width) + 4);
  const parts: Piece[] = [];
  for (let from = 0; from < signs.length;) {
    let count = Math.min(signs.length - from, guess);
    const take = () => pieceOf(signs.slice(from, from + count).join(''), piece.run, fontSize, fontOf);
    let part = take();
    while (count > 1 && part.inkWidth > width) {
      count -= 1;
      part = take();
    }
    parts.push(part);
    from += count;
  }
  return parts;
}

/** Pieces of one look as one, each at its place in the line. */
function aligned(pieces: readonly Piece[], { alignment }: RowCell, width: number): SetWords[] {
  const last = pieces.at(-1);
  const inner = pieces.slice(0, -1).reduce((sum, piece) => sum + piece.width, 0);
  let x = alignment === 'right' && last ? Math.max(0, width - inner - last.inkWidth) : 0;
  const words: Array<{ text: string; x: number; width: number; run: PdfRun }> = [];
  for (const { text, run, width: own } of pieces) {
    const before = words.at(-1);
    if (before?.run === run) {
      before.text += text;
      before.width += own;
    } else words.push({ text, x, width: own, run });
    x += own;
  }
  return words;
}
