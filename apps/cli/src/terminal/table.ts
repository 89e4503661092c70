import type { Paint } from './paint';
import { visibleLine } from './visible-text';
import { fit } from './wording';

const GAP = '  ';
/** What is left of the last column on a screen too narrow for the others. */
const LEAST_LAST = 12;

/**
 * Rows under their heads, each column as wide as its widest cell; the last one is cut to the screen. Cells are texts of
 * anybody's: nothing in them reaches the terminal as a code.
 */
export function tableLines(
  heads: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
  paint: Paint,
  columns: number,
): string[] {
  const cells = rows.map((row) => row.map(visibleLine));
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...cells.map((row) => (row[at] ?? '').length)),
  );
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP.length, 0);
  const room = Math.max(LEAST_LAST, columns - before);
  const line = (row: readonly string[]): string =>
    heads
      .map((_, at) => {
        const cell = row[at] ?? '';
        return at === heads.length - 1 ? fit(cell, room) : cell.padEnd(widths[at] ?? 0);
      })
      .join(GAP)
      .trimEnd();
  return [paint.dim(line(heads)), ...cells.map(line)];
}
