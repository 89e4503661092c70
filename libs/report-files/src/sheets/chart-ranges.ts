import type { Chart, ChartSeries, ChartValue } from '@app/charts';
import type { ReportDocument } from '@app/reports/pure';
import { plainText } from '../plain-text';
import { figureCell, type SheetCell, type SheetTable } from './sheet';
import type { SheetCells } from './sheet-cells';

/** The numbers of every chart of a report, ready to be drawn again: names in the first column, a column for each series. */
export function chartRanges(document: ReportDocument, cells: SheetCells): SheetTable[] {
  return document.sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'chart' ? [rangeOf(block.chart, cells)] : []));
}

function rangeOf(chart: Chart, cells: SheetCells): SheetTable {
  return { title: chart.title, rangeName: `chart_${chart.id}`, ...contentOf(chart, cells) };
}

function contentOf(chart: Chart, cells: SheetCells): Pick<SheetTable, 'columns' | 'rows'> {
  const { words } = cells;
  switch (chart.kind) {
    case 'line':
    case 'bars': {
      const hasRange = (one: ChartSeries) =>
        one.values.some(({ low, high }) => low !== null || high !== null);
      const columns = chart.series.flatMap((one) => [
        withUnit(one.name, chart.y.unit),
        ...(hasRange(one) ? [cells.sheetWords.lowOf(one.name), cells.sheetWords.highOf(one.name)] : []),
      ]);
      return {
        columns: [chart.x.label, ...columns],
        rows: chart.x.categories.map((category, at) => [
          plainText(category),
          ...chart.series.flatMap((one) => [
            numberOf(one.values[at], 'value', cells),
            ...(hasRange(one) ? ends(one.values[at], cells) : []),
          ]),
        ]),
      };
    }
    case 'scatter':
      return {
        columns: [words.option, withUnit(chart.x.label, chart.x.unit), withUnit(chart.y.label, chart.y.unit)],
        rows: chart.points.map(({ name, x, y }) => [
          plainText(name),
          numberOf(x, 'value', cells),
          numberOf(y, 'value', cells),
        ]),
      };
    case 'spans':
      return {
        columns: [words.part, `${words.startedAfter} (ms)`, `${words.took} (ms)`],
        rows: chart.spans.map(({ name, fromMs, toMs }) => [
          plainText(name),
          { kind: 'number', value: Math.round(fromMs) },
          { kind: 'number', value: Math.round(toMs - fromMs) },
        ]),
      };
  }
}

function ends(point: ChartValue | undefined, cells: SheetCells): SheetCell[] {
  return [numberOf(point, 'low', cells), numberOf(point, 'high', cells)];
}

/** What is drawn; an unknown value is said to be unknown, with the reason that its figure gives. */
function numberOf(
  point: ChartValue | undefined,
  part: 'value' | 'low' | 'high',
  cells: SheetCells,
): SheetCell {
  if (!point) return null;
  const drawn = point[part];
  if (drawn !== null) return { kind: 'number', value: drawn };
  const entry = cells.index.figures.get(point.figureId);
  return part === 'value' && entry ? figureCell(entry) : null;
}

function withUnit(name: string, unit: string): string {
  return unit === '' || unit === '1' ? name : `${name} (${unit})`;
}
