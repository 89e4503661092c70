import { printFigure, type ReportLanguage } from '@app/reports/pure';
import type { Cell, Row, Sheet } from 'write-excel-file/node';
import { cutText, plainText } from '../plain-text';
import type { SheetCell, SheetTable } from '../sheets/sheet';
import { LONGEST_TEXT, rowStyle, typedNumber } from './cell-style';
import { columnName, type LaidRow, type LaidSheet } from './sheet-layout';

const NARROWEST = 9;
const WIDEST = 48;
const TRAIL = 26;
/** Points of a line of text, and how many of its letters fit into the unit of a column's width. */
const LINE_HEIGHT = 13;
/** Excel's limit for a row, in points. */
const HIGHEST = 409;
/** From this many rows on, rows are one line high: a long cell of a register would hide the others. */
const REGISTER = 200;

/** How a workbook is coloured and worded. */
export interface WorkbookLook {
  readonly colour: string;
  readonly language: ReportLanguage;
}

type NodeSheet = Sheet<never>;

/** A sheet as the library that writes workbooks takes it. */
export function workbookSheet(laid: LaidSheet, look: WorkbookLook): NodeSheet {
  const widths = columnWidths(laid, look);
  const isRegister = laid.isFlat && laid.rows.length > REGISTER;
  const data = laid.rows.map((row, at) => rowOf(row, at, laid, { ...look, widths, isRegister }));
  return {
    sheet: laid.sheet.name,
    data,
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: laid.frozenRows,
    orientation: 'landscape',
    showGridLines: false,
  };
}

interface RowLook extends WorkbookLook {
  /** Of each column, in characters. */
  readonly widths: readonly number[];
  readonly isRegister: boolean;
}

function rowOf(row: LaidRow, at: number, laid: LaidSheet, look: RowLook): Row {
  const style = rowStyle(row.kind, look.colour);
  switch (row.kind) {
    case 'empty':
      return [];
    case 'title':
    case 'table-title':
    case 'link':
      return [{ ...style, value: textValue(wordsIn(row.cells[0] ?? null, look)), type: String }];
    case 'note': {
      const value = textValue(wordsIn(row.cells[0] ?? null, look));
      const whole = look.widths.reduce((sum, width) => sum + width, 0);
      const height = heightOf(linesOf(value, whole));
      // A cell that spans columns needs its other cells, empty.
      const others = Array.from({ length: laid.columnCount - 1 }, () => null);
      return [{ ...style, value, type: String, columnSpan: laid.columnCount, height }, ...others];
    }
    default: {
      const table = laid.tables.findLast(({ headerRow }) => headerRow <= at)?.table;
      const cells = row.cells.map((cell, column) => cellOf(cell, column, at, laid, look, style));
      const wrapped = look.isRegister && row.kind === 'row' ? 0 : cells.length - (table?.trailColumns ?? 0);
      return withHeight(
        cells.map((cell, column) => (column < wrapped ? cell : unwrapped(cell))),
        row.cells.slice(0, wrapped),
        look,
      );
    }
  }
}

function cellOf(
  cell: SheetCell,
  column: number,
  row: number,
  laid: LaidSheet,
  look: WorkbookLook,
  style: ReturnType<typeof rowStyle>,
): Cell {
  if (cell === null) return { ...style, value: undefined };
  if (typeof cell === 'string') return { ...style, value: textValue(cell), type: String };
  const number = typedNumber(cell, look.language);
  if (number === null) return { ...style, value: unknownText(cell, look), type: String };
  const format = number.format === 'General' ? {} : { format: number.format };
  if (cell.kind !== 'sum') return { ...style, ...format, value: number.value, type: Number, align: 'right' };
  const header = laid.tables.findLast(({ headerRow }) => headerRow < row)?.headerRow ?? 0;
  const letter = columnName(column);
  const [from, to] = [cell.fromRow, cell.toRow].map((index) => `${letter}${header + 2 + index}`);
  return {
    ...style,
    ...format,
    value: `SUM(${from}:${to})`,
    type: 'Formula',
    align: 'right',
    fontWeight: 'bold',
  };
}

/** What stands in the cell of a figure without a value: never nothing, and never 0. */
function unknownText(cell: SheetCell, { language }: WorkbookLook): string {
  if (cell === null || typeof cell === 'string' || cell.kind !== 'figure') return '';
  if (cell.part !== 'value') return '';
  return textValue(unknownWords(printFigure(cell.entry, language)));
}

