import type { Chart } from '@app/charts';
import { cite, literal, type FigureText } from '@app/kernel';
import { ENGLISH_WORDS } from './language/english-words';
import type { ReportWords } from './language/report-words';

/** The numbers of a chart, for readers and formats that take a table in its place. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<readonly FigureText[]>;
}

export function chartTable(chart: Chart, words: ReportWords = ENGLISH_WORDS): ChartTable {
  switch (chart.kind) {
    case 'line':
    case 'bars':
      return {
        columns: [chart.x.label, ...chart.series.map(({ name }) => name)],
        rows: chart.x.categories.map((category, index) => [
          literal(category),
          ...chart.series.map(({ values }) => citation(values[index]?.figureId)),
        ]),
      };
    case 'scatter':
      return {
        columns: [words.option, chart.x.label, chart.y.label],
        rows: chart.points.map(({ name, x, y }) => [
          literal(name),
          citation(x.figureId),
          citation(y.figureId),
        ]),
      };
    case 'spans':
      return {
        columns: [words.part, words.startedAfter, words.took],
        rows: chart.spans.map(({ name, fromMs, figureId }) => [
          literal(name),
          `${Math.round(fromMs)} ms`,
          citation(figureId),
        ]),
      };
  }
}

function citation(figureId: string | undefined): FigureText {
  return figureId === undefined ? '' : cite({ id: figureId });
}
