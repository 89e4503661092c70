import type { ReportCard, ReportDocument } from './document-tree';
import { headingOf } from './figure-format';
import { htmlFigure, htmlText } from './html-figures';
import type { ReportIndex } from './report-index';
import { anchorOf, escapeHtml } from './text-escaping';

const TOP_RECOMMENDATIONS = 5;
const TOP_DECISIONS = 8;
/** Above this a verdict is set as text, not as a headline. */
const LONG_VERDICT = 320;

/** What a reader sees before scrolling: state, verdict, key figures, what to do first. */
export function htmlFirstScreen(document: ReportDocument, index: ReportIndex): string {
  const length = document.verdict.length > LONG_VERDICT ? ' long' : '';
  return `<header class="cover">
<p class="brand"><b>Infra Mind</b> <span>AI infrastructure assessment</span></p>
<h1>${escapeHtml(document.title)}</h1>
<p class="subtitle">${escapeHtml(document.subtitle)}</p>
${factLine(document)}
${partialNotice(document)}
<p class="verdict${length}">${htmlText(document.verdict, index)}</p>
${keyFigures(document, index)}
<div class="columns">${topRecommendations(document, index)}${decided(document)}</div>
</header>`;
}

function factLine(document: ReportDocument): string {
  const heard = document.agents.filter((agent) => agent.missing === null).length;
  const facts: ReadonlyArray<readonly [string, string]> = [
    ['State', `<span class="state ${document.state}">${document.state}</span>`],
    ['Agents heard', `${heard} of ${document.agents.length}`],
    ['As of', escapeHtml(document.asOf)],
    ['Analysed', escapeHtml(`${document.generatedAt.slice(0, 16).replace('T', ' ')} UTC`)],
    ['Run', `<code>${escapeHtml(document.runId)}</code>`],
  ];
  const entries = facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('');
  return `<dl class="facts">${entries}</dl>`;
}

function partialNotice(document: ReportDocument): string {
  const missing = document.agents.filter((agent) => agent.missing !== null);
  if (missing.length === 0) return '';
  const names = missing
    .map((agent) => `<li><b>${escapeHtml(agent.name)}</b>: ${escapeHtml(agent.missing ?? '')}</li>`)
    .join('');
  return (
    `<aside class="partial" role="note"><p><b>Partial result.</b> ` +
    `What these agents would have said is not in it:</p><ul>${names}</ul></aside>`
  );
}

function keyFigures(document: ReportDocument, index: ReportIndex): string {
  const entries = document.keyFigures.flatMap((id) => index.figures.get(id) ?? []);
  if (entries.length === 0) return '';
  const tiles = entries.map(
    (entry) => `<div><dt>${escapeHtml(headingOf(entry))}</dt><dd>${htmlFigure(entry.id, index)}</dd></div>`,
  );
  return `<dl class="key n${entries.length}">${tiles.join('\n')}</dl>`;
}

function decided(document: ReportDocument): string {
  if (document.decisions.length === 0) return '';
  const rows = document.decisions
    .slice(0, TOP_DECISIONS)
    .map(({ label, option, contested }) => {
      const mark = contested ? ' <span class="contested">contested</span>' : '';
      return `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(option)}${mark}</dd></div>`;
    })
    .join('\n');
  const all = `<p class="rest"><a href="#${anchorOf('s', 'decisions')}">votes and reasons</a></p>`;
  return `<section class="first"><h2>Decided</h2><dl class="decided">${rows}</dl>${all}</section>`;
}

function topRecommendations(document: ReportDocument, index: ReportIndex): string {
  const cards = document.sections
    .filter((section) => section.id === 'recommendations')
    .flatMap((section) => section.blocks)
    .filter((block): block is ReportCard => block.kind === 'card');
  if (cards.length === 0) return '';
  const rows = cards
    .slice(0, TOP_RECOMMENDATIONS)
    .map(
      (card) =>
        `<li><span class="badge ${card.severity ?? 'info'}">${card.severity ?? 'info'}</span> ` +
        `<span>${htmlText(card.title, index)} <a class="more" href="#${anchorOf('c', card.id)}">details</a></span></li>`,
    )
    .join('\n');
  const rest = cards.length - TOP_RECOMMENDATIONS;
  const more =
    rest > 0 ? `<p class="rest"><a href="#${anchorOf('s', 'recommendations')}">and ${rest} more</a></p>` : '';
  return `<section class="first"><h2>What to do first</h2><ol>${rows}</ol>${more}</section>`;
}
