import type { FieldProblem } from '@app/kernel';
import { TraceError } from './simulation.errors';

/** Requests as somebody recorded them, by the time of their arrival. */
export interface RequestTrace {
  /** Seconds after the first request. */
  readonly seconds: readonly number[];
  readonly inputTokens: readonly number[];
  readonly outputTokens: readonly number[];
}

/** Rows of a trace, and problems that are told of at once. */
const MOST_ROWS = 200_000;
const MOST_PROBLEMS = 50;
const COLUMNS = ['seconds', 'input_tokens', 'output_tokens'] as const;
type Column = (typeof COLUMNS)[number];

/** What is wrong with a trace, row by row (`/rows/0` is the first after the header); empty when it can be read. */
export function traceProblems(csv: string): readonly FieldProblem[] {
  return readTrace(csv).problems;
}

/**
 * Reads a CSV with the columns `seconds` (from any start; or `timestamp`, ISO 8601), `input_tokens` and
 * `output_tokens`, one request a row, in any order of columns and rows.
 * @throws simulation.invalid-trace naming each row
 */
export function parseTrace(csv: string): RequestTrace {
  const { rows, problems } = readTrace(csv);
  if (problems.length > 0) throw new TraceError(problems);
  rows.sort((a, b) => a.seconds - b.seconds);
  const start = rows[0]?.seconds ?? 0;
  return {
    seconds: rows.map((row) => row.seconds - start),
    inputTokens: rows.map((row) => row.input_tokens),
    outputTokens: rows.map((row) => row.output_tokens),
  };
}

interface Read {
  readonly rows: Array<Record<Column, number>>;
  readonly problems: FieldProblem[];
}

function readTrace(csv: string): Read {
  const lines = csv.split(/\r?\n/).filter((line) => line.trim() !== '');
  const header = (lines[0] ?? '').split(',').map((name) => name.trim().toLowerCase());
  const timed = header.includes('timestamp');
  const places = COLUMNS.map((name) => header.indexOf(name === 'seconds' && timed ? 'timestamp' : name));
  const missing = COLUMNS.filter((_, index) => places[index] === -1);
  const problems: FieldProblem[] = missing.map((name) => ({
    pointer: '/header',
    detail: `expected a column ${name}${name === 'seconds' ? ' or timestamp' : ''}, got "${header.join(',')}"`,
  }));
  if (lines.length < 2) problems.push({ pointer: '/rows', detail: 'expected at least one request' });
  if (lines.length - 1 > MOST_ROWS) {
    problems.push({
      pointer: '/rows',
      detail: `expected at most ${MOST_ROWS} requests, got ${lines.length - 1}`,
    });
  }
  const rows: Read['rows'] = [];
  if (problems.length > 0) return { rows, problems };
  for (const [index, line] of lines.slice(1).entries()) {
    const cells = line.split(',');
    const row = {} as Record<Column, number>;
    for (const [place, column] of COLUMNS.entries()) {
      const text = (cells[places[place] as number] ?? '').trim();
      const value = column === 'seconds' && timed ? Date.parse(text) / 1_000 : numberOf(text);
      const problem = problemOf(column, value, text, timed);
      if (problem) problems.push({ pointer: `/rows/${index}/${column}`, detail: problem });
      row[column] = value;
    }
    rows.push(row);
    if (problems.length >= MOST_PROBLEMS) break;
  }
  return { rows, problems };
}

function numberOf(text: string): number {
  return text === '' ? Number.NaN : Number(text);
}

function problemOf(column: Column, value: number, text: string, timed: boolean): string | null {
  if (column === 'seconds') {
    if (Number.isFinite(value)) return null;
    return timed
      ? `expected a time such as 2026-11-20T09:30:00Z, got "${text}"`
      : `expected seconds, got "${text}"`;
  }
  const least = column === 'output_tokens' ? 1 : 0;
  if (Number.isInteger(value) && value >= least && value <= 10_000_000) return null;
  return `expected a whole number of tokens of at least ${least}, got "${text}"`;
}
