import type { ChartSeries, ChartValue } from '@app/charts';
import { figureTextParts, renderFigureText, type Figure, type FigureText } from '@app/kernel';
import type { ReportBlock } from '../document-tree';
import { printFigure } from '../figure-format';

export type FigureLookup = (id: string) => Figure | undefined;
export type TableBlock = Extract<ReportBlock, { readonly kind: 'table' }>;

/** The figure that a cell is, and nothing beside it. */
export function figureOfCell(cell: FigureText | undefined, figures: FigureLookup): Figure | undefined {
  const [first, ...rest] = figureTextParts((cell ?? '').trim());
  return first && 'figureId' in first && rest.length === 0 ? figures(first.figureId) : undefined;
}

/** A cell as the name of a point or a bar. */
export function nameOfCell(cell: FigureText | undefined, figures: FigureLookup): string {
  return renderFigureText(cell ?? '', (id) => {
    const entry = figures(id);
    return entry ? printFigure(entry).value : id;
  }).trim();
}

/** A figure as it is drawn: its value, and its own range. */
export function drawn(entry: Figure): ChartValue {
  return { value: entry.value, low: entry.low, high: entry.high, figureId: entry.id };
}

/** The unit that all of them have; undefined where they differ, since they have no axis in common. */
export function sharedUnit(entries: readonly Figure[]): string | undefined {
  const units = new Set(entries.map((entry) => entry.unit));
  return units.size === 1 ? entries[0]?.unit : undefined;
}

/** Figures by row of a table and column of it as series; columns without a figure in every row are left out. */
export function seriesOf(
  table: TableBlock,
  columns: readonly number[],
  figures: FigureLookup,
): ReadonlyArray<ChartSeries & { readonly entries: readonly Figure[] }> {
  return columns.flatMap((column) => {
    const entries = table.rows.flatMap((row) => figureOfCell(row[column], figures) ?? []);
    if (entries.length < table.rows.length || entries.length === 0) return [];
    return [{ name: table.columns[column] ?? '', values: entries.map(drawn), entries }];
  });
}

/** Columns whose cells cite a figure with this ending. */
export function columnsCiting(table: TableBlock, ending: RegExp): number[] {
  return table.columns.flatMap((_name, column) =>
    table.rows.some((row) => {
      const [first] = figureTextParts((row[column] ?? '').trim());
      return first && 'figureId' in first && ending.test(first.figureId);
    })
      ? [column]
      : [],
  );
}
