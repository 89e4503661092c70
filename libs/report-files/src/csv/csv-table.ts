import { printFigure, type ReportLanguage } from '@app/reports/pure';
import type { SheetCell, SheetTable } from '../sheets/sheet';
import type { SheetWords } from '../sheets/sheet-words';
import { csvText, type CsvCell } from './csv-text';

/**
 * A table as CSV. A column with figures has their values in their own units, and beside it a column with the units:
 * a number without one says little, and one file has seconds and milliseconds.
 */
export function csvTable(table: SheetTable, language: ReportLanguage, unitOf: SheetWords['unitOf']): string {
  const isMeasured = table.columns.map((_column, at) =>
    table.rows.some((row) => unitIn(row[at] ?? null) !== ''),
  );
  const header = table.columns.flatMap((column, at) =>
    isMeasured[at] ? [column, unitOf(column)] : [column],
  );
  const rows = table.rows.map((row) =>
    table.columns.flatMap((_column, at): CsvCell[] => {
      const cell = row[at] ?? null;
      const value = valueOf(cell, language);
      return isMeasured[at] ? [value, unitIn(cell) || null] : [value];
    }),
  );
  return csvText([header, ...rows]);
}

function unitIn(cell: SheetCell): string {
  if (cell === null || typeof cell === 'string') return '';
  if (cell.kind === 'sum') return cell.entry.unit;
  return cell.kind !== 'figure' || cell.isExact ? '' : cell.entry.unit;
}

function valueOf(cell: SheetCell, language: ReportLanguage): CsvCell {
  if (cell === null || typeof cell === 'string') return cell;
  if (cell.kind === 'number') return cell.value;
  if (cell.kind === 'date') return cell.day;
  if (cell.kind === 'sum') return cell.entry.value;
  const value = cell.entry[cell.part];
  if (value !== null) return value;
  return cell.part === 'value' ? unknownWords(printFigure(cell.entry, language)) : null;
}

/** `unknown: no price is published`: never nothing, and never 0. */
function unknownWords({ value, aside }: { value: string; aside: string }): string {
  return `${value}: ${aside.replace(/^\((.*)\)$/s, '$1')}`;
}
