import type { Paint } from '../terminal/paint';
import { tableLines } from '../terminal/table';
import { visibleLine } from '../terminal/visible-text';
import type { ShownAlert, ShownBudget, ShownVarianceRow } from './budget-answer';

/** Budgets one below the other. */
export function budgetListLines(all: readonly ShownBudget[], paint: Paint, columns: number): string[] {
  if (all.length === 0) return ['There is no budget: `budgets set <file>` stores one.'];
  const rows = all.map(({ id, totalUsd, lines, forecast, name }) => [
    id,
    dollars(totalUsd),
    monthsOf(lines.map(({ month }) => month)),
    forecast === null ? 'none' : forecast.asOf,
    name,
  ]);
  return tableLines(['id', 'planned USD', 'months', 'forecast', 'name'], rows, paint, columns);
}

/** A budget month by month; what nobody told is a dash, never 0. */
export function budgetLines(
  { id, version, name, totalUsd, forecast }: ShownBudget,
  variance: readonly ShownVarianceRow[],
  alerts: readonly ShownAlert[],
  { paint, columns }: { readonly paint: Paint; readonly columns: number },
): string[] {
  const rows = variance
    .filter(({ category }) => category === null)
    .map((row) => [
      row.month,
      ...[row.budgetUsd, row.actualUsd, row.varianceUsd, row.forecastP50Usd, row.forecastP90Usd].map(dollars),
    ]);
  const held =
    forecast === null
      ? 'held against no forecast: `budgets forecast` attaches one'
      : `held against the forecast of run ${forecast.runId}, as of ${forecast.asOf}`;
  const open = alerts.filter(({ acknowledgement }) => acknowledgement === null);
  return [
    paint.bold(visibleLine(`${name}: USD ${dollars(totalUsd)} planned`)),
    visibleLine(`budget ${id} at version ${version}, ${held}`),
    '',
    ...tableLines(
      ['month', 'planned', 'spent', 'difference', 'forecast p50', 'forecast p90'],
      rows,
      paint,
      columns,
    ),
    ...(open.length === 0
      ? []
      : ['', ...open.map((one) => paint.red(visibleLine(`${one.severity}: ${one.message}`)))]),
  ];
}

function monthsOf(months: readonly string[]): string {
  const [first, last] = [months.at(0), months.at(-1)];
  return first === undefined || first === last ? (first ?? '') : `${first} to ${last}`;
}

/** `12,400.00`; a dash where it is not known. */
function dollars(usd: number | null): string {
  if (usd === null) return '–';
  return usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
