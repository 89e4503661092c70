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
export type SheetCell = string | FigureCell | NumberCell | DateCell | SumCell | null;

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

/** A day, which a program can sort by and count from. */
export interface DateCell {
  readonly kind: 'date';
  /** `2026-11-20` */
  readonly day: string;
  /** Days since 30 December 1899, as workbooks count them (ECMA-376, 18.17.4.1). */
  readonly days: number;
}

/** The sum of the numbers above it in its column, from one row of the table to another, both included. */
export interface SumCell {
  readonly kind: 'sum';
  readonly fromRow: number;
  readonly toRow: number;
  /** What they come to, as a figure with its unit. */
  readonly entry: Figure;
}

const DAY_MS = 86_400_000;

/** A day as a cell; what is no whole day of this calendar, such as `2025-09`, as `otherwise`. */
export function dateCell(day: string, otherwise: string): SheetCell {
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(day) ? day : NaN);
  // The thirtieth of February would be read as the second of March.
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(day)) return otherwise;
  const days = (at.getTime() - Date.UTC(1899, 11, 30)) / DAY_MS;
  // Before March 1900 workbooks count a day that there never was.
  return days > 60 ? { kind: 'date', day, days } : otherwise;
}

/** The value of a figure as it is printed. */
export function figureCell(entry: Figure, part: FigureCell['part'] = 'value'): FigureCell {
  return { kind: 'figure', entry, part, isExact: false };
}

/** A number of a figure in the figure's own unit. */
export function exactCell(entry: Figure, part: FigureCell['part'] = 'value'): FigureCell {
  return { kind: 'figure', entry, part, isExact: true };
}
