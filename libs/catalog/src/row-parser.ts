import type { z } from 'zod';
import { badRow } from './catalog.errors';

type RawRow = Record<string, unknown>;

/** Validates the rows of one data file and shapes them; the first bad row stops the load. */
export class RowParser {
  constructor(
    private readonly file: string,
    private readonly asOf: string,
  ) {}

  rows<Raw, Row extends object>(
    raw: readonly unknown[],
    schema: z.ZodType<Raw>,
    shape: (row: Raw, fileAsOf: string) => Row,
    idOf: (row: Row) => string,
  ): ReadonlyMap<string, Row> {
    const byId = new Map<string, Row>();
    raw.forEach((entry, index) => {
      const parsed = schema.safeParse(entry);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        const path = issue?.path.join('.') ?? '';
        throw badRow(
          this.file,
          rowName(entry, index),
          path === '' ? '(row)' : path,
          issue?.message ?? 'invalid',
        );
      }
      const row = deepFreeze(shape(parsed.data, this.asOf));
      const id = idOf(row);
      if (byId.has(id)) throw badRow(this.file, id, 'id', 'this id is listed twice');
      byId.set(id, row);
    });
    return byId;
  }
}

/** What to call a row in a message: its id where it has one, else what it is about and where it stands. */
function rowName(entry: unknown, index: number): string {
  const row = (entry ?? {}) as RawRow;
  const named = [row.id, row.iso3, row.instanceType, row.service, row.region].find(
    (value): value is string => typeof value === 'string' && value !== '',
  );
  return named === undefined ? `#${index}` : `${named} (#${index})`;
}

/** Freezes a value and all it holds, so that nobody can change a fact by accident. */
export function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
