import { readCsv } from '@app/kernel';
import { type BillCells, type BillReader, billReader, expectedColumns } from './bill-layout';
import { ProblemList, shown } from './problem-list';
import { SeenList } from './seen-list';
import type { CostDraft, ReadUpload } from './upload';

const MOST_ROWS = 50_000;
/** A month, a day or a time: `2026-10`, `2026-10-31`, `2026-10-31T23:00:00Z`, `2026-10-31 23:00:00 UTC`. */
const ISO = /^(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:[T ].*)?)?$/;
/** As Azure writes a day. */
const US_DAY = /^(0?[1-9]|1[0-2])\/(0?[1-9]|[12]\d|3[01])\/(\d{4})$/;
const AMOUNT = /^(-?)(\d{1,12})(?:\.(\d{1,30}))?(?:[eE]([+-]?\d{1,2}))?$/;
/** Parts of a dollar in which amounts are added up: exports have up to ten digits after the point. */
const DIGITS = 12;
/** Services that sell machines, as the bills of AWS, Azure and Google name them. */
const MACHINES =
  /^(amazon ?ec2|amazon elastic compute cloud.*|ec2.*|amazon ?sagemaker.*|virtual machines( licenses)?|azure kubernetes service|compute engine|kubernetes engine|vertex ai)$/i;

interface BillRow extends Omit<BillCells, 'start' | 'end' | 'amount' | 'currency'> {
  readonly line: number;
  readonly month: string;
  /** ISO day up to which it reaches; of a bill by months none. */
  readonly until: string | null;
  readonly amount: bigint;
}

interface Sum {
  readonly row: BillRow;
  amount: bigint;
  rows: number;
}

/** Sums of a bill by provider, region and instance type; what the newest whole month cost is proposed. */
export function readBill(text: string): ReadUpload {
  const problems = new ProblemList();
  const { rows, column } = rowsOf(text, problems);
  if (!problems.isEmpty) return { drafts: [], seen: [], problems: problems.items };
  const { month: chosen, ends } = chosenMonth(rows);
  const seen = new SeenList();
  const costs = new Map<string, Sum>();
  for (const row of rows) {
    const place = { line: row.line, path: column };
    if (row.month !== chosen) {
      const why =
        row.month < chosen ? `older than ${chosen}, which is what is proposed` : 'not a whole month yet';
      seen.add(`bill of ${row.month}`, why, place);
    } else if (row.instanceType === '' && !MACHINES.test(row.service)) {
      seen.add(row.service, 'a service without machines; an assessment has no place for it', place);
    } else {
      const key = JSON.stringify([row.provider, row.region, row.instanceType]);
      const known = costs.get(key) ?? { row, amount: 0n, rows: 0 };
      known.amount += row.amount;
      known.rows += 1;
      costs.set(key, known);
    }
  }
  const named = new Set(
    [...costs.values()].flatMap(({ row }) => (row.instanceType === '' ? [] : [placeOf(row)])),
  );
  const drafts = [...costs.values()].flatMap(({ row, amount, rows: count }): CostDraft[] => {
    const place = { line: row.line, path: column };
    const usdPerMonth = Number(amount / 10n ** BigInt(DIGITS - 6)) / 1e6;
    if (row.instanceType === '' && named.has(placeOf(row))) {
      seen.add(
        row.service,
        `names no machines in ${row.region}, where others do: discs and traffic, say`,
        place,
        count,
      );
      return [];
    }
    if (amount < 0n) {
      seen.add(row.service, `its rows of ${chosen} in ${row.region} come to less than 0`, place, count);
      return [];
    }
    const why = `${whyOf(row, count)}${ends === null ? '' : `; it ends on ${ends}, so the month is not whole`}`;
    return [{ target: 'cost', ...whereOf(row), usdPerMonth, why, ...place }];
  });
  return { drafts, seen: seen.items, problems: [] };
}

/** The newest month that the bill has whole; where it has none, the newest, and the day on which that ends. */
function chosenMonth(rows: readonly BillRow[]): { readonly month: string; readonly ends: string | null } {
  const until = new Map<string, string | null>();
  for (const row of rows) {
    const known = until.get(row.month);
    const isLater = row.until === null || (typeof known === 'string' && row.until > known);
    if (known === undefined || (known !== null && isLater)) until.set(row.month, row.until);
  }
  const months = [...until.keys()].sort().reverse();
  const whole = months.find((month) => {
    const end = until.get(month) ?? null;
    return end === null || end >= lastDayOf(month);
  });
  const month = whole ?? months[0] ?? '';
  return { month, ends: whole === undefined ? (until.get(month) ?? null) : null };
}

