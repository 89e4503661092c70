import { createReadStream } from 'node:fs';
import { loadCatalog } from '@app/catalog';
import {
  type AccuracySummary,
  accuracySummary,
  type MeasurementComparison,
  measurementComparer,
  type ReadMeasurement,
  readMeasurements,
} from '@app/sizing';
import type { CommandContext } from '../command-context';
import { EXIT, type ExitCode } from '../exit-code';
import { badFile, unreadableFile } from '../input/input-file.errors';
import { readBounded } from '../input/read-bounded';

export interface ValidateSizingOptions {
  readonly json?: boolean;
}

/** One row of the file and what the sizing model says of it; the numbers are null where it says nothing. */
interface ValidatedRow {
  readonly id: string;
  readonly predicted: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly measured: number | null;
  /** predicted / measured - 1 */
  readonly error: number | null;
  /** Why there is no prediction. */
  readonly reason?: string;
}

/** A row as people read it: in which unit, and what it does not state and was assumed. */
interface ExplainedRow extends ValidatedRow {
  readonly unit: string;
  readonly assumed: readonly string[];
}

type Summary = Partial<AccuracySummary> & { readonly rows: number; readonly notPredicted: number };

const LARGEST_BYTES = 64 * 1024 * 1024;
const PERCENT = 100;

/**
 * Sets the sizing model beside measurements in a file.
 * @throws file.unreadable, file.too-large, file.bad-syntax
 */
export async function validateSizing(
  path: string,
  options: ValidateSizingOptions,
  { terminal, input }: CommandContext,
): Promise<ExitCode> {
  const { rows, summary } = validated(await readRows(path, input));
  if (options.json) terminal.printJson({ rows: rows.map(plain), summary });
  else for (const line of describe(rows, summary)) terminal.print(line);
  return EXIT.completed;
}

async function readRows(path: string, input: CommandContext['input']) {
  let bytes: Buffer | null;
  try {
    bytes = await readBounded(path === '-' ? input : createReadStream(path), LARGEST_BYTES);
  } catch (error) {
    throw unreadableFile(path, error);
  }
  if (bytes === null) throw badFile('file.too-large', `${path} has more than ${LARGEST_BYTES} bytes.`);
  const found = readMeasurements(parsed(path, bytes.toString('utf8')));
  if (found !== null) return found;
  throw badFile(
    'file.bad-syntax',
    `${path} holds no measurements: expected { "items": [...] } or a list of rows as in libs/catalog/data/benchmarks.json.`,
  );
}

function parsed(path: string, text: string): unknown {
  try {
    // Spreadsheets and some editors begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw badFile('file.bad-syntax', `${path} is not valid JSON: ${(error as Error).message}`);
  }
}

/** The rows in the order of the file. */
function validated(found: readonly ReadMeasurement[]): {
  rows: readonly ExplainedRow[];
  summary: Summary;
} {
  const compare = measurementComparer(loadCatalog());
  const judged: MeasurementComparison[] = [];
  const rows = found.map(({ id, measured, row }): ExplainedRow => {
    const outcome = typeof row === 'string' ? { reason: row } : compare(row);
    if ('reason' in outcome) {
      const none = { predicted: null, low: null, high: null, measured, error: null };
      return { id, ...none, reason: outcome.reason, unit: '', assumed: [] };
    }
    judged.push(outcome);
    return { ...outcome, id };
  });
  const notPredicted = rows.length - judged.length;
  return { rows, summary: { ...accuracySummary(judged), rows: rows.length, notPredicted } };
}

function plain({ id, predicted, low, high, measured, error, reason }: ExplainedRow): ValidatedRow {
  const numbers = { id, predicted, low, high, measured, error };
  return reason === undefined ? numbers : { ...numbers, reason };
}

function describe(rows: readonly ExplainedRow[], summary: Summary): string[] {
  const widest = rows.reduce((most, row) => Math.max(most, row.id.length), 3);
  const head = `${'row'.padEnd(widest)}  ${cell('predicted')}  ${cell('low')}  ${cell('high')}  ${cell('measured')}  ${'error'.padStart(7)}  unit`;
  const lines = rows.map((row) =>
    row.predicted === null || row.error === null
      ? `${row.id.padEnd(widest)}  not predicted: ${row.reason ?? 'no reason known'}`
      : [
          row.id.padEnd(widest),
          cell(row.predicted),
          cell(row.low),
          cell(row.high),
          cell(row.measured),
          `${row.error >= 0 ? '+' : ''}${(row.error * PERCENT).toFixed(1)}%`.padStart(7),
          row.assumed.length === 0 ? row.unit : `${row.unit} (assumed: ${row.assumed.join(', ')})`,
        ].join('  '),
  );
  return [head, ...lines, '', ...describeSummary(summary)];
}

function describeSummary(summary: Summary): string[] {
  const { medianAbsoluteError, p90AbsoluteError, medianError, withinQuarter, insideInterval } = summary;
  const percent = (value: number | undefined): string =>
    value === undefined ? 'none' : `${(value * PERCENT).toFixed(1)} %`;
  return [
    `${summary.rows} rows, ${summary.notPredicted} of them not predicted`,
    `median absolute error   ${percent(medianAbsoluteError)}`,
    `90th percentile         ${percent(p90AbsoluteError)}`,
    `median error (bias)     ${percent(medianError)}`,
    `within a quarter        ${percent(withinQuarter)}`,
    `inside the 80 % range   ${percent(insideInterval)}`,
  ];
}

function cell(value: string | number | null): string {
  const width = 12;
  if (typeof value !== 'number') return (value ?? '').padStart(width);
  const digits = Math.abs(value) >= 1_000 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return value.toFixed(digits).padStart(width);
}
