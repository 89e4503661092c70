import type { ReportSheet, SheetCell, SheetTable } from '../sheets/sheet';

/** A row of the sheet: what it is decides how it looks. */
export interface LaidRow {
  readonly kind: 'title' | 'note' | 'table-title' | 'header' | 'row' | 'link' | 'empty';
  readonly cells: readonly SheetCell[];
}

export interface LaidTable {
  readonly table: SheetTable;
  /** Index of its header among the rows of the sheet; its rows follow. */
  readonly headerRow: number;
}

/** A sheet with the place of everything on it. */
export interface LaidSheet {
  readonly sheet: ReportSheet;
  readonly rows: readonly LaidRow[];
  readonly tables: readonly LaidTable[];
  /** How many rows stay in sight. */
  readonly frozenRows: number;
  readonly columnCount: number;
  /** One table and nothing else: it can be filtered. */
  readonly isFlat: boolean;
}

/** Puts the tables of a sheet below each other. A table alone begins with its header, which then stays in sight. */
export function layOut(sheet: ReportSheet, links: readonly string[] = []): LaidSheet {
  const isFlat = sheet.tables.length === 1 && sheet.notes.length === 0 && links.length === 0;
  const rows: LaidRow[] = [];
  const tables: LaidTable[] = [];
  if (!isFlat) {
    rows.push({ kind: 'title', cells: [sheet.title] });
    rows.push(...sheet.notes.map((note): LaidRow => ({ kind: 'note', cells: [note] })));
  }
  for (const table of sheet.tables) {
    if (!isFlat) rows.push({ kind: 'empty', cells: [] }, { kind: 'table-title', cells: [table.title] });
    tables.push({ table, headerRow: rows.length });
    rows.push({ kind: 'header', cells: table.columns });
    rows.push(...table.rows.map((cells): LaidRow => ({ kind: 'row', cells })));
  }
  if (links.length > 0) {
    rows.push(
      { kind: 'empty', cells: [] },
      ...links.map((name): LaidRow => ({ kind: 'link', cells: [name] })),
    );
  }
  // A single table below a few sentences keeps its header in sight too, where that leaves room for its rows.
  const [only] = tables;
  const frozenRows = tables.length === 1 && only && only.headerRow <= 4 ? only.headerRow + 1 : 1;
  const columnCount = Math.max(1, ...sheet.tables.map(({ columns }) => columns.length));
  return { sheet, rows, tables, frozenRows, columnCount, isFlat };
}

/** `A`, `Z`, `AA`: the column at an index. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** `'Cost, month by month'!$A$1:$B$4`: how formulas and names refer to a range of another sheet. */
export function rangeOn(sheetName: string, range: string): string {
  return `'${sheetName.replaceAll("'", "''")}'!${range}`;
}
