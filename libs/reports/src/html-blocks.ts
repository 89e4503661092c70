import type { Figure, FigureText } from '@app/kernel';
import type { ReportBlock, ReportCard, ReportSection, ReportSpan } from './document-tree';
import { htmlFigure, htmlText, isSingleFigure } from './html-figures';
import { anchorOf, escapeHtml } from './text-escaping';

type Figures = ReadonlyMap<string, Figure>;

/** A section of the report with its anchor. */
export function htmlSection(section: ReportSection, figures: Figures): string {
  // A card below a heading is one level deeper than a card below the section's title: no level is skipped.
  const firstHeading = section.blocks.findIndex((block) => block.kind === 'heading');
  const blocks = section.blocks
    .map((block, index) => htmlBlock(block, firstHeading >= 0 && index > firstHeading ? 'h4' : 'h3', figures))
    .join('\n');
  return `<section id="${anchorOf('s', section.id)}">\n<h2>${escapeHtml(section.title)}</h2>\n${blocks}\n</section>`;
}

function htmlBlock(block: ReportBlock, cardHeading: 'h3' | 'h4', figures: Figures): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${htmlText(block.text, figures)}</p>`;
    case 'heading':
      return `<h3>${htmlText(block.text, figures)}</h3>`;
    case 'callout':
      return `<p class="callout ${block.tone}" role="note">${htmlText(block.text, figures)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${items(block.items, figures)}</${tag}>`;
    }
    case 'table':
      return table(block.title, block.columns, block.rows, figures);
    case 'card':
      return card(block, cardHeading, figures);
    case 'spans':
      return spans(block.title, block.spans, figures);
  }
}

function items(texts: readonly FigureText[], figures: Figures): string {
  return texts.map((text) => `<li>${htmlText(text, figures)}</li>`).join('');
}

function table(
  title: string,
  columns: readonly string[],
  rows: ReadonlyArray<readonly FigureText[]>,
  figures: Figures,
): string {
  const numeric = columns.map((_column, index) => isNumericColumn(rows.map((row) => row[index] ?? '')));
  const kind = (index: number) => (numeric[index] ? ' class="num"' : '');
  const head = columns
    .map((column, index) => `<th scope="col"${kind(index)}>${escapeHtml(column)}</th>`)
    .join('');
  const body = rows
    .map(
      (row) =>
        `<tr>${row.map((cell, index) => `<td${kind(index)}>${htmlText(cell, figures)}</td>`).join('')}</tr>`,
    )
    .join('\n');
  return framed(
    title,
    `<thead><tr>${head}</tr></thead>\n<tbody>\n${body || emptyRow(columns.length)}\n</tbody>`,
  );
}

function framed(title: string, content: string): string {
  return `<div class="table"><table>\n<caption>${escapeHtml(title)}</caption>\n${content}\n</table></div>`;
}

function emptyRow(columns: number): string {
  return `<tr><td colspan="${columns}" class="none">none</td></tr>`;
}

function isNumericColumn(cells: readonly FigureText[]): boolean {
  const filled = cells.filter((cell) => cell.trim().length > 1);
  return filled.length > 0 && filled.every(isSingleFigure);
}

function card(block: ReportCard, heading: 'h3' | 'h4', figures: Figures): string {
  const badge =
    block.severity === null ? '' : `<span class="badge ${block.severity}">${block.severity}</span>`;
  const tag = block.tag === '' ? '' : `<span class="tag">${escapeHtml(block.tag)}</span>`;
  const details = block.details
    .map((detail) => `<dt>${escapeHtml(detail.label)}</dt>${detailItems(detail.items, figures)}`)
    .join('\n');
  const parts = [
    `<${heading}>${tag}<span class="title">${htmlText(block.title, figures)}</span>${badge}</${heading}>`,
    block.text === '' ? '' : `<p>${htmlText(block.text, figures)}</p>`,
    details === '' ? '' : `<dl>${details}</dl>`,
  ];
  const weight = block.severity ?? 'plain';
  return `<article class="card ${weight}" id="${anchorOf('c', block.id)}">${parts.join('\n')}</article>`;
}

function detailItems(texts: readonly FigureText[], figures: Figures): string {
  if (texts.length === 1) return `<dd>${htmlText(texts[0] ?? '', figures)}</dd>`;
  return `<dd><ul>${items(texts, figures)}</ul></dd>`;
}

/** Bars on one scale. Drawn in SVG attributes: the page's policy allows no inline styles. */
function spans(title: string, all: readonly ReportSpan[], figures: Figures): string {
  const end = Math.max(1, ...all.map((span) => span.toMs));
  const rows = all
    .map((span) => {
      const from = (1000 * Math.max(0, span.fromMs)) / end;
      const width = Math.max(2, (1000 * (span.toMs - span.fromMs)) / end);
      const bar = `<rect x="${from.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="10" rx="2"/>`;
      return (
        `<tr><th scope="row">${escapeHtml(span.label)}</th>` +
        `<td class="bar"><svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${bar}</svg></td>` +
        `<td class="num">${htmlFigure(span.figureId, figures)}</td></tr>`
      );
    })
    .join('\n');
  return framed(
    title,
    `<thead><tr><th scope="col">Agent</th><th scope="col">When</th><th scope="col" class="num">Took</th></tr></thead>\n` +
      `<tbody>\n${rows}\n</tbody>`,
  );
}
