import type { z } from 'zod';
import { nearestIds } from './nearest-ids';

/** What is wrong with one field of one row of a data file, for the person who wrote it. */
export interface RowProblem {
  readonly file: string;
  /** Counts from 1; 0 is the file as a whole. */
  readonly row: number;
  /** Line of the file, counted from 1, where it is known. */
  readonly line: number | null;
  /** The row's id, or what else names it. */
  readonly id: string;
  /** Names of fields and numbers of entries, joined by dots; `(row)` is the row as a whole. */
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}

/** What one finding of a schema says of a field. */
export type FieldFault = Pick<RowProblem, 'field' | 'expected' | 'got'>;

const LONGEST_PREVIEW = 60;

/** The findings of a schema about a value, in words: one for each field. `known` are the fields there are. */
export function fieldFaults(error: z.ZodError, value: unknown, known: readonly string[] = []): FieldFault[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    const at = (name: readonly string[]): string => (name.length === 0 ? '(row)' : name.join('.'));
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: at([...path, key]),
        expected: unknownField(key, path.length === 0 ? known : []),
        got: preview(valueAt(value, [...issue.path, key])),
      }));
    }
    return [{ field: at(path), expected: expectationOf(issue), got: preview(valueAt(value, issue.path)) }];
  });
}

/** A value as it may stand in a message: short, and on one line. */
export function preview(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length <= LONGEST_PREVIEW ? text : `${text.slice(0, LONGEST_PREVIEW)}...`;
}

function unknownField(key: string, known: readonly string[]): string {
  const nearest = nearestIds(key, known);
  return nearest.length === 0
    ? 'no field of this name'
    : `no field of this name; near: ${nearest.join(', ')}`;
}

function expectationOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return article('format' in issue && issue.format === 'safeint' ? 'int' : issue.expected);
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return bound(issue.origin, issue.inclusive === false ? 'above' : 'of at least', issue.minimum);
    case 'too_big':
      return bound(issue.origin, issue.inclusive === false ? 'below' : 'of at most', issue.maximum);
    case 'invalid_format':
      return issue.format === 'url'
        ? 'an address such as https://...'
        : issue.message.replace('expected ', '');
    default:
      return issue.message;
  }
}

function bound(origin: string, word: string, limit: number | bigint): string {
  if (origin === 'string') return `a text ${word} ${limit} characters`;
  if (origin === 'array') return `a list ${word} ${limit} entries`;
  return `a number ${word} ${limit}`;
}

function article(type: string): string {
  const words: Readonly<Record<string, string>> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
    record: 'an object',
  };
  return words[type] ?? type;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      inner !== null && typeof inner === 'object' ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}
