import { readCsv, type Confidence } from '@app/kernel';
import { z } from 'zod';
import type { Catalog } from '../catalog';
import { rowName } from '../row-parser';
import { fieldFaults, type FieldFault, type RowProblem } from '../row-problem';
import { confidenceField, dayField } from '../rows/row-fields';
import { catalogFaults } from './check-override-row';
import { inOneGo } from './in-one-go';
import { columnFaults, csvRows, kindsOfColumns, type WrittenRow } from './csv-rows';
import { OVERRIDE_KINDS, type OverrideFile, type OverrideKind, type OverrideRows } from './override-file';
import { OVERRIDE_SCHEMAS, overrideRowId } from './override-schema';
import { valueFaults } from './value-faults';

/** A file as a person gave it: CSV text, or the value of a JSON text. What the file itself says goes first. */
export interface OverrideUpload {
  readonly name: string;
  /** ISO date. */
  readonly asOf: string;
  /** ISO date; a file or row of a later day is refused. Not looked at where it is left out. */
  readonly today?: string;
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

const jsonSchema = z.strictObject({
  kind: z.enum(OVERRIDE_KINDS),
  name: z.string().min(1).max(200).optional(),
  asOf: dayField.optional(),
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
  return inOneGo(readOverrideSteps(upload, catalog));
}

/** The same in steps of a few milliseconds, between which a process can turn to others. */
export function* readOverrideSteps(upload: OverrideUpload, catalog: Catalog): Generator<void, ReadOverrides> {
  const problems: RowProblem[] = [];
  const written =
    'csv' in upload.content
      ? fromCsv(upload, upload.content.csv, problems)
      : fromJson(upload, upload.content.json, problems);
  if (written === null) return { kind: upload.kind ?? null, file: null, problems };
  yield;
  const { kind, name, asOf, confidence } = written;
  const { today } = upload;
  for (const fault of [...valueFaults({ name }), ...laterThan(today, { asOf })]) {
    problems.push({ file: name, row: 0, line: null, id: '(file)', ...fault });
  }
  const rows = yield* checkedRows(written, { catalog, today }, problems);
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

/** Rows that are checked in one step: each takes some tens of microseconds. */
const ROWS_OF_STEP = 250;

function* checkedRows<Kind extends OverrideKind>(
  file: WrittenFile & { readonly kind: Kind },
  around: { readonly catalog: Catalog; readonly today: string | undefined },
  problems: RowProblem[],
): Generator<void, Array<OverrideRows[Kind]>> {
  const schema = OVERRIDE_SCHEMAS[file.kind] as unknown as z.ZodObject;
  const known = Object.keys(schema.shape);
  const seen = new Map<string, number>();
  const rows: Array<OverrideRows[Kind]> = [];
  for (const [index, { value, line }] of file.rows.entries()) {
    if (problems.length >= MOST_PROBLEMS) return rows;
    if (index % ROWS_OF_STEP === ROWS_OF_STEP - 1) yield;
    const note = (fault: FieldFault, id = rowName(value, index)): void => {
      problems.push({ file: file.name, row: index + 1, line, id, ...fault });
    };
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      for (const fault of fieldFaults(parsed.error, value, known)) note(withNotation(fault));
      continue;
    }
    const row = parsed.data as unknown as OverrideRows[Kind];
    const id = overrideRowId(file.kind, row);
    const before = seen.get(id);
    if (before !== undefined)
      note({ field: '(row)', expected: 'one row of this id', got: `row ${before} again` }, id);
    seen.set(id, index + 1);
    const { sourceDate } = row;
    const faults = [
      ...valueFaults(row),
      ...laterThan(around.today, { sourceDate }),
      ...catalogFaults(file.kind, row, around.catalog),
    ];
    for (const fault of faults) note(fault, id);
    rows.push(row);
  }
  return rows;
}

/** `41,50` and `1,234.50` are numbers to some; guessed wrong, one is a thousand times another. */
function withNotation(fault: FieldFault): FieldFault {
  if (!fault.expected.startsWith('a number') || !/^"[^"]*\d[.,' ]\d[^"]*"$/.test(fault.got)) return fault;
  return { ...fault, expected: `${fault.expected} with a point and no separators, such as 1234.50` };
}

/** A day to come: what is of it can never grow old. */
function laterThan(
  today: string | undefined,
  dates: Readonly<Record<string, string | undefined>>,
): FieldFault[] {
  return Object.entries(dates).flatMap(([field, date]) =>
    today !== undefined && date !== undefined && date > today
      ? [{ field, expected: `no day after ${today}`, got: date }]
      : [],
  );
}
