import { AGENT_IDS } from '@app/agents';
import type { Figure, Source } from '@app/kernel';
import { agentName } from '@app/synthesis';
import { printAnswer } from './answer-format';
import type { ReportDocument } from './document-tree';
import { headingOf, printFigure } from './figure-format';
import { isAnswerId, usesOfFigures } from './figure-trail';
import { fieldOf, type ReportIndex } from './report-index';
import { escapeHtml, linkableUrl } from './text-escaping';

const NAMED_USES = 3;

/** The trail of every figure, then its sources, the answers it rests on, and the versions of what computed it. */
export function htmlAppendix(document: ReportDocument, index: ReportIndex): string {
  const groups = Map.groupBy(document.figures, (entry) => entry.id.split('.')[0] as string);
  const chapters = [...groups.entries()].map(
    ([name, group]) =>
      `<details><summary>${escapeHtml(chapterTitle(name))} <span>${group.length}</span></summary>\n` +
      `${byFormula(group, document, index)}\n</details>`,
  );
  return `<section id="appendix-figures" class="appendix"><h2>Appendix: figures</h2>
<p class="legend">Every number in this report is listed here with its trail, by subject and by the formula that gave it; a click
on a number opens its entry. Marks: <sup>m</sup> measured on this run, <sup>s</sup> from a dated source or a given answer,
<sup>c</sup> computed by the formula, <sup>a</sup> assumed.</p>
${chapters.join('\n')}
</section>
${sourceList(index)}
${answersTable(document, index)}
${versionsTable(document)}`;
}

/** Figures of one formula stand together below it, so that it is written once. */
function byFormula(group: readonly Figure[], document: ReportDocument, index: ReportIndex): string {
  return [...Map.groupBy(group, (entry) => entry.formula ?? '').entries()]
    .map(([formula, entries]) => {
      const head = formula === '' ? '' : `<h3><code>${escapeHtml(formula)}</code></h3>\n`;
      const [first] = entries;
      // Below one formula the inputs have the same parts: the first entry names them, the others have their values.
      const named = (entry: Figure) => entry === first || entry.inputs.length !== first?.inputs.length;
      return head + entries.map((entry) => entryOf(entry, named(entry), document, index)).join('\n');
    })
    .join('\n');
}

/** The agent whose figures these are, or what the ids of the group begin with: `web-search` as `Web search`. */
function chapterTitle(name: string): string {
  const agent = AGENT_IDS.find((id) => id === name);
  return agent ? agentName(agent) : name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

function entryOf(entry: Figure, named: boolean, document: ReportDocument, index: ReportIndex): string {
  const printed = printFigure(entry);
  const lines = [
    inputsOf(entry, named, document, index),
    exactly(entry, printed.text),
    sourcesOf(entry, index),
    `<code>${escapeHtml(entry.id)}</code>`,
  ].filter((line) => line !== '');
  return (
    `<div class="e" id="${index.anchorOf(entry.id)}"><b>${escapeHtml(headingOf(entry))}</b> ` +
    `<span class="${printed.known ? printed.mark : 'u'}">${escapeHtml(printed.text)}</span>` +
    `<p>${lines.join(' · ')}</p></div>`
  );
}

function inputsOf(entry: Figure, named: boolean, document: ReportDocument, index: ReportIndex): string {
  if (entry.inputs.length === 0) return '';
  const same = index.sameInputsAs(entry);
  if (same) return `from the same as <a href="#${index.anchorOf(same.id)}">${escapeHtml(same.label)}</a>`;
  return `from ${entry.inputs.map((id) => inputOf(id, named, document, index)).join('; ')}`;
}

function inputOf(id: string, named: boolean, document: ReportDocument, index: ReportIndex): string {
  const value = inputValue(id, document, index);
  if (value === null) return `<span class="missing">${escapeHtml(id)} is missing</span>`;
  const anchor = index.anchorOf(id);
  if (anchor === null) return `answer ${escapeHtml(fieldOf(id))}: ${escapeHtml(value)}`;
  const name = isAnswerId(id) ? `answer ${fieldOf(id)}` : (index.figures.get(id)?.label ?? id);
  return named
    ? `<a href="#${anchor}">${escapeHtml(name)}</a> ${escapeHtml(value)}`
    : `<a href="#${anchor}">${escapeHtml(value)}</a>`;
}

function inputValue(id: string, document: ReportDocument, index: ReportIndex): string | null {
  if (isAnswerId(id)) {
    return Object.hasOwn(document.answers, id) ? printAnswer(document.answers[id]) : 'not given';
  }
  const entry = index.figures.get(id);
  return entry ? printFigure(entry).value : null;
}

function link(entry: Figure, index: ReportIndex): string {
  return `<a href="#${index.anchorOf(entry.id)}">${escapeHtml(entry.label)}</a>`;
}

/** The value in its own unit, where the printed one is rounded or on another scale. */
function exactly(entry: Figure, printed: string): string {
  if (entry.value === null) return '';
  const value = String(Number(entry.value.toPrecision(9)));
  if (printed.replaceAll(',', '').includes(value)) return '';
  return escapeHtml(`to nine digits ${value}${entry.unit === '1' ? '' : ` ${entry.unit}`}`);
}

function sourcesOf(entry: Figure, index: ReportIndex): string {
  const numbers = index.sourceNumbersOf(entry);
  return numbers.length === 0
    ? ''
    : `source ${numbers.map((number) => `<a href="#s${number}">${number}</a>`).join(', ')}`;
}

function sourceList({ sources }: ReportIndex): string {
  if (sources.length === 0) return '';
  const entries = sources.map((source, at) => `<li id="s${at + 1}">${sourceOf(source)}</li>`);
  return `<section id="appendix-sources" class="appendix"><h2>Appendix: sources</h2>\n<ol>${entries.join('\n')}</ol></section>`;
}

function sourceOf(source: Source): string {
  const url = linkableUrl(source.url);
  const title = escapeHtml(source.title);
  const name = url === null ? title : `<a href="${escapeHtml(url)}" rel="noopener noreferrer">${title}</a>`;
  return `${name}, as of ${escapeHtml(source.asOf)}, confidence ${source.confidence}`;
}

function answersTable(document: ReportDocument, index: ReportIndex): string {
  const uses = usesOfFigures(document.figures);
  const rows = Object.entries(document.answers).map(
    ([id, value]) =>
      `<tr id="${index.anchorOf(id)}"><td><code>${escapeHtml(fieldOf(id))}</code></td>` +
      `<td>${escapeHtml(printAnswer(value))}</td><td>${usesOf(uses.get(id) ?? [], index)}</td></tr>`,
  );
  if (rows.length === 0) return '';
  return `<section id="appendix-answers" class="appendix"><h2>Appendix: answers given</h2>
<div class="table"><table><thead><tr><th scope="col">Field</th><th scope="col">Answer</th><th scope="col">Used for</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div></section>`;
}

/** Each user names the answer among its inputs, so nothing is lost by not listing them all. */
function usesOf(users: readonly string[], index: ReportIndex): string {
  const named = users
    .flatMap((id) => index.figures.get(id) ?? [])
    .slice(0, NAMED_USES)
    .map((entry) => link(entry, index));
  const rest = users.length > NAMED_USES ? [`and ${users.length - NAMED_USES} more`] : [];
  return [...named, ...rest].join('<br>');
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
