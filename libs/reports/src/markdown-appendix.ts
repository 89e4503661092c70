import type { Figure, Source } from '@app/kernel';
import { printAnswer } from './answer-format';
import { printDate } from './date-format';
import type { ReportDocument } from './document-tree';
import { headingOf, printFigure } from './figure-format';
import { isAnswerId } from './figure-trail';
import { numberRanges, printRange } from './number-ranges';
import { fieldOf, type ReportIndex } from './report-index';
import { escapeMarkdown, linkableUrl, markdownCode } from './text-escaping';

/** The trail of every figure: formula, inputs, sources, method; then sources, answers and versions. */
export function markdownAppendix(document: ReportDocument, index: ReportIndex): string[] {
  const { words } = index;
  const entries = document.figures.map((entry) => figureEntry(entry, document, index));
  const sources = index.sources.map(
    (source, at) => `${at + 1}. <a id="s${at + 1}"></a>${sourceText(source, index)}`,
  );
  const answers = Object.entries(document.answers).map(
    ([id, value]) =>
      `- <a id="${index.anchorOf(id)}"></a>${markdownCode(fieldOf(id))}: ${escapeMarkdown(printAnswer(value, index.language))}`,
  );
  const versions = Object.entries(document.versions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, version]) => `- ${escapeMarkdown(name)}: ${escapeMarkdown(version)}`);
  return [
    `## ${words.appendixFigures}`,
    entries.length === 0 ? words.noFigures : entries.join('\n'),
    ...(sources.length === 0 ? [] : [`## ${words.appendixSources}`, sources.join('\n')]),
    ...(answers.length === 0 ? [] : [`## ${words.appendixAnswers}`, answers.join('\n')]),
    ...(versions.length === 0 ? [] : [`## ${words.appendixVersions}`, versions.join('\n')]),
  ];
}

function figureEntry(entry: Figure, document: ReportDocument, index: ReportIndex): string {
  const parts = [
    entry.formula === null ? '' : markdownCode(entry.formula),
    inputsOf(entry, document, index),
    sourcesOf(entry, index),
  ].filter((part) => part !== '');
  return (
    `- <a id="${index.anchorOf(entry.id)}"></a>**${escapeMarkdown(headingOf(entry))}**: ` +
    `${escapeMarkdown(printFigure(entry, index.language).text)} (${index.words.methods[entry.method]}) ${markdownCode(entry.id)}` +
    (parts.length === 0 ? '' : `\n  ${parts.join('; ')}`)
  );
}

function inputsOf(entry: Figure, document: ReportDocument, index: ReportIndex): string {
  if (entry.inputs.length === 0) return '';
  const same = index.sameInputsAs(entry);
  if (same) return `${index.words.fromSameAs} [${escapeMarkdown(same.label)}](#${index.anchorOf(same.id)})`;
  const { named, more } = index.inputsOf(entry);
  const parts = named.map((id) => inputLink(id, document, index));
  return `${index.words.from} ${[...parts, ...(more > 0 ? [index.words.inFullReport(more)] : [])].join('; ')}`;
}

function inputLink(id: string, document: ReportDocument, index: ReportIndex): string {
  if (isAnswerId(id)) {
    const value = Object.hasOwn(document.answers, id)
      ? printAnswer(document.answers[id], index.language)
      : index.words.notGiven;
    const text = escapeMarkdown(`${fieldOf(id)} = ${value}`);
    const anchor = index.anchorOf(id);
    const answer = index.words.answer.toLowerCase();
    return anchor === null ? `${answer} ${text}` : `${answer} [${text}](#${anchor})`;
  }
  const entry = index.figures.get(id);
  if (!entry) return escapeMarkdown(index.words.isMissing(id));
  const text = escapeMarkdown(`${entry.label}: ${printFigure(entry, index.language).value}`);
  const anchor = index.anchorOf(id);
  return anchor === null ? text : `[${text}](#${anchor})`;
}

function sourcesOf(entry: Figure, index: ReportIndex): string {
  const numbers = index.sourceNumbersOf(entry);
  return numbers.length === 0
    ? ''
    : `${index.words.source.toLowerCase()} ${numberRanges(numbers)
        .map((range) => `[${printRange(range)}](#s${range.from})`)
        .join(', ')}`;
}

function sourceText(source: Source, { words, language }: ReportIndex): string {
  const url = linkableUrl(source.url);
  const title = escapeMarkdown(source.title);
  // In angle brackets an address may hold parentheses; what would end it is percent-encoded by linkableUrl.
  const name = url === null ? title : `[${title}](<${url}>)`;
  const asOf = escapeMarkdown(words.asOfDate(printDate(source.asOf, language)));
  return `${name}, ${asOf}, ${words.confidence.toLowerCase()} ${words.confidences[source.confidence]}`;
}
