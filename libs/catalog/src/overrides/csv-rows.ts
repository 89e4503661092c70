import type { CsvRecord, CsvTable } from '@app/kernel';
import { nearestIds } from '../nearest-ids';
import { OVERRIDE_KINDS, type OverrideKind } from './override-file';
import { overrideColumns, REQUIREMENT_COLUMNS, type OverrideColumn } from './override-schema';

/** A row as it stands in a file, not yet checked, with its line. */
export interface WrittenRow {
  readonly value: Readonly<Record<string, unknown>>;
  readonly line: number | null;
}

/** Several entries in one cell. */
const LIST_SEPARATOR = '|';
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The kinds whose columns these are: all are known and none that is required is missing. */
export function kindsOfColumns(columns: readonly string[]): OverrideKind[] {
  return OVERRIDE_KINDS.filter((kind) => {
    const known = overrideColumns(kind);
    return (
      columns.every((name) => known.some((column) => column.name === name)) &&
      known.every((column) => !column.required || columns.includes(column.name))
    );
  });
}

/** What is wrong with the names of the columns of a file of a kind: unknown ones, and required ones that are missing. */
export function columnFaults(kind: OverrideKind, columns: readonly string[]) {
  const known = overrideColumns(kind);
  const names = known.map(({ name }) => name);
  const unknown = columns
    .filter((name) => !names.includes(name))
    .map((name) => ({
      field: name === '' ? '(unnamed)' : name,
      expected: `a column of ${kind}; near: ${nearestIds(name, names).join(', ')}`,
      got: `"${name}"`,
    }));
  const missing = known
    .filter(({ name, required }) => required && !columns.includes(name))
    .map(({ name }) => ({ field: name, expected: 'this column', got: 'nothing' }));
  return [...unknown, ...missing];
}

/** The records of a table as rows of a kind: empty cells are left out, numbers and lists are read. */
export function csvRows(kind: OverrideKind, { columns, records }: CsvTable): WrittenRow[] {
  const types = new Map(overrideColumns(kind).map((column) => [column.name, column]));
  const rows = records.map((record) => ({ value: valueOf(record, columns, types), line: record.line }));
  return kind === 'frameworks' ? joinRequirements(rows) : rows;
}

function valueOf(
  { cells }: CsvRecord,
  columns: readonly string[],
  types: ReadonlyMap<string, OverrideColumn>,
): Record<string, unknown> {
  return Object.fromEntries(
    columns.flatMap((name, index) => {
      const cell = (cells[index] ?? '').trim();
      const type = types.get(name)?.type;
      if (cell === '' && type !== 'list') return [];
      if (cell === '' && !REQUIREMENT_COLUMNS.has(name)) return [];
      return [[name, type === 'number' ? numberOf(cell) : type === 'list' ? listOf(cell) : cell]];
    }),
  );
}

/** What is no number stays as it is, so that the message can show it. */
function numberOf(cell: string): unknown {
  return NUMBER.test(cell) ? Number(cell) : cell;
}

function listOf(cell: string): string[] {
  return cell
    .split(LIST_SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Lines of the same framework are its requirements; what says what the framework is stands in the first of them. */
function joinRequirements(rows: readonly WrittenRow[]): WrittenRow[] {
  const joined = new Map<unknown, { value: Record<string, unknown>; line: number | null }>();
  for (const { value, line } of rows) {
    const parts = Object.entries(value);
    const requirement = Object.fromEntries(parts.filter(([name]) => REQUIREMENT_COLUMNS.has(name)));
    const framework = Object.fromEntries(parts.filter(([name]) => !REQUIREMENT_COLUMNS.has(name)));
    const known = joined.get(value.id);
    if (known) (known.value.requirements as unknown[]).push(requirement);
    else joined.set(value.id, { value: { ...framework, requirements: [requirement] }, line });
  }
  return [...joined.values()];
}
