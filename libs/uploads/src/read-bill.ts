import { type CsvRecord, readCsv } from '@app/kernel';
import { ProblemList, shown } from './problem-list';
import { SeenList } from './seen-list';
import type { CostDraft, ReadUpload } from './upload';

const NEEDED = ['month', 'service', 'region', 'amount_usd'] as const;
type Column = (typeof NEEDED)[number] | 'provider' | 'instance_type';
const MOST_ROWS = 50_000;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const AMOUNT = /^-?\d{1,12}(\.\d{1,6})?$/;
/** Services that sell machines, as the bills of AWS, Azure and Google name them. */
const MACHINES =
  /^(amazon ?ec2|amazon elastic compute cloud.*|ec2.*|amazon ?sagemaker.*|virtual machines( licenses)?|azure kubernetes service|compute engine|kubernetes engine|vertex ai)$/i;

interface BillRow extends Readonly<Record<Column, string>> {
  readonly line: number;
}

/** Sums of a bill by provider, service, region and instance type; each machine's newest month is proposed. */
export function readBill(text: string): ReadUpload {
  const problems = new ProblemList();
  const rows = rowsOf(text, problems);
  if (!problems.isEmpty) return { drafts: [], seen: [], problems: problems.items };
  const newest = rows.reduce((last, { month }) => (month > last ? month : last), '');
  const seen = new SeenList();
  const costs = new Map<string, { readonly row: BillRow; cents: bigint; rows: number }>();
  for (const row of rows) {
    const place = { line: row.line, path: 'amount_usd' };
    if (row.month !== newest) {
      seen.add(`bill of ${row.month}`, `older than ${newest}, which is what is proposed`, place);
    } else if (row.instance_type === '' && !MACHINES.test(row.service)) {
      seen.add(row.service, 'a service without machines; an assessment has no place for it', place);
    } else {
      const key = JSON.stringify([row.provider, row.region, row.instance_type]);
      const known = costs.get(key) ?? { row, cents: 0n, rows: 0 };
      known.cents += millionths(row.amount_usd);
      known.rows += 1;
      costs.set(key, known);
    }
  }
  const drafts: CostDraft[] = [];
  for (const { row, cents, rows: count } of costs.values()) {
    const usdPerMonth = Number(cents) / 1e6;
    const place = { line: row.line, path: 'amount_usd' };
    if (usdPerMonth < 0) seen.add(row.service, `its rows of ${newest} come to less than 0`, place);
    else
      drafts.push({ target: 'cost', ...whereOf(row), usdPerMonth, why: whyOf(row, newest, count), ...place });
  }
  return { drafts, seen: seen.items, problems: [] };
}

function whereOf(row: BillRow): Pick<CostDraft, 'provider' | 'region' | 'instanceType'> {
  const { provider, region, instance_type: instanceType } = row;
  return { provider: provider || null, region: region || null, instanceType: instanceType || null };
}

function whyOf({ region, instance_type: type }: BillRow, month: string, rows: number): string {
  return `the bill of ${month}: ${rows} rows of machines in ${region}${type ? ` of ${type}` : ''} added up`;
}

function rowsOf(text: string, problems: ProblemList): BillRow[] {
  const table = readCsv(text);
  if (table.problem) problems.add(table.problem.line, '', table.problem.detail);
  const missing = NEEDED.filter((name) => !table.columns.includes(name));
  if (!table.problem && missing.length > 0) {
    const names = table.columns.slice(0, 12).map(shown).join(', ');
    problems.add(1, missing[0] ?? '', `expected the columns ${NEEDED.join(', ')}; got ${names}`);
  }
  if (problems.isEmpty && (table.records.length === 0 || table.records.length > MOST_ROWS))
    problems.add(1, '', `expected 1 to ${MOST_ROWS} rows, got ${table.records.length}`);
  if (!problems.isEmpty) return [];
  const rows: BillRow[] = [];
  for (const record of table.records) {
    if (problems.isFull) break;
    rows.push(rowOf(record, table.columns));
    check(rows.at(-1) as BillRow, problems);
  }
  return rows;
}

function rowOf({ line, cells }: CsvRecord, columns: readonly string[]): BillRow {
  const cell = (name: Column): string => (cells[columns.indexOf(name)] ?? '').trim();
  return {
    line,
    month: cell('month'),
    service: cell('service').slice(0, 200),
    region: cell('region').slice(0, 200),
    amount_usd: cell('amount_usd'),
    provider: cell('provider').toLowerCase().slice(0, 200),
    instance_type: cell('instance_type').slice(0, 200),
  };
}

function check({ line, month, service, region, amount_usd: amount }: BillRow, problems: ProblemList): void {
  if (!MONTH.test(month))
    problems.add(line, 'month', `expected a month such as 2026-10, got ${shown(month)}`);
  if (service === '') problems.add(line, 'service', 'expected the name of a service, got nothing');
  if (region === '') problems.add(line, 'region', 'expected a region, or global; got nothing');
  if (!AMOUNT.test(amount))
    problems.add(line, 'amount_usd', `expected US dollars such as 1234.56, got ${shown(amount)}`);
}

/** Whole millionths of a dollar: sums of them have no dust. */
function millionths(amount: string): bigint {
  const [whole = '0', part = ''] = amount.replace('-', '').split('.');
  const value = BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, '0'));
  return amount.startsWith('-') ? -value : value;
}
