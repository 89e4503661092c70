import { createHash } from 'node:crypto';
import type { ReportDocument } from './document-tree';
import { htmlAppendix } from './html-appendix';
import { htmlSection } from './html-blocks';
import { htmlFirstScreen } from './html-first-screen';
import { REPORT_STYLE } from './html-style';
import { reportIndex, type ReportIndex } from './report-index';
import { anchorOf, escapeHtml } from './text-escaping';

/** Nothing may load and no script may run; the one style sheet is known by its hash. */
const POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(REPORT_STYLE).digest('base64')}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
].join('; ');

/**
 * The report as one HTML file that needs nothing else: no script, no request to anywhere. Every figure links to its
 * trail. Light and dark, on screen and on paper.
 */
export function renderHtml(document: ReportDocument): string {
  const index = reportIndex(document);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(document.title)} · Infra Mind</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the sections</a>
${htmlFirstScreen(document, index)}
<div class="body">
${contents(document, index)}
<main id="main">
${document.sections.map((section) => htmlSection(section, index)).join('\n')}
${htmlAppendix(document, index)}
</main>
</div>
<footer>${escapeHtml(document.title)} · ${document.state} · as of ${escapeHtml(document.asOf)} · run ${escapeHtml(document.runId)}</footer>
</body>
</html>
`;
}

function contents(document: ReportDocument, index: ReportIndex): string {
  const entries: ReadonlyArray<readonly [string, string]> = [
    ...document.sections.map((section) => [anchorOf('s', section.id), section.title] as const),
    ['appendix-figures', 'Appendix: figures'],
    ...(index.sources.length > 0 ? [['appendix-sources', 'Appendix: sources'] as const] : []),
    ...(Object.keys(document.answers).length > 0 ? [['appendix-answers', 'Appendix: answers'] as const] : []),
    ...(Object.keys(document.versions).length > 0
      ? [['appendix-versions', 'Appendix: versions'] as const]
      : []),
  ];
  const links = entries.map(([id, title]) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`).join('');
  return `<nav aria-label="Contents"><ol>${links}</ol></nav>`;
}
