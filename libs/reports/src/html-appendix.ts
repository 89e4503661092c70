import { AGENT_IDS } from '@app/agents/pure';
import type { Figure, Source } from '@app/kernel';
import { printAnswer } from './answer-format';
import { printDate } from './date-format';
import type { ReportDocument } from './document-tree';
import { METHOD_MARKS, headingOf, printFigure } from './figure-format';
import { isAnswerId, usesOfFigures } from './figure-trail';
import { printAsGiven } from './number-format';
import { numberRanges, printRange } from './number-ranges';
import { fieldOf, type ReportIndex } from './report-index';
import { escapeHtml, linkableUrl } from './text-escaping';

const NAMED_USES = 3;
const GROUPING = { en: ',', de: '.' } as const;

/** The trail of every figure, then its sources, the answers it rests on, and the versions of what computed it. */
export function htmlAppendix(document: ReportDocument, index: ReportIndex): string {
  const groups = Map.groupBy(document.figures, (entry) => entry.id.split('.')[0] as string);
  const chapters = [...groups.entries()].map(
    ([name, group]) =>
      `<details><summary>${escapeHtml(chapterTitle(name, index))} <span>${group.length}</span></summary>\n` +
      `${byFormula(group, document, index)}\n</details>`,
  );
  return `<section id="appendix-figures" class="appendix"><h2>${escapeHtml(index.words.appendixFigures)}</h2>
<p class="legend">${escapeHtml(index.words.appendixExplained)} ${marksLegend(index)}</p>
${chapters.join('\n')}
</section>
${sourceList(index)}
${answersTable(document, index)}
${versionsTable(document, index)}`;
}

