import { readCsv, type Confidence } from '@app/kernel';
import { z } from 'zod';
import type { Catalog } from '../catalog';
import { rowName } from '../row-parser';
import { fieldFaults, type FieldFault, type RowProblem } from '../row-problem';
import { confidenceField } from '../rows/row-fields';
import { catalogFaults } from './check-override-row';
import { columnFaults, csvRows, kindsOfColumns, type WrittenRow } from './csv-rows';
import { OVERRIDE_KINDS, type OverrideFile, type OverrideKind, type OverrideRows } from './override-file';
import { OVERRIDE_SCHEMAS, overrideRowId } from './override-schema';

/** A file as a person gave it: CSV text, or the value of a JSON text. What the file itself says goes first. */
export interface OverrideUpload {
  readonly name: string;
  /** ISO date. */
  readonly asOf: string;
  readonly kind?: OverrideKind;
  /** high unless said. */
  readonly confidence?: Confidence;
  readonly content: { readonly csv: string } | { readonly json: unknown };
}

/** The file, or null and everything that is wrong with it. */
export interface ReadOverrides {
  readonly kind: OverrideKind | null;
  readonly file: OverrideFile | null;
  readonly problems: readonly RowProblem[];
}

/** After so many mistakes the rest of a file is not looked at. */
const MOST_PROBLEMS = 100;

/** Most rows that one file may have. */
export const MOST_OVERRIDE_ROWS = 5_000;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date such as 2026-03-31');

const jsonSchema = z.strictObject({
  kind: z.enum(OVERRIDE_KINDS),
  name: z.string().min(1).max(200).optional(),
  asOf: day.optional(),
  confidence: confidenceField.optional(),
  note: z.string().optional(),
  rows: z.array(z.unknown()).min(1).max(MOST_OVERRIDE_ROWS),
});

/** The parts of a file before its rows are checked. */
interface WrittenFile {
  readonly kind: OverrideKind;
  readonly name: string;
  readonly asOf: string;
  readonly confidence: Confidence;
  readonly rows: readonly WrittenRow[];
}

/** Checks a file of a tenant's own against the format of its kind and the catalog that it is to stand in. */
export function readOverrideFile(upload: OverrideUpload, catalog: Catalog): ReadOverrides {
  const problems: RowProblem[] = [];
  const written =
    'csv' in upload.content
      ? fromCsv(upload, upload.content.csv, problems)
      : fromJson(upload, upload.content.json, problems);
  if (written === null) return { kind: upload.kind ?? null, file: null, problems };
  const rows = checkedRows(written, catalog, problems);
  const { kind, name, asOf, confidence } = written;
  return { kind, file: problems.length > 0 ? null : { kind, name, asOf, confidence, rows }, problems };
}

function fromCsv(upload: OverrideUpload, text: string, problems: RowProblem[]): WrittenFile | null {
  const note = (line: number, fault: FieldFault): void => {
    problems.push({ file: upload.name, row: 0, line, id: '(file)', ...fault });
  };
  const table = readCsv(text);
  if (table.problem !== null) {
    note(table.problem.line, { field: '(file)', expected: 'CSV', got: table.problem.detail });
    return null;
  }
  const [guess, ...more] = kindsOfColumns(table.columns);
  const kind = upload.kind ?? (more.length === 0 ? guess : undefined);
  if (kind === undefined) {
    const expected = `the kind of the file, as its columns fit none or several: ${OVERRIDE_KINDS.join(', ')}`;
    note(1, { field: 'kind', expected, got: table.columns.slice(0, 8).join(', ') });
    return null;
  }
  const faults = columnFaults(kind, table.columns);
  for (const fault of faults) note(1, fault);
  const size = table.records.length;
  if (size === 0 || size > MOST_OVERRIDE_ROWS) {
    note(1, { field: '(file)', expected: `1 to ${MOST_OVERRIDE_ROWS} rows`, got: String(size) });
    return null;
  }
  if (faults.length > 0) return null;
  const { name, asOf, confidence = 'high' } = upload;
  return { kind, name, asOf, confidence, rows: csvRows(kind, table) };
}

function fromJson(upload: OverrideUpload, value: unknown, problems: RowProblem[]): WrittenFile | null {
  const given =
    upload.kind !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value)
      ? { kind: upload.kind, ...value }
      : value;
  const parsed = jsonSchema.safeParse(given);
  if (!parsed.success) {
    for (const fault of fieldFaults(parsed.error, given, Object.keys(jsonSchema.shape))) {
      const field = fault.field === '(row)' ? '(file)' : fault.field;
      problems.push({ file: upload.name, row: 0, line: null, id: '(file)', ...fault, field });
    }
    return null;
  }
  const {
    kind,
    name = upload.name,
    asOf = upload.asOf,
    confidence = upload.confidence ?? 'high',
    rows,
  } = parsed.data;
  const written = rows.map((row) => ({ value: row as WrittenRow['value'], line: null }));
  return { kind, name, asOf, confidence, rows: written };
}

function checkedRows<Kind extends OverrideKind>(
  file: WrittenFile & { readonly kind: Kind },
  catalog: Catalog,
  problems: RowProblem[],
): Array<OverrideRows[Kind]> {
  const schema = OVERRIDE_SCHEMAS[file.kind] as unknown as z.ZodObject;
  const known = Object.keys(schema.shape);
  const seen = new Map<string, number>();
  return file.rows.flatMap(({ value, line }, index) => {
    if (problems.length >= MOST_PROBLEMS) return [];
    const note = (fault: FieldFault, id = rowName(value, index)): void => {
      problems.push({ file: file.name, row: index + 1, line, id, ...fault });
    };
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      for (const fault of fieldFaults(parsed.error, value, known)) note(fault);
      return [];
    }
    const row = parsed.data as unknown as OverrideRows[Kind];
    const id = overrideRowId(file.kind, row);
    const before = seen.get(id);
    if (before !== undefined)
      note({ field: '(row)', expected: 'one row of this id', got: `row ${before} again` }, id);
    seen.set(id, index + 1);
    for (const fault of catalogFaults(file.kind, row, catalog)) note(fault, id);
    return [row];
  });
}
