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

const BY_PERCENTILE = /^simulation\..+\.(.+)-(p50|p95|p99)$/;

/** Times by scenario at three percentiles: a chart for the first token and one for the whole answer. */
export function latencyCharts(table: TableBlock, figures: FigureLookup): Array<Omit<BarChart, 'id'>> {
  const columns = columnsCiting(table, BY_PERCENTILE);
  const subjects = Map.groupBy(columns, (column) => (table.columns[column] ?? '').replace(/, p\d+$/, ''));
  return [...subjects].flatMap(([name, of]) => {
    // The table of the scenarios as a whole has but one of them: there is nothing to compare in it.
    if (of.length < 2) return [];
    const chart = barsOf(table, of, figures, {
      title: `Latency by scenario: ${name}`,
      description:
        'The time within which half of the requests are answered (p50), all but one in twenty (p95) and all but one in a hundred (p99), in each simulated scenario.',
      label: name,
      isStacked: false,
    });
    const named = chart?.series.map((one) => ({ ...one, name: one.name.slice(name.length + 2) }));
    return chart && named ? [{ ...chart, series: named }] : [];
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
