import { readCsv, type CsvRecord, type FieldProblem } from '@app/kernel';
import { COST_CATEGORIES, type CostCategory } from '@app/pricing/pure';
import type { ActualAmount } from './budget';

/** Rows of one file. */
export const MOST_ACTUAL_ROWS = 20_000;
const MOST_PROBLEMS = 100;
const COLUMNS = ['date', 'category', 'amount_usd'] as const;
const AMOUNT = /^-?\d{1,12}(\.\d{1,6})?$/;

/** What a file of actuals says; amounts are empty where any row is wrong. */
export interface ReadActuals {
  readonly rows: number;
  /** Added up by date and category, in order. */
  readonly amounts: readonly ActualAmount[];
  readonly problems: readonly FieldProblem[];
}

/**
 * Reads a CSV of actuals: columns `date` (2027-01-31, or 2027-01 for a whole month), `category`, `amount_usd` (credits
 * below 0); others are left alone. Problems point at `/csv/<line>/<column>`.
 */
export function readActuals(csv: string): ReadActuals {
  const table = readCsv(csv);
  const head = headProblems(table.columns, table.problem);
  if (head.length > 0) return { rows: 0, amounts: [], problems: head };
  const { records } = table;
  if (records.length === 0 || records.length > MOST_ACTUAL_ROWS) {
    const detail = `expected 1 to ${MOST_ACTUAL_ROWS} rows below the names of the columns, got ${records.length}`;
    return { rows: records.length, amounts: [], problems: [{ pointer: '/csv', detail }] };
  }
  const places = COLUMNS.map((name) => table.columns.indexOf(name)) as [number, number, number];
  const problems: FieldProblem[] = [];
  const sums = new Map<string, ActualAmount>();
  for (const record of records) {
    const amount = readRow(record, places, problems);
    if (!amount) continue;
    const key = `${amount.date}|${amount.category}`;
    sums.set(key, { ...amount, usd: withoutDust((sums.get(key)?.usd ?? 0) + amount.usd) });
  }
  const amounts = [...sums.values()].sort(inOrder);
  return {
    rows: records.length,
    amounts: problems.length > 0 ? [] : amounts,
    problems: problems.slice(0, MOST_PROBLEMS),
  };
}

function headProblems(
  columns: readonly string[],
  problem: { readonly line: number; readonly detail: string } | null,
): FieldProblem[] {
  if (problem) return [{ pointer: `/csv/${problem.line}`, detail: problem.detail }];
  return COLUMNS.filter((name) => !columns.includes(name)).map((name) => ({
    pointer: '/csv/1',
    detail: `expected a column ${name} (columns are ${COLUMNS.join(', ')}), got ${columns.join(', ')}`,
  }));
}

function readRow(
  { line, cells }: CsvRecord,
  [dateAt, categoryAt, amountAt]: readonly [number, number, number],
  problems: FieldProblem[],
): ActualAmount | null {
  const [date = '', category = '', amount = ''] = [cells[dateAt], cells[categoryAt], cells[amountAt]].map(
    (cell) => cell?.trim(),
  );
  const wrong: FieldProblem[] = [];
  const refuse = (column: string, expected: string, got: string): void => {
    wrong.push({
      pointer: `/csv/${line}/${column}`,
      detail: `expected ${expected}, got "${got.slice(0, 40)}"`,
    });
  };
  if (!isDate(date)) refuse('date', 'a day such as 2027-01-31 or a month such as 2027-01', date);
  if (!isCategory(category)) refuse('category', `one of ${COST_CATEGORIES.join(', ')}`, category);
  if (!AMOUNT.test(amount)) refuse('amount_usd', 'US dollars such as 1234.56, without separators', amount);
  problems.push(...wrong);
  return wrong.length === 0 && isCategory(category) ? { date, category, usd: Number(amount) } : null;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-(0[1-9]|1[0-2])(-\d{2})?$/.test(text)) return false;
  if (text.length === 7) return true;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function isCategory(text: string): text is CostCategory {
  return (COST_CATEGORIES as readonly string[]).includes(text);
}

function inOrder(a: ActualAmount, b: ActualAmount): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.category < b.category ? -1 : a.category > b.category ? 1 : 0;
}

/** A sum of decimal amounts without what binary ones add to it: to the millionth of a dollar. */
export function withoutDust(usd: number): number {
  return Math.round(usd * 1e6) / 1e6;
}
