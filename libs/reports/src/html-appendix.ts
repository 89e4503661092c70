import type { Figure, Source } from '@app/kernel';
import { printAnswer } from './answer-format';
import type { ReportDocument } from './document-tree';
import { headingOf, printFigure } from './figure-format';
import { isAnswerId, usesOfFigures } from './figure-trail';
import { anchorOf, escapeHtml, linkableUrl } from './text-escaping';

type Figures = ReadonlyMap<string, Figure>;

const NAMED_USES = 5;

/** The trail of every figure, then the answers they rest on, then the versions of what computed them. */
export function htmlAppendix(document: ReportDocument, figures: Figures): string {
  const uses = usesOfFigures(document.figures);
  const groups = Map.groupBy(document.figures, (entry) => entry.id.split('.')[0] as string);
  const chapters = [...groups.entries()].map(
    ([name, group]) =>
      `<h3>${escapeHtml(name)}</h3>\n<div class="entries">${group.map((entry) => entryOf(entry, document, figures, uses)).join('\n')}</div>`,
  );
  return `<section id="appendix-figures" class="appendix"><h2>Appendix: figures</h2>
<p class="legend">Every number in this report is listed here with its trail. Marks: <sup>m</sup> measured on this run,
<sup>s</sup> from a dated source or a given answer, <sup>c</sup> computed by the formula, <sup>a</sup> assumed.</p>
${chapters.join('\n')}
</section>
${answersTable(document, uses, figures)}
${versionsTable(document)}`;
}

function entryOf(
  entry: Figure,
  document: ReportDocument,
  figures: Figures,
  uses: ReadonlyMap<string, readonly string[]>,
): string {
  const printed = printFigure(entry);
  const links = (ids: readonly string[]) => ids.map((id) => link(id, document, figures)).join('<br>');
  const rows: ReadonlyArray<readonly [string, string]> = [
    ['Formula', entry.formula === null ? '' : `<code>${escapeHtml(entry.formula)}</code>`],
    ['From', links(entry.inputs)],
    ['Used for', usesOf(entry.id, uses, document, figures)],
    ['Sources', entry.sources.map(sourceOf).join('<br>')],
    ['Exactly', exactly(entry, printed.text)],
    ['Id', `<code>${escapeHtml(entry.id)}</code>`],
  ];
  const trail = rows
    .filter(([, content]) => content !== '')
    .map(([name, content]) => `<dt>${name}</dt><dd>${content}</dd>`)
    .join('');
  return (
    `<article class="entry" id="${anchorOf('f', entry.id)}"><h4>${escapeHtml(headingOf(entry))}</h4>` +
    `<p class="value${printed.known ? '' : ' unknown'}">${escapeHtml(printed.text)} ` +
    `<span class="method ${entry.method}">${entry.method}</span></p><dl>${trail}</dl></article>`
  );
}

function usesOf(
  id: string,
  uses: ReadonlyMap<string, readonly string[]>,
  document: ReportDocument,
  figures: Figures,
): string {
  const users = uses.get(id) ?? [];
  const named = users.slice(0, NAMED_USES).map((user) => link(user, document, figures));
  // Each user names this figure among its inputs, so nothing is lost by not listing them all.
  const rest = users.length > NAMED_USES ? [`and ${users.length - NAMED_USES} more`] : [];
  return [...named, ...rest].join('<br>');
}

/** The value as it was computed, where the printed one is rounded or on another scale. */
function exactly(entry: Figure, printed: string): string {
  if (entry.value === null || printed.replaceAll(',', '').includes(String(entry.value))) return '';
  return escapeHtml(`${entry.value}${entry.unit === '1' ? '' : ` ${entry.unit}`}`);
}

function link(id: string, document: ReportDocument, figures: Figures): string {
  if (isAnswerId(id)) {
    const value = Object.hasOwn(document.answers, id) ? printAnswer(document.answers[id]) : 'not given';
    return `<a href="#${anchorOf('a', id)}">answer <code>${escapeHtml(fieldOf(id))}</code></a>: ${escapeHtml(value)}`;
  }
  const entry = figures.get(id);
  if (!entry) return `<span class="missing">${escapeHtml(id)} is missing</span>`;
  return `<a href="#${anchorOf('f', id)}">${escapeHtml(entry.label)}</a>: ${escapeHtml(printFigure(entry).text)}`;
}

function sourceOf(source: Source): string {
  const url = linkableUrl(source.url);
  const title = escapeHtml(source.title);
  const name = url === null ? title : `<a href="${escapeHtml(url)}" rel="noopener noreferrer">${title}</a>`;
  return `${name}, as of ${escapeHtml(source.asOf)}, confidence ${source.confidence}`;
}

function answersTable(
  document: ReportDocument,
  uses: ReadonlyMap<string, readonly string[]>,
  figures: Figures,
): string {
  const rows = Object.entries(document.answers).map(([id, value]) => {
    const used = usesOf(id, uses, document, figures);
    return (
      `<tr id="${anchorOf('a', id)}"><td><code>${escapeHtml(fieldOf(id))}</code></td>` +
      `<td>${escapeHtml(printAnswer(value))}</td><td>${used}</td></tr>`
    );
  });
  if (rows.length === 0) return '';
  return `<section id="appendix-answers" class="appendix"><h2>Appendix: answers given</h2>
<div class="table"><table><thead><tr><th scope="col">Field</th><th scope="col">Answer</th><th scope="col">Used for</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div></section>`;
}

function versionsTable(document: ReportDocument): string {
  const rows = Object.entries(document.versions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, version]) =>
        `<tr><td>${escapeHtml(name)}</td><td><code>${escapeHtml(version)}</code></td></tr>`,
    );
  if (rows.length === 0) return '';
  return `<section id="appendix-versions" class="appendix"><h2>Appendix: versions</h2>
<div class="table"><table><tbody>${rows.join('\n')}</tbody></table></div></section>`;
}

function fieldOf(answer: string): string {
  return answer.slice('input:'.length);
}
