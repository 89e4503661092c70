import { figureTextParts, type FigureText } from '@app/kernel';
import { QUIET, type PdfPen } from './pdf-pen';
import type { PdfGroup, PdfRun } from './pdf-run';
import { LANDSCAPE_WIDTH, PORTRAIT_WIDTH } from './pdf-printer';
import { rowsNode, type PdfRows, type RowLook, type TableRow } from './pdf-rows';
import { printable } from './pdf-text';
import { columnWidths, naturalWidth } from './pdf-widths';

export interface TableWish {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<readonly FigureText[]>;
  readonly within: PdfGroup;
}

export interface TablePiece {
  readonly node: PdfRows;
  /** Whether it wants a page that lies. */
  readonly isLaid: boolean;
}

const MANY_COLUMNS = 7;
/** How much wider than a page that stands a table may be before its page is laid. */
const CROWDED = 1.25;

/** A table with its title and its head on each page that it fills. */
export function tableNode({ title, columns, rows, within }: TableWish, pen: PdfPen): TablePiece {
  const names = columns.map(printable);
  const fontSize = names.length > 5 ? 7.5 : 8.5;
  const cells = rows.map((row) => names.map((_none, at) => pen.runs(row[at] ?? '')));
  const texts = [names, ...cells.map((row) => row.map(textOf))];
  const isLaid = names.length > MANY_COLUMNS && naturalWidth(texts, fontSize) > CROWDED * PORTRAIT_WIDTH;
  const right = names.map((_none, at) => rows.length > 0 && rows.every((row) => isNumber(row[at] ?? '')));
  const group: PdfGroup = { type: 'Table', within };
  const look: RowLook = {
    ...{ fontSize, leading: 1.33, left: 4, right: 4, above: 2.5, below: 2.5 },
    ...{ rule: 0.5, headRule: 1, headRuleColour: pen.colours.accent },
  };
  const body = cells.map((row): TableRow => {
    const line: PdfGroup = { type: 'TR', within: group };
    return {
      cells: row.map((runs, at) => ({
        runs,
        alignment: right[at] ? 'right' : 'left',
        tag: { type: 'TD', within: line },
      })),
    };
  });
  const widths = columnWidths(texts, fontSize, isLaid ? LANDSCAPE_WIDTH : PORTRAIT_WIDTH);
  const none: TableRow = {
    cells: [{ runs: [{ text: printable(pen.words.none), color: QUIET }], span: names.length }],
  };
  const head = headRows(title, names, { right, group, pen });
  return {
    node: rowsNode(
      { widths, look, head, body: () => (body.length > 0 ? body : [none]) },
      { margin: [0, 6, 0, 8] },
    ),
    isLaid,
  };
}

interface HeadPlace {
  readonly right: readonly boolean[];
  readonly group: PdfGroup;
  readonly pen: PdfPen;
}

function headRows(title: string, names: readonly string[], { right, group, pen }: HeadPlace): TableRow[] {
  const line: PdfGroup = { type: 'TR', within: group };
  const columns: TableRow = {
    cells: names.map((name, at) => ({
      runs: [{ text: name, bold: true, color: pen.colours.primary }],
      alignment: right[at] ? 'right' : 'left',
      tag: { type: 'TH', within: line },
    })),
  };
  if (title === '') return [columns];
  const caption: TableRow = {
    cells: [
      {
        runs: [{ text: printable(title), bold: true, fontSize: 9.5 }],
        span: names.length,
        tag: { type: 'Caption', within: group },
      },
    ],
  };
  return [caption, columns];
}

function textOf(runs: readonly PdfRun[]): string {
  return runs.map(({ text }) => text).join('');
}

function isNumber(text: FigureText): boolean {
  const trimmed = text.trim();
  if (trimmed.length <= 1) return true;
  const [first, ...rest] = figureTextParts(trimmed);
  return first !== undefined && 'figureId' in first && rest.length === 0;
}
