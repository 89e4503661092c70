import { figureTextParts, type FigureText } from '@app/kernel';
import type { PdfGroup, PdfNode, PdfTable } from './pdf-node';
import type { PdfPen } from './pdf-pen';
import { LANDSCAPE_WIDTH, PORTRAIT_WIDTH } from './pdf-printer';
import { printable } from './pdf-text';
import { columnWidths, heightOf, isOneLine, naturalWidth } from './pdf-widths';

export interface TableWish {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<readonly FigureText[]>;
  readonly within: PdfGroup;
}

const MANY_COLUMNS = 7;
/** How much wider than a page that stands a table may be before its page is laid. */
const CROWDED = 1.25;
/** Above this a row may be broken: what is held together and is taller than a page would be cut off. */
const TALL_ROW = 220;
/** Above this many signs a head is not repeated. */
const LONG_HEAD = 400;

/** Whether a table wants a page that lies. */
export function isWide({ columns, rows }: TableWish, pen: PdfPen): boolean {
  if (columns.length <= MANY_COLUMNS) return false;
  return naturalWidth([columns, ...rows.map((row) => row.map(pen.plain))], 7.5) > CROWDED * PORTRAIT_WIDTH;
}

/** A table with its title and its head on each page that it fills. */
export function tableNode(wish: TableWish, pen: PdfPen, isLaid = false): PdfTable {
  const { title, within, rows } = wish;
  const columns = wish.columns.map(printable);
  const fontSize = columns.length > 5 ? 7.5 : 8.5;
  const texts = rows.map((row) => columns.map((_none, at) => pen.plain(row[at] ?? '')));
  const widths = columnWidths([columns, ...texts], fontSize, isLaid ? LANDSCAPE_WIDTH : PORTRAIT_WIDTH);
  const group: PdfGroup = { type: 'Table', within };
  const isTall = texts.some((row) =>
    row.some((text, at) => heightOf(text, widths[at] ?? 1, fontSize) > TALL_ROW),
  );
  const right = columns.map((_none, at) => rows.length > 0 && rows.every((row) => isNumber(row[at] ?? '')));
  // A head that fills the page would leave no room for a row on any of them.
  const isTallHead = [title, ...columns].some((text) => text.length > LONG_HEAD);
  const head = headRows(title, columns, right, { group, fontSize, pen });
  const body = rows.map((row, order) => {
    const line: PdfGroup = { type: 'TR', within: group };
    return columns.map((_none, at): PdfNode => ({
      text: pen.runs(row[at] ?? ''),
      fontSize,
      ...(isOneLine(texts[order]?.[at] ?? '', fontSize, widths[at] ?? 0) ? { noWrap: true } : {}),
      alignment: right[at] ? 'right' : 'left',
      tag: { type: 'TD', within: line },
    }));
  });
  const empty = [
    [{ text: pen.words.none, fontSize, colSpan: columns.length }, ...columns.slice(1).map(() => '')],
  ];
  return {
    room: 90,
    margin: [0, 6, 0, 8],
    layout: 'report',
    table: {
      widths,
      headerRows: isTallHead ? 0 : head.length,
      ...(isTall || isTallHead ? {} : { dontBreakRows: true, keepWithHeaderRows: 1 }),
      body: [...head, ...(body.length > 0 ? body : (empty as unknown as PdfNode[][]))],
    },
  };
}

function headRows(
  title: string,
  columns: readonly string[],
  right: readonly boolean[],
  { group, fontSize, pen }: { readonly group: PdfGroup; readonly fontSize: number; readonly pen: PdfPen },
): PdfNode[][] {
  const row: PdfGroup = { type: 'TR', within: group };
  const names = columns.map((name, at): PdfNode => ({
    text: name,
    bold: true,
    fontSize,
    color: pen.colours.primary,
    alignment: right[at] ? 'right' : 'left',
    tag: { type: 'TH', within: row },
  }));
  if (title === '') return [names];
  const caption: PdfNode = {
    text: printable(title),
    style: 'tableTitle',
    colSpan: columns.length,
    tag: { type: 'TH', within: { type: 'TR', within: group } },
  };
  return [[caption, ...columns.slice(1).map((): PdfNode => ({ text: '' }))], names];
}

function isNumber(text: FigureText): boolean {
  const trimmed = text.trim();
  if (trimmed.length <= 1) return true;
  const [first, ...rest] = figureTextParts(trimmed);
  return first !== undefined && 'figureId' in first && rest.length === 0;
}