function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

function placeOf({ provider, region }: BillRow): string {
  return JSON.stringify([provider, region]);
}

function whereOf({
  provider,
  region,
  instanceType,
}: BillRow): Pick<CostDraft, 'provider' | 'region' | 'instanceType'> {
  return { provider: provider || null, region: region || null, instanceType: instanceType || null };
}

function whyOf({ month, region, instanceType }: BillRow, rows: number): string {
  return `the bill of ${month}: ${rows} rows of machines in ${region}${instanceType ? ` of ${instanceType}` : ''} added up`;
}

function rowsOf(
  text: string,
  problems: ProblemList,
): { readonly rows: readonly BillRow[]; readonly column: string } {
  const table = readCsv(text);
  if (table.problem) problems.add(table.problem.line, '', table.problem.detail);
  const reader = billReader(table.columns);
  if (!table.problem && reader === null) {
    const names = table.columns.slice(0, 12).map(shown).join(', ');
    problems.add(1, '', `expected ${expectedColumns()}; got ${names}`);
  }
  if (problems.isEmpty && (table.records.length === 0 || table.records.length > MOST_ROWS))
    problems.add(1, '', `expected 1 to ${MOST_ROWS} rows, got ${table.records.length}`);
  if (!problems.isEmpty || reader === null) return { rows: [], column: '' };
  const rows: BillRow[] = [];
  for (const { line, cells } of table.records) {
    if (problems.isFull) break;
    const row = rowOf(line, reader.cellsOf(cells), reader, problems);
    if (row !== null) rows.push(row);
  }
  return { rows, column: reader.columnOf('amount') };
}

function rowOf(
  line: number,
  cells: BillCells,
  { columnOf, layout }: BillReader,
  problems: ProblemList,
): BillRow | null {
  const { start, end, amount: given, currency, ...rest } = cells;
  const [day, last, amount] = [
    dayOf(start),
    end === '' ? null : dayOf(end),
    amountOf(given, layout.isExport),
  ];
  if (day === null || (layout.isExport && day.length === 7)) {
    const expected = layout.isExport ? 'a day such as 2026-10-31' : 'a month such as 2026-10';
    problems.add(line, columnOf('start'), `expected ${expected}, got ${shown(start)}`);
  }
  if (rest.service === '')
    problems.add(line, columnOf('service'), 'expected the name of a service, got nothing');
  if (rest.region === '') problems.add(line, columnOf('region'), 'expected a region, or global; got nothing');
  if (amount === null)
    problems.add(line, columnOf('amount'), `expected US dollars such as 1234.56, got ${shown(given)}`);
  if (currency !== '' && currency.toUpperCase() !== 'USD') {
    const detail = `expected USD, got ${shown(currency)}: convert the amounts, as no rate of exchange is in the file`;
    problems.add(line, columnOf('currency'), detail);
  }
  if (day === null || amount === null) return null;
  // An end is the moment at which the next day begins; the day before it is the last that is paid for.
  const until = day.length === 7 ? null : last === null || last.length === 7 ? day : dayBefore(last, day);
  return { line, month: day.slice(0, 7), until, amount, ...rest };
}

/** `2026-10` or `2026-10-31`; null for what is neither. */
function dayOf(text: string): string | null {
  const us = US_DAY.exec(text);
  if (us) return `${us[3]}-${(us[1] ?? '').padStart(2, '0')}-${(us[2] ?? '').padStart(2, '0')}`;
  const [, year, month, day] = ISO.exec(text) ?? [];
  if (year === undefined || month === undefined) return null;
  return day === undefined ? `${year}-${month}` : `${year}-${month}-${day}`;
}

function dayBefore(end: string, start: string): string {
  if (end <= start) return start;
  return new Date(Date.parse(`${end}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** Whole parts of a dollar, so that sums have no dust; null for what is no amount. */
function amountOf(text: string, isExport: boolean): bigint | null {
  const [, sign, whole, fraction = '', exponent = '0'] = AMOUNT.exec(text) ?? [];
  // Only programs write powers of ten; by hand they are mistakes.
  if (whole === undefined || (!isExport && /e/i.test(text))) return null;
  const shift = DIGITS + Number(exponent);
  const digits = BigInt(`${whole}${fraction}`);
  const places = shift - fraction.length;
  const value = places >= 0 ? digits * 10n ** BigInt(places) : digits / 10n ** BigInt(-places);
  return sign === '-' ? -value : value;
}
