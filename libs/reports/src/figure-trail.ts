import { figureIdsOfChart, type Chart } from '@app/charts';
import { citedIds, type Figure, type FigureText } from '@app/kernel';
import type { ReportBlock, ReportDocument, ReportSection } from './document-tree';

export const ANSWER_PREFIX = 'input:';

/** Whether an input id of a figure names a person's answer, not another figure. */
export function isAnswerId(id: string): boolean {
  return id.startsWith(ANSWER_PREFIX);
}

/** Every text of a block that may cite figures. */
export function textsOfBlock(block: ReportBlock): FigureText[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
    case 'callout':
      return [block.text];
    case 'list':
      return [...block.items];
    case 'table':
      return block.rows.flat();
    case 'card':
      return [block.title, block.text, ...block.details.flatMap((detail) => detail.items)];
    case 'spans':
    case 'chart':
      return [];
  }
}

/** Words of a block that name its parts; they cite nothing. */
export function namesOfBlock(block: ReportBlock): string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
    case 'callout':
    case 'list':
      return [];
    case 'table':
      return [block.title, ...block.columns];
    case 'card':
      return [block.tag, ...block.details.map((detail) => detail.label)];
    case 'spans':
      return [block.title, ...block.spans.map((span) => span.label)];
    case 'chart':
      return namesOfChart(block.chart);
  }
}

function namesOfChart(chart: Chart): string[] {
  const names = [chart.title, chart.description];
  switch (chart.kind) {
    case 'line':
    case 'bars':
      return [
        ...names,
        ...[chart.x.label, chart.y.label, ...chart.x.categories],
        ...chart.series.map(({ name }) => name),
      ];
    case 'scatter':
      return [...names, chart.x.label, chart.y.label, ...chart.points.map(({ name }) => name)];
    case 'spans':
      return [...names, ...chart.spans.map(({ name }) => name)];
  }
}

/** Ids of the figures that a section shows, by citing them or by drawing them. */
export function idsOfSection(section: ReportSection): string[] {
  return section.blocks.flatMap((block) => [
    ...textsOfBlock(block).flatMap(citedIds),
    ...(block.kind === 'spans' ? block.spans.map((span) => span.figureId) : []),
    ...(block.kind === 'chart' ? figureIdsOfChart(block.chart) : []),
  ]);
}

/** Ids of the figures that a document shows anywhere outside its appendix. */
export function shownIds(
  document: Pick<ReportDocument, 'verdict' | 'keyFigures' | 'sections' | 'totals'>,
): string[] {
  return [
    ...citedIds(document.verdict),
    ...document.keyFigures,
    ...document.sections.flatMap(idsOfSection),
    ...document.totals.flatMap((total) => [total.figureId, ...total.parts]),
  ];
}

/** The figures of these ids and, in turn, all that they were computed from, by id; unknown ids are passed over. */
export function withTrail(ids: Iterable<string>, figures: ReadonlyMap<string, Figure>): Figure[] {
  const reached = new Map<string, Figure>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const entry = figures.get(id);
    if (!entry || reached.has(id)) continue;
    reached.set(id, entry);
    open.push(...entry.inputs);
  }
  return [...reached.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** For each figure, the ids of those computed from it. */
export function usesOfFigures(figures: readonly Figure[]): ReadonlyMap<string, readonly string[]> {
  const uses = new Map<string, string[]>();
  for (const entry of figures) {
    for (const input of new Set(entry.inputs)) {
      const users = uses.get(input);
      if (users) users.push(entry.id);
      else uses.set(input, [entry.id]);
    }
  }
  return uses;
}

/** Figures by id. */
export function figuresById(figures: readonly Figure[]): ReadonlyMap<string, Figure> {
  return new Map(figures.map((entry) => [entry.id, entry]));
}
