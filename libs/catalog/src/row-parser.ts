import type { Source } from '@app/kernel';
import { z } from 'zod';
import { fieldFaults, preview, type FieldFault, type RowProblem } from './row-problem';
import type { FileFacts } from './rows/row-fields';

type RawRow = Record<string, unknown>;

/** How the rows of one kind are read. */
export interface RowShape<Raw, Row> {
  readonly schema: z.ZodType<Raw>;
  readonly shape: (row: Raw, file: FileFacts) => Row;
  readonly idOf: (row: Row) => string;
}

/** Validates the rows of one data file, shapes and freezes them. What is wrong is noted; a bad row is left out. */
export class RowParser {
  constructor(
    private readonly file: string,
    private readonly facts: FileFacts,
    private readonly problems: RowProblem[],
  ) {}

  rows<Raw, Row extends { readonly source: Source }>(
    raw: readonly unknown[],
    { schema, shape, idOf }: RowShape<Raw, Row>,
  ): ReadonlyMap<string, Row> {
    const byId = new Map<string, Row>();
    const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
    raw.forEach((entry, index) => {
      const note = (fault: FieldFault, id = rowName(entry, index)): void => {
        this.problems.push({ file: this.file, row: index + 1, line: null, id, ...fault });
      };
      const parsed = schema.safeParse(entry);
      if (!parsed.success) return fieldFaults(parsed.error, entry, known).forEach((fault) => note(fault));
      const row = deepFreeze(shape(parsed.data, this.facts));
      const id = idOf(row);
      if (byId.has(id))
        return note({ field: 'id', expected: 'an id of its own', got: `${id}, listed twice` }, id);
      for (const fault of citationsIn(row).flatMap(sourceFaults)) note(fault, id);
      byId.set(id, row);
    });
    return byId;
  }
}

/** All sources that a row names, its own and those of single facts in it. */
function citationsIn(value: unknown): Source[] {
  if (typeof value !== 'object' || value === null) return [];
  const isCitation = 'url' in value && 'asOf' in value && 'confidence' in value;
  return isCitation ? [value as Source] : Object.values(value).flatMap(citationsIn);
}

/** Every fact names where it is from, of which day it is and how far it is trusted. */
function sourceFaults(source: Source): FieldFault[] {
  const words = 'expected in the row or for the whole file';
  return [
    ...(source.asOf
      ? []
      : [{ field: 'sourceDate', expected: `a date, ${words}`, got: preview(source.asOf) }]),
    ...(source.confidence
      ? []
      : [{ field: 'confidence', expected: `high, medium or low, ${words}`, got: preview(undefined) }]),
  ];
}

/** What to call a row in a message: its id where it has one, else what it is about and where it stands. */
export function rowName(entry: unknown, index: number): string {
  const row = (entry ?? {}) as RawRow;
  const named = [row.id, row.iso3, row.instanceType, row.service, row.region, row.provider].find(
    (value): value is string => typeof value === 'string' && value !== '',
  );
  return named === undefined ? `#${index + 1}` : `${named} (#${index + 1})`;
}

/** Freezes a value and all it holds, so that nobody can change a fact by accident. */
export function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
