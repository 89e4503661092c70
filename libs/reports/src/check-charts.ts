import type { Chart, ChartValue } from '@app/charts';
import type { Figure } from '@app/kernel';
import type { ReportDocument } from './document-tree';

/** What is wrong with a chart: where, and in words. */
export interface ChartDefect {
  readonly where: string;
  readonly message: string;
}

/** Charts whose values are not those of the figures they name, or that could not be told apart in one page. */
export function checkCharts(document: ReportDocument, figures: ReadonlyMap<string, Figure>): ChartDefect[] {
  const charts = document.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : [])),
  );
  const ids = charts.map(({ id }) => id);
  const repeated = new Set(ids.filter((id, at) => ids.indexOf(id) !== at));
  return [
    ...[...repeated].map((id) => ({ where: id, message: 'two charts have this id' })),
    ...charts.flatMap((chart) => [...shapeDefects(chart), ...valueDefects(chart, figures)]),
  ];
}

function shapeDefects(chart: Chart): ChartDefect[] {
  if (chart.kind !== 'line' && chart.kind !== 'bars') return [];
  const expected = chart.x.categories.length;
  return chart.series
    .filter(({ values }) => values.length !== expected)
    .map(({ name, values }) => ({
      where: chart.id,
      message: `its series ${name} has ${values.length} values for ${expected} places on the axis`,
    }));
}

function valueDefects(chart: Chart, figures: ReadonlyMap<string, Figure>): ChartDefect[] {
  if (chart.kind === 'spans') {
    return chart.spans.flatMap(({ fromMs, toMs, figureId }) =>
      differs(figures.get(figureId), toMs - fromMs) ? [untrue(chart, figureId, toMs - fromMs, figures)] : [],
    );
  }
  const values: readonly ChartValue[] =
    chart.kind === 'scatter'
      ? chart.points.flatMap(({ x, y }) => [x, y])
      : chart.series.flatMap((series) => series.values);
  return values.flatMap(({ figureId, value }) =>
    differs(figures.get(figureId), value) ? [untrue(chart, figureId, value, figures)] : [],
  );
}

/** A figure that is not there is found by its citation already. */
function differs(entry: Figure | undefined, value: number | null): boolean {
  return entry !== undefined && entry.value !== value;
}

function untrue(
  chart: Chart,
  figureId: string,
  value: number | null,
  figures: ReadonlyMap<string, Figure>,
): ChartDefect {
  const expected = figures.get(figureId)?.value ?? null;
  return { where: chart.id, message: `it draws ${figureId} as ${value}, the figure is ${expected}` };
}