function marksLegend({ words }: ReportIndex): string {
  const marks = words.marksLegend.map(
    ([method, meaning]) => `<sup>${METHOD_MARKS[method]}</sup> ${escapeHtml(meaning)}`,
  );
  return `${marks.join(', ')}.`;
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
function chapterTitle(name: string, { words }: ReportIndex): string {
  const agent = AGENT_IDS.find((id) => id === name);
  return agent ? words.agents[agent] : name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

function entryOf(entry: Figure, named: boolean, document: ReportDocument, index: ReportIndex): string {
  const printed = printFigure(entry, index.language);
  const lines = [
    inputsOf(entry, named, document, index),
    exactly(entry, printed.text, index),
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
  if (same)
    return `${index.words.fromSameAs} <a href="#${index.anchorOf(same.id)}">${escapeHtml(same.label)}</a>`;
  const inputs = index.inputsOf(entry);
  const parts = inputs.named.map((id) => inputOf(id, named, document, index));
  const more = inputs.more > 0 ? [escapeHtml(index.words.inFullReport(inputs.more))] : [];
  return `${index.words.from} ${[...parts, ...more].join('; ')}`;
}

function inputOf(id: string, named: boolean, document: ReportDocument, index: ReportIndex): string {
  const value = inputValue(id, document, index);
  if (value === null) return `<span class="missing">${escapeHtml(index.words.isMissing(id))}</span>`;
  const anchor = index.anchorOf(id);
  const answer = index.words.answer.toLowerCase();
  const name = isAnswerId(id) ? `${answer} ${fieldOf(id)}` : (index.figures.get(id)?.label ?? id);
  if (anchor === null) return `${escapeHtml(name)}: ${escapeHtml(value)}`;
  return named
    ? `<a href="#${anchor}">${escapeHtml(name)}</a> ${escapeHtml(value)}`
    : `<a href="#${anchor}">${escapeHtml(value)}</a>`;
}

function inputValue(id: string, document: ReportDocument, index: ReportIndex): string | null {
  if (isAnswerId(id)) {
    return Object.hasOwn(document.answers, id)
      ? printAnswer(document.answers[id], index.language)
      : index.words.notGiven;
  }
  const entry = index.figures.get(id);
  return entry ? printFigure(entry, index.language).value : null;
}

function link(entry: Figure, index: ReportIndex): string {
  return `<a href="#${index.anchorOf(entry.id)}">${escapeHtml(entry.label)}</a>`;
}

/** The value in its own unit, where the printed one is rounded or on another scale. */
function exactly(entry: Figure, printed: string, index: ReportIndex): string {
  if (entry.value === null) return '';
  const value = Number(entry.value.toPrecision(9));
  const shown = index.language === 'en' ? String(value) : printAsGiven(value, index.language);
  if (
    printed.replaceAll(GROUPING[index.language], '').includes(shown.replaceAll(GROUPING[index.language], ''))
  ) {
    return '';
  }
  return escapeHtml(index.words.exactly(`${shown}${entry.unit === '1' ? '' : ` ${entry.unit}`}`));
}

function sourcesOf(entry: Figure, index: ReportIndex): string {
  const numbers = index.sourceNumbersOf(entry);
  return numbers.length === 0
    ? ''
    : `${index.words.source.toLowerCase()} ${numberRanges(numbers)
        .map((range) => `<a href="#s${range.from}">${printRange(range)}</a>`)
        .join(', ')}`;
}

function sourceList(index: ReportIndex): string {
  const { sources, words } = index;
  if (sources.length === 0) return '';
  const entries = sources.map((source, at) => `<li id="s${at + 1}">${sourceOf(source, index)}</li>`);
  return `<section id="appendix-sources" class="appendix"><h2>${escapeHtml(words.appendixSources)}</h2>\n<ol>${entries.join('\n')}</ol></section>`;
}

function sourceOf(source: Source, { words, language }: ReportIndex): string {
  const url = linkableUrl(source.url);
  const title = escapeHtml(source.title);
  const name = url === null ? title : `<a href="${escapeHtml(url)}" rel="noopener noreferrer">${title}</a>`;
  const asOf = words.asOfDate(printDate(source.asOf, language));
  const confidence = `${words.confidence.toLowerCase()} ${words.confidences[source.confidence]}`;
  return `${name}, ${escapeHtml(asOf)}, ${escapeHtml(confidence)}`;
}

function answersTable(document: ReportDocument, index: ReportIndex): string {
  const uses = usesOfFigures(document.figures);
  const rows = Object.entries(document.answers).map(
    ([id, value]) =>
      `<tr id="${index.anchorOf(id)}"><td><code>${escapeHtml(fieldOf(id))}</code></td>` +
      `<td>${escapeHtml(printAnswer(value, index.language))}</td><td>${usesOf(uses.get(id) ?? [], index)}</td></tr>`,
  );
  if (rows.length === 0) return '';
  const { answerField, answer, usedFor } = index.words;
  const head = [answerField, answer, usedFor]
    .map((name) => `<th scope="col">${escapeHtml(name)}</th>`)
    .join('');
  return `<section id="appendix-answers" class="appendix"><h2>${escapeHtml(index.words.appendixAnswers)}</h2>
<div class="table"><table><thead><tr>${head}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div></section>`;
}

/** Each user names the answer among its inputs, so nothing is lost by not listing them all. */
function usesOf(users: readonly string[], index: ReportIndex): string {
  const named = users
    .flatMap((id) => index.figures.get(id) ?? [])
    .slice(0, NAMED_USES)
    .map((entry) => link(entry, index));
  const rest = users.length > NAMED_USES ? [escapeHtml(index.words.andMore(users.length - NAMED_USES))] : [];
  return [...named, ...rest].join('<br>');
}

function versionsTable(document: ReportDocument, { words }: ReportIndex): string {
  const rows = Object.entries(document.versions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, version]) =>
        `<tr><td>${escapeHtml(name)}</td><td><code>${escapeHtml(version)}</code></td></tr>`,
    );
  if (rows.length === 0) return '';
  return `<section id="appendix-versions" class="appendix"><h2>${escapeHtml(words.appendixVersions)}</h2>
<div class="table"><table><tbody>${rows.join('\n')}</tbody></table></div></section>`;
}
