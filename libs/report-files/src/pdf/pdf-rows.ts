import type { PdfPlace, PdfRun, PdfTag } from './pdf-run';

/** A cell: its words in their looks, and what it is. */
export interface RowCell {
  readonly runs: readonly PdfRun[];
  readonly alignment?: 'left' | 'right';
  /** Columns that it takes; one where it is left out. */
  readonly span?: number;
  /** Its name as a place that links lead to. */
  readonly id?: string | undefined;
  readonly tag?: PdfTag;
}

export interface TableRow {
  readonly cells: readonly RowCell[];
  /** Its colour behind the words. */
  readonly ground?: string;
  /** Whether the next row has to begin on the same page. */
  readonly leads?: boolean;
}

/** How rows are set: sizes in points, between rows and around words. */
export interface RowLook {
  readonly fontSize: number;
  /** Of a line of words, in sizes of the font. */
  readonly leading: number;
  readonly left: number;
  readonly right: number;
  readonly above: number;
  readonly below: number;
  /** Of the line below each row; 0 for none. */
  readonly rule: number;
  readonly headRule: number;
  readonly headRuleColour: string;
}

export interface RowTable {
  /** Of the columns in points, without what is left and right of the words. */
  readonly widths: readonly number[];
  readonly look: RowLook;
  /** Repeated on each page. */
  readonly head: readonly TableRow[];
  /** Each time from the first row on. */
  readonly body: () => Iterable<TableRow>;
}

/**
 * A table of rows as a piece of the page. The layout library sees an empty drawing in it; rows are set and drawn by
 * ourselves, since the library's own tables take a hundred times their text in memory.
 */
export interface PdfRows extends PdfPlace {
  readonly canvas: readonly [];
  readonly rows: RowTable;
}

/** A table as a piece of the page. */
export function rowsNode(rows: RowTable, place: PdfPlace): PdfRows {
  return { ...place, canvas: [], rows };
}
