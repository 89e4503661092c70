import { createHash } from 'node:crypto';
import type { ReportDocument } from './document-tree';
import { htmlAppendix } from './html-appendix';
import { htmlSection } from './html-blocks';
import { htmlFirstScreen } from './html-first-screen';
import { htmlStyle } from './html-brand-style';
import { printDate } from './date-format';
import { translateDocument } from './language/translate-document';
import { PLAIN_ENGLISH, type Presentation } from './presentation';
import { reportIndex, type ReportIndex } from './report-index';
import { anchorOf, escapeHtml } from './text-escaping';

/**
 * The content security policy of a report: nothing may load and no script may run; the one style sheet is known by
 * its hash, and a logo is in the page.
 */
export function htmlPolicy(presentation: Presentation): string {
  const style = htmlStyle(presentation);
  const { branding } = presentation;
  return [
    `default-src 'none'`,
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    ...(branding?.logo ? ['img-src data:'] : []),
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

/**
 * The report as one HTML file that needs nothing else: no script, no request to anywhere. Every figure links to its
 * trail. Light and dark, on screen and on paper.
 */
export function renderHtml(report: ReportDocument, presentation: Presentation = PLAIN_ENGLISH): string {
  const document = translateDocument(report, presentation.language);
  const index = reportIndex(document, presentation.language);
  const { words, language } = index;
  const style = htmlStyle(presentation);
  return `<!doctype html>
<html lang="${words.tag}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${htmlPolicy(presentation)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(document.title)} · ${escapeHtml(presentation.branding?.name ?? 'Infra Mind')}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">${words.skipToReport}</a>
${htmlFirstScreen(document, index, presentation.branding)}
<div class="body">
${contents(document, index)}
<main id="main">
${document.sections.map((section) => htmlSection(section, index)).join('\n')}
${htmlAppendix(document, index)}
</main>
</div>
<footer>${escapeHtml(document.title)} · ${words.states[document.state]} · ${escapeHtml(words.asOfDate(printDate(document.asOf, language)))} · ${words.run} ${escapeHtml(document.runId)}</footer>
</body>
</html>
`;
}

function contents(document: ReportDocument, index: ReportIndex): string {
  const entries: ReadonlyArray<readonly [string, string]> = [
    ...document.sections.map((section) => [anchorOf('s', section.id), section.title] as const),
    ['appendix-figures', index.words.appendixFigures],
    ...(index.sources.length > 0 ? [['appendix-sources', index.words.appendixSources] as const] : []),
    ...(Object.keys(document.answers).length > 0
      ? [['appendix-answers', index.words.appendixAnswers] as const]
      : []),
    ...(Object.keys(document.versions).length > 0
      ? [['appendix-versions', index.words.appendixVersions] as const]
      : []),
  ];
  const links = entries.map(([id, title]) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`).join('');
  return `<nav aria-label="${index.words.contents}"><ol>${links}</ol></nav>`;
}
