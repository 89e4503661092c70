import type { FigureText } from '@app/kernel';
import type { ReportBlock, ReportCard, ReportSection, ReportSpan } from './document-tree';
import { htmlChart } from './html-chart';
import { htmlFigure, htmlText } from './html-figures';
import { htmlTable, htmlTableFrame } from './html-table';
import type { ReportIndex } from './report-index';
import { anchorOf, escapeHtml } from './text-escaping';

/** A section of the report with its anchor. */
export function htmlSection(section: ReportSection, index: ReportIndex): string {
  // A card is one level deeper than the heading or title above it: no level is skipped.
  let cardHeading: CardHeading = 'h3';
  const blocks = section.blocks
    .map((block) => {
      if (block.kind === 'heading') cardHeading = block.isMinor ? 'h5' : 'h4';
      return block.kind === 'chart'
        ? htmlChart(block.chart, section, index)
        : htmlBlock(block, cardHeading, index);
    })
    .join('\n');
  return `<section id="${anchorOf('s', section.id)}">\n<h2>${escapeHtml(section.title)}</h2>\n${blocks}\n</section>`;
}

type CardHeading = 'h3' | 'h4' | 'h5';

function htmlBlock(
  block: Exclude<ReportBlock, { kind: 'chart' }>,
  cardHeading: CardHeading,
  index: ReportIndex,
): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${htmlText(block.text, index)}</p>`;
    case 'heading':
      return block.isMinor
        ? `<h4 class="minor">${htmlText(block.text, index)}</h4>`
        : `<h3>${htmlText(block.text, index)}</h3>`;
    case 'callout':
      return `<p class="callout ${block.tone}" role="note">${htmlText(block.text, index)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${items(block.items, index)}</${tag}>`;
    }
    case 'table':
      return htmlTable(block.title, block.columns, block.rows, index);
    case 'card':
      return card(block, cardHeading, index);
    case 'spans':
      return spans(block.title, block.spans, index);
  }
}

function items(texts: readonly FigureText[], index: ReportIndex): string {
  return texts.map((text) => `<li>${htmlText(text, index)}</li>`).join('');
}

function card(block: ReportCard, heading: CardHeading, index: ReportIndex): string {
  const badge =
    block.severity === null
      ? ''
      : `<span class="badge ${block.severity}">${index.words.severities[block.severity]}</span>`;
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
  const { agent, when, took } = index.words;
  return htmlTableFrame(
    title,
    `<thead><tr><th scope="col">${agent}</th><th scope="col">${when}</th><th scope="col" class="num">${took}</th></tr></thead>\n` +
      `<tbody>\n${rows}\n</tbody>`,
  );
}
