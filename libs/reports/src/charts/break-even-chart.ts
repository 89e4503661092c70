import type { LineChart } from '@app/charts';
import {
  columnsCiting,
  figureOfCell,
  seriesOf,
  sharedUnit,
  type FigureLookup,
  type TableBlock,
} from './drawn-figures';
import { printNumber } from '../number-format';

const FEWEST = 3;

/** What a month costs by way at each load: hardware comes in whole replicas, so that its cost goes up in steps. */
export function breakEvenChart(table: TableBlock, figures: FigureLookup): Omit<LineChart, 'id'> | null {
  const [loadColumn] = columnsCiting(table, /\.tokens-per-day$/);
  if (loadColumn === undefined) return null;
  const loads = table.rows.flatMap((row) => figureOfCell(row[loadColumn], figures) ?? []);
  if (loads.length !== table.rows.length || loads.length < FEWEST) return null;
  if (loads.some(({ value }) => value === null)) return null;
  const others = table.columns.map((_name, at) => at).filter((at) => at !== loadColumn);
  const series = seriesOf(table, others, figures);
  const unit = sharedUnit(series.flatMap(({ entries }) => entries));
  if (series.length < 2 || unit === undefined) return null;
  return {
    kind: 'line',
    title: 'Break-even: cost by load',
    description:
      'The cost of a month by way at the loads at which a further replica is needed. Hardware costs the same up to the load at which it is drawn; the price of an API is that of this load. Loads are set side by side, not to scale.',
    isStepped: true,
    x: {
      label: table.columns[loadColumn] ?? '',
      unit: loads[0]?.unit ?? '',
      categories: loads.map(({ value }) => printNumber(value as number)),
    },
    y: { label: 'Cost', unit },
    series: series.map(({ name, values }) => ({ name, values })),
  };
}
