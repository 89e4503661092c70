import { printDate, printTime } from './date-format';
import type { ReportDocument } from './document-tree';
import { headingOf } from './figure-format';
import { htmlFigure, htmlText } from './html-figures';
import type { ReportIndex } from './report-index';
import type { Branding } from './presentation';
import { decisionSection, recommendationCards } from './report-parts';
import { anchorOf, escapeHtml } from './text-escaping';

const TOP_RECOMMENDATIONS = 5;
const TOP_DECISIONS = 8;
/** Above this a verdict is set as text, not as a headline. */
const LONG_VERDICT = 320;

/** What a reader sees before scrolling: state, verdict, key figures, what to do first. */
export function htmlFirstScreen(
  document: ReportDocument,
  index: ReportIndex,
  branding: Branding | null,
): string {
  const length = document.verdict.length > LONG_VERDICT ? ' long' : '';
  return `<header class="cover">
${brandLine(index, branding)}
<h1>${escapeHtml(document.title)}</h1>
<p class="subtitle">${escapeHtml(document.subtitle)}</p>
${factLine(document, index)}
${partialNotice(document, index)}
${languageNote(index)}
<p class="verdict${length}">${htmlText(document.verdict, index)}</p>
${keyFigures(document, index)}
<div class="columns">${topRecommendations(document, index)}${decided(document, index)}</div>
</header>`;
}

function brandLine({ words }: ReportIndex, branding: Branding | null): string {
  if (!branding) return `<p class="brand"><b>Infra Mind</b> <span>${escapeHtml(words.product)}</span></p>`;
  const { name, logo } = branding;
  // A picture that is loaded as one runs nothing and fetches nothing, whatever is in it.
  const picture = logo
    ? `<img class="logo" src="data:${logo.contentType};base64,${escapeHtml(logo.data)}" alt="${escapeHtml(name)}">`
    : `<b>${escapeHtml(name)}</b>`;
  return `<p class="brand">${picture} <span>${escapeHtml(words.product)} · Infra Mind</span></p>`;
}

function factLine(document: ReportDocument, { words, language }: ReportIndex): string {
  const heard = document.agents.filter((agent) => agent.missing === null).length;
  const facts: ReadonlyArray<readonly [string, string]> = [
    [words.state, `<span class="state ${document.state}">${words.states[document.state]}</span>`],
    [words.agentsHeard, words.ofAll(heard, document.agents.length)],
    [words.asOf, escapeHtml(printDate(document.asOf, language))],
    [words.analysed, escapeHtml(printTime(document.generatedAt, language))],
    [words.run, `<code>${escapeHtml(document.runId)}</code>`],
  ];
  const entries = facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('');
  return `<dl class="facts">${entries}</dl>`;
}

function partialNotice(document: ReportDocument, { words }: ReportIndex): string {
  const missing = document.agents.filter((agent) => agent.missing !== null);
  if (missing.length === 0) return '';
  const names = missing
    .map((agent) => `<li><b>${escapeHtml(agent.name)}</b>: ${escapeHtml(agent.missing ?? '')}</li>`)
    .join('');
  return (
    `<aside class="partial" role="note"><p><b>${words.partialResult}</b> ` +
    `${words.partialExplained}</p><ul>${names}</ul></aside>`
  );
}

function languageNote({ words }: ReportIndex): string {
  return words.agentTexts === '' ? '' : `<p class="callout" role="note">${escapeHtml(words.agentTexts)}</p>`;
}

function keyFigures(document: ReportDocument, index: ReportIndex): string {
  const entries = document.keyFigures.flatMap((id) => index.figures.get(id) ?? []);
  if (entries.length === 0) return '';
  const tiles = entries.map(
    (entry) => `<div><dt>${escapeHtml(headingOf(entry))}</dt><dd>${htmlFigure(entry.id, index)}</dd></div>`,
  );
  return `<dl class="key n${entries.length}">${tiles.join('\n')}</dl>`;
}

function decided(document: ReportDocument, { words }: ReportIndex): string {
  if (document.decisions.length === 0) return '';
  const rows = document.decisions
    .slice(0, TOP_DECISIONS)
    .map(({ label, option, contested }) => {
      const mark = contested ? ` <span class="contested">${words.contested}</span>` : '';
      return `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(option)}${mark}</dd></div>`;
    })
    .join('\n');
  const section = decisionSection(document);
  const all = section
    ? `<p class="rest"><a href="#${anchorOf('s', section.id)}">${words.votesAndReasons}</a></p>`
    : '';
  return `<section class="first"><h2>${words.decided}</h2><dl class="decided">${rows}</dl>${all}</section>`;
}

function topRecommendations(document: ReportDocument, index: ReportIndex): string {
  const { words } = index;
  const { section, cards } = recommendationCards(document);
  if (!section || cards.length === 0) return '';
  const rows = cards
    .slice(0, TOP_RECOMMENDATIONS)
    .map((card) => {
      const severity = card.severity ?? 'info';
      return (
        `<li><span class="badge ${severity}">${words.severities[severity]}</span> ` +
        `<span>${htmlText(card.title, index)} <a class="more" href="#${anchorOf('c', card.id)}">${words.details}</a></span></li>`
      );
    })
    .join('\n');
  const rest = cards.length - TOP_RECOMMENDATIONS;
  const more =
    rest > 0
      ? `<p class="rest"><a href="#${anchorOf('s', section.id)}">${escapeHtml(words.andMore(rest))}</a></p>`
      : '';
  return `<section class="first"><h2>${words.whatToDoFirst}</h2><ol>${rows}</ol>${more}</section>`;
}
