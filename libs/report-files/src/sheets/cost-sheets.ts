import type { Figure } from '@app/kernel';
import type { ReportDocument } from '@app/reports/pure';
import { plainText } from '../plain-text';
import { figureCell, type SheetCell, type SheetRow, type SheetTable, type SumCell } from './sheet';
import type { SheetCells } from './sheet-cells';

/** The id of a month's figure: `forecast.month-7.p50`. */
const MONTH = /^(.+)\.month-(\d+)(?:\.([a-z]+\d*))?$/;

/**
 * The months of each forecast as rows, with a column for each percentile and, where the amounts are of money, the sum
 * of the middle or only column as a formula. Percentiles apart from the median add up to nothing: they have no sum.
 */
export function monthTables(document: ReportDocument, cells: SheetCells): SheetTable[] {
  const series = Map.groupBy(
    document.figures.flatMap((entry) => {
      const match = MONTH.exec(entry.id);
      return match ? [{ entry, name: match[1] ?? '', month: Number(match[2]), part: match[3] ?? '' }] : [];
    }),
    ({ name, entry }) => `${name}\n${entry.unit}`,
  );
  return [...series.values()]
    .filter((entries) => new Set(entries.map(({ month }) => month)).size >= 12)
    .map((entries) => monthTable(entries, cells));
}

interface MonthEntry {
  readonly entry: Figure;
  readonly name: string;
  readonly month: number;
  readonly part: string;
}

function monthTable(entries: readonly MonthEntry[], cells: SheetCells): SheetTable {
  const { sheetWords } = cells;
  const parts = [...new Set(entries.map(({ part }) => part))].sort((a, b) => numberIn(a) - numberIn(b));
  const byMonth = [...Map.groupBy(entries, ({ month }) => month)].sort(([a], [b]) => a - b);
  const unit = entries[0]?.entry.unit ?? '';
  const rows = byMonth.map(([month, ofMonth]): SheetRow => {
    const found = parts.map((part) => ofMonth.find((one) => one.part === part)?.entry);
    const trail = cells.trailOf(found.flatMap((entry) => entry?.id ?? []));
    const amounts = found.map((entry) => (entry ? figureCell(entry) : null));
    return [{ kind: 'number', value: month }, ...amounts, ...trail];
  });
  const total = parts.map((part): SheetCell => {
    const ofPart = entries.filter((one) => one.part === part).map(({ entry }) => entry);
    const values = ofPart.map(({ value }) => value);
    const isSummed = (part === 'p50' || parts.length === 1) && /^[A-Z]{3}\/month$/.test(unit);
    const [first] = ofPart;
    // A month without this part would be added as nothing.
    if (!isSummed || !first || ofPart.length < rows.length || values.includes(null)) return null;
    const value = values.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    return { ...sumOf(first, value, unit.replace('/month', '')), fromRow: 0, toRow: rows.length - 1 };
  });
  const hasTotal = total.some((cell) => cell !== null);
  const name = entries[0]?.name ?? '';
  return {
    title: `${sheetWords.months}: ${name}`,
    columns: [sheetWords.month, ...parts.map((part) => (part === '' ? name : part)), ...cells.trailColumns()],
    rows: hasTotal ? [...rows, [sheetWords.sumOfMonths, ...total, null, null]] : rows,
    rangeName: `months_${name}`,
    trailColumns: 2,
  };
}

/** A sum is printed as its parts are. */
function sumOf(like: Figure, value: number, unit: string): Pick<SumCell, 'kind' | 'entry'> {
  return { kind: 'sum', entry: { ...like, value, unit, low: null, high: null } };
}

function numberIn(part: string): number {
  return Number(/\d+/.exec(part)?.[0] ?? 0);
}

/** Each figure that claims to be a sum: its parts, their sum as a formula, and what the report has. */
export function totalTables({ totals }: ReportDocument, cells: SheetCells): SheetTable[] {
  const { words, sheetWords, index } = cells;
  return totals.flatMap(({ figureId, parts }): SheetTable[] => {
    const total = index.figures.get(figureId);
    const known = parts.flatMap((id) => index.figures.get(id) ?? []);
    if (!total) return [];
    const rows = known.map((entry): SheetRow => [
      plainText(entry.label),
      figureCell(entry),
      ...cells.trailOf([entry.id]),
    ]);
    const value = known.reduce((all, part) => all + (part.value ?? 0), 0);
    const sum: SheetCell = { ...sumOf(total, value, total.unit), fromRow: 0, toRow: known.length - 1 };
    // A sum over an unknown part would read as a total and be too low.
    const isKnown = known.length === parts.length && known.every((part) => part.value !== null);
    return [
      {
        title: plainText(total.label),
        columns: [words.part, words.value, ...cells.trailColumns()],
        trailColumns: 2,
        rows: [
          ...rows,
          ...(isKnown ? [[sheetWords.sumOfParts, sum, null, null]] : []),
          [sheetWords.inTheReport, figureCell(total), ...cells.trailOf([total.id])],
        ],
      },
    ];
  });
}
