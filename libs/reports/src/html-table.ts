import type { FigureText } from '@app/kernel';
import { htmlCell, isSingleFigure } from './html-figures';
import type { ReportIndex } from './report-index';
import { escapeHtml } from './text-escaping';

/** A table with more rows is folded away behind its title: whoever needs it opens it, the others read on. */
const LONG_TABLE = 30;

/** A table below its title; numbers stand to the right. */
export function htmlTable(
  title: string,
  columns: readonly string[],
  rows: ReadonlyArray<readonly FigureText[]>,
  index: ReportIndex,
): string {
  if (rows.length <= LONG_TABLE) return htmlTableFrame(title, contentOf(columns, rows, index));
  const count = escapeHtml(index.words.rows(rows.length));
  const body = htmlTableBody(columns, rows, index);
  return `<details><summary>${escapeHtml(title)} <span>${count}</span></summary>\n${body}</details>`;
}

/** A table without a title. */
export function htmlTableBody(
  columns: readonly string[],
  rows: ReadonlyArray<readonly FigureText[]>,
  index: ReportIndex,
): string {
  return bare(contentOf(columns, rows, index));
}

/** Rows that are written already, below a title. */
export function htmlTableFrame(title: string, content: string): string {
  return bare(`<caption>${escapeHtml(title)}</caption>\n${content}`);
}

function contentOf(
  columns: readonly string[],
  rows: ReadonlyArray<readonly FigureText[]>,
  index: ReportIndex,
): string {
  const numeric = columns.map((_column, at) => isNumericColumn(rows.map((row) => row[at] ?? '')));
  const kind = (at: number) => (numeric[at] ? ' class="num"' : '');
  const head = columns.map((column, at) => `<th scope="col"${kind(at)}>${escapeHtml(column)}</th>`).join('');
  const body = rows
    .map(
      (row) => `<tr>${row.map((cell, at) => `<td${kind(at)}>${htmlCell(cell, index)}</td>`).join('')}</tr>`,
    )
    .join('\n');
  const none = `<tr><td colspan="${columns.length}" class="none">${index.words.none}</td></tr>`;
  return `<thead><tr>${head}</tr></thead>\n<tbody>\n${body || none}\n</tbody>`;
}

function bare(content: string): string {
  return `<div class="table"><table>\n${content}\n</table></div>`;
}

function isNumericColumn(cells: readonly FigureText[]): boolean {
  const filled = cells.filter((cell) => cell.trim().length > 1);
  return filled.length > 0 && filled.every(isSingleFigure);
}
