import { figureIdsOfChart, type Chart } from '@app/charts';
import { cite, citedIds, literal, type FigureText } from '@app/kernel';
import type { ReportSection } from './document-tree';
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

/** Whether one table of the section has every number of the chart: who prints both would print them twice. */
export function isInTable(chart: Chart, section: Pick<ReportSection, 'blocks'>): boolean {
  const drawn = figureIdsOfChart(chart);
  return section.blocks.some((block) => {
    if (drawn.length === 0 || block.kind !== 'table') return false;
    const cited = new Set(block.rows.flat().flatMap(citedIds));
    return drawn.every((id) => cited.has(id));
  });
}

function citation(figureId: string | undefined): FigureText {
  return figureId === undefined ? '' : cite({ id: figureId });
}
