import type { ChartPoint, ScatterChart } from '@app/charts';
import {
  columnsCiting,
  drawn,
  figureOfCell,
  nameOfCell,
  sharedUnit,
  type FigureLookup,
  type TableBlock,
} from './drawn-figures';

const ROLES: ReadonlyArray<readonly [string, ChartPoint['role']]> = [
  ['Recommended: ', 'chosen'],
  ['Runner-up: ', 'runner-up'],
];
const FEWEST = 2;

/** The options of which none is better in everything, by cost and time. */
export function frontChart(table: TableBlock, figures: FigureLookup): Omit<ScatterChart, 'id'> | null {
  const [costColumn] = columnsCiting(table, /^search\..+\.cost$/);
  const [timeColumn] = columnsCiting(table, /^search\..+\.latency$/);
  if (costColumn === undefined || timeColumn === undefined) return null;
  const options = table.rows.flatMap((row) => {
    const cost = figureOfCell(row[costColumn], figures);
    const time = figureOfCell(row[timeColumn], figures);
    if (!cost || !time || cost.value === null || time.value === null) return [];
    const words = nameOfCell(row[0], figures);
    const [prefix, role] = ROLES.find(([begin]) => words.startsWith(begin)) ?? ['', 'other' as const];
    return [{ cost, time, role, name: words.slice(prefix.length) }];
  });
  const [costUnit, timeUnit] = [
    sharedUnit(options.map(({ cost }) => cost)),
    sharedUnit(options.map(({ time }) => time)),
  ];
  if (options.length < FEWEST || costUnit === undefined || timeUnit === undefined) return null;
  return {
    kind: 'scatter',
    title: withSubject('Options by cost and time', table.title),
    description:
      'Each point is a way to run it that no other beats in cost, time, emissions and risk at once; further left is cheaper, further down is faster. Time is that of a long request while every place is taken, or of one pass; the simulation tells the times of requests as they come, which are shorter.',
    x: { label: table.columns[costColumn] ?? '', unit: costUnit },
    y: { label: table.columns[timeColumn] ?? '', unit: timeUnit },
    points: options.map(({ cost, time, role, name }) => ({ name, role, x: drawn(cost), y: drawn(time) })),
  };
}

/** The workload that a table names before a colon, before what the chart is. */
export function withSubject(title: string, tableTitle: string): string {
  const at = tableTitle.indexOf(': ');
  return at < 0 ? title : `${tableTitle.slice(0, at)}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}
