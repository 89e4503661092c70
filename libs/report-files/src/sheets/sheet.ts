import type { Figure } from '@app/kernel';

/** A table of the report on its way into a workbook or a file of values. */
export interface ReportSheet {
  /** Of the tab; free of what a program forbids in one, and unlike any other of the report. */
  readonly name: string;
  /** In full. */
  readonly title: string;
  /** Sentences above the tables. */
  readonly notes: readonly string[];
  readonly tables: readonly SheetTable[];
}

export interface SheetTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly SheetRow[];
  /** How many columns at the end say where the row comes from: one line of each is shown. */
  readonly trailColumns?: number;
  /** Set where the ranges of the table are to be found by name: charts. */
  readonly rangeName?: string;
}

export type SheetRow = readonly SheetCell[];

/** A figure or a number is typed; everything else is text. Null is a cell with nothing to say. */
export type SheetCell = string | FigureCell | NumberCell | SumCell | null;

/** A figure alone in its cell: its value where it has one, else that it is unknown and why. */
export interface FigureCell {
  readonly kind: 'figure';
  readonly entry: Figure;
  /** Which of its numbers: the value, or an end of its range (nothing where there is none). */
  readonly part: 'value' | 'low' | 'high';
  /** In the figure's own unit instead of the one it is printed in. */
  readonly isExact: boolean;
}

export interface NumberCell {
  readonly kind: 'number';
  readonly value: number;
}

/** The sum of the numbers above it in its column, from one row of the table to another, both included. */
export interface SumCell {
  readonly kind: 'sum';
  readonly fromRow: number;
  readonly toRow: number;
  readonly value: number;
  readonly unit: string;
}

/** The value of a figure as it is printed. */
export function figureCell(entry: Figure, part: FigureCell['part'] = 'value'): FigureCell {
  return { kind: 'figure', entry, part, isExact: false };
}

/** A number of a figure in the figure's own unit. */
export function exactCell(entry: Figure, part: FigureCell['part'] = 'value'): FigureCell {
  return { kind: 'figure', entry, part, isExact: true };
}
