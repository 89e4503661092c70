import type { BarChart } from '@app/charts';
import {
  columnsCiting,
  figureOfCell,
  nameOfCell,
  seriesOf,
  sharedUnit,
  type FigureLookup,
  type TableBlock,
} from './drawn-figures';
import { withSubject } from './front-chart';

/** Time within which all but one in twenty are answered, by scenario: a chart for each time, as each has its unit. */
export function latencyCharts(table: TableBlock, figures: FigureLookup): Array<Omit<BarChart, 'id'>> {
  return columnsCiting(table, /^simulation\..+-p\d+$/).flatMap((column) => {
    const timed = table.rows.filter((row) => figureOfCell(row[column], figures));
    const name = table.columns[column] ?? '';
    const chart = barsOf({ ...table, rows: timed }, [column], figures, {
      title: `Latency by scenario: ${name}`,
      description:
        'The time within which the stated share of the requests is answered, in each simulated scenario.',
      label: name,
      isStacked: false,
    });
    return chart === null ? [] : [chart];
  });
}

/** Emissions by the place in which the same work would run. */
export function carbonChart(table: TableBlock, figures: FigureLookup): Omit<BarChart, 'id'> | null {
  return barsOf(table, columnsCiting(table, /^carbon\..+\.emissions$/), figures, {
    title: 'Emissions by region',
    description: 'What the same work emits by the place in which it runs, for the hardware that each offers.',
    label: 'Emissions',
    isStacked: false,
  });
}

/** How the requirements of each framework stand. */
export function coverageChart(table: TableBlock, figures: FigureLookup): Omit<BarChart, 'id'> | null {
  const columns = columnsCiting(table, /\.requirements\.(passed|partial|claimed|failed|not-evaluable)$/);
  const told = table.rows.filter((row) =>
    columns.some((at) => (figureOfCell(row[at], figures)?.value ?? 0) > 0),
  );
  return barsOf({ ...table, rows: told }, columns, figures, {
    title: 'Compliance coverage by framework',
    description:
      'The applicable requirements of each framework by how they stand. Only what is evidenced has passed; a claim has no dated record, and no answer is not a pass. Frameworks without an applicable requirement are left out.',
    label: 'Requirements',
    isStacked: true,
  });
}

interface BarWords {
  readonly title: string;
  readonly description: string;
  readonly label: string;
  readonly isStacked: boolean;
}

function barsOf(
  table: TableBlock,
  columns: readonly number[],
  figures: FigureLookup,
  { title, description, label, isStacked }: BarWords,
): Omit<BarChart, 'id'> | null {
  const series = seriesOf(table, columns, figures);
  const entries = series.flatMap((one) => one.entries);
  const unit = sharedUnit(entries);
  if (unit === undefined || entries.every(({ value }) => value === null)) return null;
  return {
    kind: 'bars',
    title: withSubject(title, table.title),
    description,
    isStacked,
    x: { label: '', unit: '', categories: table.rows.map((row) => nameOfCell(row[0], figures)) },
    y: { label, unit },
    series: series.map(({ name, values }) => ({ name, values })),
  };
}
