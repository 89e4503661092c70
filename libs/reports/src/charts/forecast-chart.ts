import type { ChartValue, LineChart } from '@app/charts';
import { citedIds } from '@app/kernel';
import type { FigureLookup, TableBlock } from './drawn-figures';
import { sharedUnit } from './drawn-figures';

const MONTHS = 36;
const FEWEST = 2;

/** Cost of each month: the median as the line, and from one path in ten below to one in ten above as its band. */
export function forecastChart(table: TableBlock, figures: FigureLookup): Omit<LineChart, 'id'> | null {
  if (!table.rows.flat().flatMap(citedIds).includes('forecast.month-1.p50')) return null;
  const months = Array.from({ length: MONTHS }, (_none, at) => at + 1).flatMap((month) => {
    const [low, middle, high] = ['p10', 'p50', 'p90'].map((share) =>
      figures(`forecast.month-${month}.${share}`),
    );
    return low && middle && high ? [{ month, low, middle, high }] : [];
  });
  const unit = sharedUnit(months.flatMap(({ low, middle, high }) => [low, middle, high]));
  if (months.length < FEWEST || unit === undefined) return null;
  const values = months.map(({ low, middle, high }): ChartValue => ({
    value: middle.value,
    low: low.value,
    high: high.value,
    figureId: middle.id,
  }));
  return {
    kind: 'line',
    title: 'Cost over 36 months',
    description:
      'The line is the cost of each month at the median of the forecast. In eight paths of ten the cost lies in the band: one in ten stays below it, one in ten goes above.',
    isStepped: false,
    x: { label: 'Month', unit: '', categories: months.map(({ month }) => String(month)) },
    y: { label: 'Cost', unit },
    series: [{ name: 'Median of the forecast', values }],
  };
}
