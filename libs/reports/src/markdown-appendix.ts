import type { Figure, Source } from '@app/kernel';
import { printAnswer } from './answer-format';
import type { ReportDocument } from './document-tree';
import { headingOf, printFigure } from './figure-format';
import { isAnswerId } from './figure-trail';
import { fieldOf, type ReportIndex } from './report-index';
import { escapeMarkdown, linkableUrl, markdownCode } from './text-escaping';

/** The trail of every figure: formula, inputs, sources, method; then sources, answers and versions. */
export function markdownAppendix(document: ReportDocument, index: ReportIndex): string[] {
  const entries = document.figures.map((entry) => figureEntry(entry, document, index));
  const sources = index.sources.map(
    (source, at) => `${at + 1}. <a id="s${at + 1}"></a>${sourceText(source)}`,
  );
  const answers = Object.entries(document.answers).map(
    ([id, value]) =>
      `- <a id="${index.anchorOf(id)}"></a>${markdownCode(fieldOf(id))}: ${escapeMarkdown(printAnswer(value))}`,
  );
  const versions = Object.entries(document.versions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, version]) => `- ${escapeMarkdown(name)}: ${escapeMarkdown(version)}`);
  return [
    '## Appendix: figures',
    entries.length === 0 ? 'The report cites no figure.' : entries.join('\n'),
    ...(sources.length === 0 ? [] : ['## Appendix: sources', sources.join('\n')]),
    ...(answers.length === 0 ? [] : ['## Appendix: answers given', answers.join('\n')]),
    ...(versions.length === 0 ? [] : ['## Appendix: versions', versions.join('\n')]),
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
    `${escapeMarkdown(printFigure(entry).text)} (${entry.method}) ${markdownCode(entry.id)}` +
    (parts.length === 0 ? '' : `\n  ${parts.join('; ')}`)
  );
}

function inputsOf(entry: Figure, document: ReportDocument, index: ReportIndex): string {
  if (entry.inputs.length === 0) return '';
  const same = index.sameInputsAs(entry);
  if (same) return `from the same as [${escapeMarkdown(same.label)}](#${index.anchorOf(same.id)})`;
  return `from ${entry.inputs.map((id) => inputLink(id, document, index)).join('; ')}`;
}

function inputLink(id: string, document: ReportDocument, index: ReportIndex): string {
  if (isAnswerId(id)) {
    const value = Object.hasOwn(document.answers, id) ? printAnswer(document.answers[id]) : 'not given';
    const text = escapeMarkdown(`${fieldOf(id)} = ${value}`);
    const anchor = index.anchorOf(id);
    return anchor === null ? `answer ${text}` : `answer [${text}](#${anchor})`;
  }
  const entry = index.figures.get(id);
  if (!entry) return escapeMarkdown(`${id} (missing)`);
  return `[${escapeMarkdown(`${entry.label}: ${printFigure(entry).value}`)}](#${index.anchorOf(id)})`;
}

function sourcesOf(entry: Figure, index: ReportIndex): string {
  const numbers = index.sourceNumbersOf(entry);
  return numbers.length === 0
    ? ''
    : `source ${numbers.map((number) => `[${number}](#s${number})`).join(', ')}`;
}

function sourceText(source: Source): string {
  const url = linkableUrl(source.url);
  const title = escapeMarkdown(source.title);
  // In angle brackets an address may hold parentheses; what would end it is percent-encoded by linkableUrl.
  const name = url === null ? title : `[${title}](<${url}>)`;
  return `${name}, as of ${escapeMarkdown(source.asOf)}, confidence ${source.confidence}`;
}