/** `unknown: no price is published`. */
export function unknownWords({ value, aside }: { value: string; aside: string }): string {
  return plainText(`${value}: ${aside.replace(/^\((.*)\)$/s, '$1')}`);
}

function textValue(text: string): string {
  const value = cutText(plainText(text), LONGEST_TEXT);
  // The library finds texts that it has written by looking them up in an object, which has words of its own.
  return value in {} ? `${value}\u200b` : value;
}

/** As high as its longest text: not every program finds that out by itself. */
function withHeight(cells: readonly Cell[], texts: readonly SheetCell[], look: RowLook): Row {
  const lines = texts.map((cell, at) => linesOf(wordsIn(cell, look), look.widths[at] ?? NARROWEST));
  const [first, ...others] = cells;
  if (first === null || typeof first !== 'object' || first instanceof Date) return [...cells];
  return [{ ...first, height: heightOf(Math.max(1, ...lines)) }, ...others];
}

function linesOf(text: string, width: number): number {
  // Words are not cut in two, so that a line holds somewhat less than its width.
  return Math.ceil((text.length * 1.12) / width);
}

function heightOf(lines: number): number {
  return Math.min(HIGHEST, LINE_HEIGHT * Math.max(1, lines) + 3);
}

function wordsIn(cell: SheetCell, look: WorkbookLook): string {
  if (typeof cell === 'string') return cell;
  return typedNumber(cell, look.language) === null ? unknownText(cell, look) : '';
}

function unwrapped(cell: Cell): Cell {
  return cell !== null && typeof cell === 'object' && 'wrap' in cell
    ? { ...cell, wrap: false, indent: 1 }
    : cell;
}

/**
 * Wide enough for most of what stands below each other, and narrow enough to see several columns at once. A number is
 * never cut: programs show `###` in its place.
 */
function columnWidths(laid: LaidSheet, look: WorkbookLook): number[] {
  if (laid.tables.length === 0) return [2 * WIDEST];
  return Array.from({ length: laid.columnCount }, (_, column) => {
    const lengths = laid.tables.flatMap(({ table }) => [
      Math.min(22, (table.columns[column] ?? '').length),
      ...table.rows
        .slice(0, 400)
        .map((row) => Math.min(longestOf(table, column), lengthOf(row[column] ?? null, look))),
    ]);
    lengths.sort((a, b) => a - b);
    const most = lengths[Math.floor(0.9 * (lengths.length - 1))] ?? NARROWEST;
    const number = longestNumber(laid, column, look);
    return Math.max(NARROWEST, Math.min(WIDEST, most + 2), column === 0 ? 16 : 0, number + 2);
  });
}

function longestNumber({ tables }: LaidSheet, column: number, { language }: WorkbookLook): number {
  let longest = 0;
  for (const { table } of tables) {
    for (const row of table.rows) {
      const number = typedNumber(row[column] ?? null, language);
      if (number) longest = Math.max(longest, shownLength(number));
    }
  }
  return longest;
}

function longestOf({ columns, trailColumns = 0 }: SheetTable, column: number): number {
  return column >= columns.length - trailColumns ? TRAIL : WIDEST;
}

function lengthOf(cell: SheetCell, look: WorkbookLook): number {
  if (cell === null) return 0;
  if (typeof cell === 'string') return cell.length;
  const number = typedNumber(cell, look.language);
  return number ? shownLength(number) : unknownText(cell, look).length;
}

/** Signs that a number takes in its format; one without a format of its own is cut to the width that there is. */
function shownLength({ value, format }: { value: number; format: string }): number {
  if (format === 'General') return Math.min(11, String(value).length);
  const words = format.replace(/[#0,.]/g, '').replaceAll('"', '').length;
  if (/E|yy/.test(format)) return words + 8;
  const [whole = '', places = ''] = Math.abs(value)
    .toFixed(/\.(0+)/.exec(format)?.[1]?.length ?? 0)
    .split('.');
  const separators = format.includes(',') ? Math.floor((whole.length - 1) / 3) : 0;
  const sign = value < 0 ? 1 : 0;
  return words + sign + whole.length + separators + (places === '' ? 0 : places.length + 1);
}
