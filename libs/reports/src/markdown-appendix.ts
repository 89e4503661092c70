import type { Figure, Source } from '@app/kernel';
import { printAnswer } from './answer-format';
import type { ReportDocument } from './document-tree';
import { headingOf, printFigure } from './figure-format';
import { figuresById, isAnswerId } from './figure-trail';
import { anchorOf, escapeMarkdown, linkableUrl, markdownCode } from './text-escaping';

/** The trail of every figure: formula, inputs, sources, method; then the answers they rest on, and the versions. */
export function markdownAppendix(document: ReportDocument): string[] {
  const figures = figuresById(document.figures);
  const entries = document.figures.map((entry) => figureEntry(entry, figures, document));
  const answers = Object.entries(document.answers).map(
    ([id, value]) =>
      `- <a id="${anchorOf('a', id)}"></a>${markdownCode(fieldOf(id))}: ${escapeMarkdown(printAnswer(value))}`,
  );
  const versions = Object.entries(document.versions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, version]) => `- ${escapeMarkdown(name)}: ${escapeMarkdown(version)}`);
  return [
    '## Appendix: figures',
    entries.length === 0 ? 'The report cites no figure.' : entries.join('\n'),
    ...(answers.length === 0 ? [] : ['## Appendix: answers given', answers.join('\n')]),
    ...(versions.length === 0 ? [] : ['## Appendix: versions', versions.join('\n')]),
  ];
}

function figureEntry(entry: Figure, figures: ReadonlyMap<string, Figure>, document: ReportDocument): string {
  const lines = [
    `- <a id="${anchorOf('f', entry.id)}"></a>**${escapeMarkdown(headingOf(entry))}**: ` +
      `${escapeMarkdown(printFigure(entry).text)} (${entry.method}) ${markdownCode(entry.id)}`,
  ];
  if (entry.formula !== null) lines.push(`  - Formula: ${markdownCode(entry.formula)}`);
  if (entry.inputs.length > 0) {
    lines.push(`  - From: ${entry.inputs.map((id) => inputLink(id, figures, document)).join('; ')}`);
  }
  for (const source of entry.sources) lines.push(`  - Source: ${sourceText(source)}`);
  return lines.join('\n');
}

function inputLink(id: string, figures: ReadonlyMap<string, Figure>, document: ReportDocument): string {
  if (isAnswerId(id)) {
    const value = Object.hasOwn(document.answers, id) ? printAnswer(document.answers[id]) : 'not given';
    return `answer [${escapeMarkdown(fieldOf(id))} = ${escapeMarkdown(value)}](#${anchorOf('a', id)})`;
  }
  const entry = figures.get(id);
  if (!entry) return escapeMarkdown(`${id} (missing)`);
  return `[${escapeMarkdown(`${entry.label}: ${printFigure(entry).text}`)}](#${anchorOf('f', id)})`;
}

function sourceText(source: Source): string {
  const url = linkableUrl(source.url);
  const title = escapeMarkdown(source.title);
  // In angle brackets an address may hold parentheses; what would end it is percent-encoded by linkableUrl.
  const name = url === null ? title : `[${title}](<${url}>)`;
  return `${name}, as of ${escapeMarkdown(source.asOf)}, confidence ${source.confidence}`;
}

function fieldOf(answer: string): string {
  return answer.slice('input:'.length);
}
