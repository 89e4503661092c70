import type { FigureText } from '@app/kernel';
import { chartTable } from './chart-table';
import type { ReportBlock, ReportCard, ReportSection, ReportSpan } from './document-tree';
import { htmlCell, htmlFigure, htmlText, isSingleFigure } from './html-figures';
import type { ReportIndex } from './report-index';
import { anchorOf, escapeHtml } from './text-escaping';

/** A table with more rows is folded away behind its title: whoever needs it opens it, the others read on. */
const LONG_TABLE = 30;

/** A section of the report with its anchor. */
export function htmlSection(section: ReportSection, index: ReportIndex): string {
  // A card below a heading is one level deeper than a card below the section's title: no level is skipped.
  const firstHeading = section.blocks.findIndex((block) => block.kind === 'heading');
  const blocks = section.blocks
    .map((block, at) => htmlBlock(block, firstHeading >= 0 && at > firstHeading ? 'h4' : 'h3', index))
    .join('\n');
  return `<section id="${anchorOf('s', section.id)}">\n<h2>${escapeHtml(section.title)}</h2>\n${blocks}\n</section>`;
}

function htmlBlock(block: ReportBlock, cardHeading: 'h3' | 'h4', index: ReportIndex): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${htmlText(block.text, index)}</p>`;
    case 'heading':
      return `<h3>${htmlText(block.text, index)}</h3>`;
    case 'callout':
      return `<p class="callout ${block.tone}" role="note">${htmlText(block.text, index)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${items(block.items, index)}</${tag}>`;
    }
    case 'table':
      return table(block.title, block.columns, block.rows, index);
    case 'card':
      return card(block, cardHeading, index);
    case 'spans':
      return spans(block.title, block.spans, index);
    case 'chart': {
      const { columns, rows } = chartTable(block.chart);
      const { title, description } = block.chart;
      return `<p>${escapeHtml(description)}</p>\n${table(title, columns, rows, index)}`;
    }
  }
}

function items(texts: readonly FigureText[], index: ReportIndex): string {
  return texts.map((text) => `<li>${htmlText(text, index)}</li>`).join('');
}

function table(
  title: string,
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
  const content = `<thead><tr>${head}</tr></thead>\n<tbody>\n${body || emptyRow(columns.length)}\n</tbody>`;
  if (rows.length <= LONG_TABLE) return framed(title, content);
  return `<details><summary>${escapeHtml(title)} <span>${rows.length} rows</span></summary>\n${bare(content)}</details>`;
}

function framed(title: string, content: string): string {
  return bare(`<caption>${escapeHtml(title)}</caption>\n${content}`);
}

function bare(content: string): string {
  return `<div class="table"><table>\n${content}\n</table></div>`;
}

function emptyRow(columns: number): string {
  return `<tr><td colspan="${columns}" class="none">none</td></tr>`;
}

function isNumericColumn(cells: readonly FigureText[]): boolean {
  const filled = cells.filter((cell) => cell.trim().length > 1);
  return filled.length > 0 && filled.every(isSingleFigure);
}

function card(block: ReportCard, heading: 'h3' | 'h4', index: ReportIndex): string {
  const badge =
    block.severity === null ? '' : `<span class="badge ${block.severity}">${block.severity}</span>`;
  const tag = block.tag === '' ? '' : `<span class="tag">${escapeHtml(block.tag)}</span>`;
  const details = block.details
    .map((detail) => `<dt>${escapeHtml(detail.label)}</dt>${detailItems(detail.items, index)}`)
    .join('\n');
  const parts = [
    `<${heading}>${tag}<span class="title">${htmlText(block.title, index)}</span>${badge}</${heading}>`,
    block.text === '' ? '' : `<p>${htmlText(block.text, index)}</p>`,
    details === '' ? '' : `<dl>${details}</dl>`,
  ];
  const weight = block.severity ?? 'plain';
  return `<article class="card ${weight}" id="${anchorOf('c', block.id)}">${parts.join('\n')}</article>`;
}

function detailItems(texts: readonly FigureText[], index: ReportIndex): string {
  if (texts.length === 1) return `<dd>${htmlText(texts[0] ?? '', index)}</dd>`;
  return `<dd><ul>${items(texts, index)}</ul></dd>`;
}

/** Bars on one scale. Drawn in SVG attributes: the page's policy allows no inline styles. */
function spans(title: string, all: readonly ReportSpan[], index: ReportIndex): string {
  const end = Math.max(1, ...all.map((span) => span.toMs));
  const rows = all
    .map((span) => {
      const from = (1000 * Math.max(0, span.fromMs)) / end;
      const width = Math.max(2, (1000 * (span.toMs - span.fromMs)) / end);
      const bar = `<rect x="${from.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="10" rx="2"/>`;
      return (
        `<tr><th scope="row">${escapeHtml(span.label)}</th>` +
        `<td class="bar"><svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${bar}</svg></td>` +
        `<td class="num">${htmlFigure(span.figureId, index)}</td></tr>`
      );
    })
    .join('\n');
  return framed(
    title,
    `<thead><tr><th scope="col">Agent</th><th scope="col">When</th><th scope="col" class="num">Took</th></tr></thead>\n` +
      `<tbody>\n${rows}\n</tbody>`,
  );
}
