import { figureTextParts, type FigureText } from '@app/kernel';
import { chartTable, isInTable } from './chart-table';
import { printDate, printTime } from './date-format';
import type { ReportBlock, ReportCard, ReportDocument, ReportSection } from './document-tree';
import { METHOD_MARKS, headingOf, printFigure } from './figure-format';
import { translateDocument } from './language/translate-document';
import { markdownAppendix } from './markdown-appendix';
import { PLAIN_ENGLISH, type Presentation } from './presentation';
import { reportIndex, type ReportIndex } from './report-index';
import { recommendationCards } from './report-parts';
import { anchorOf, escapeMarkdown, escapeMarkdownBlock } from './text-escaping';

const TOP_RECOMMENDATIONS = 5;
const SUPERSCRIPT_MARKS: Readonly<Record<string, string>> = { m: 'ᵐ', s: 'ˢ', c: 'ᶜ', a: 'ᵃ' };

/**
 * The report as GitHub-flavoured Markdown: every figure links to its entry in the appendix. Whatever people or
 * agents wrote comes out as text: it forms no mark-up, link or HTML.
 */
export function renderMarkdown(report: ReportDocument, presentation: Presentation = PLAIN_ENGLISH): string {
  const document = translateDocument(report, presentation.language);
  const index = reportIndex(document, presentation.language);
  const { words } = index;
  const print = (text: FigureText) => inline(text, index);
  const blocks = [
    `# ${escapeMarkdown(document.title)}`,
    ...(presentation.branding ? [`**${escapeMarkdown(presentation.branding.name)}**`] : []),
    ...(document.subtitle === '' ? [] : [escapeMarkdownBlock(document.subtitle)]),
    frontMatter(document, index),
    ...partialNotice(document, index),
    words.agentTexts === '' ? '' : `> ${escapeMarkdown(words.agentTexts)}`,
    `## ${words.atAGlance}`,
    print(document.verdict),
    keyFigures(document, index),
    decided(document, index),
    ...firstSteps(document, index),
    `${words.appendixExplained} ${words.marksLegend
      .map(([method, meaning]) => `${SUPERSCRIPT_MARKS[METHOD_MARKS[method]]} ${meaning}`)
      .join(', ')}.`,
    ...document.sections.flatMap((section) => sectionBlocks(section, index)),
    ...markdownAppendix(document, index),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function frontMatter(document: ReportDocument, { words, language }: ReportIndex): string {
  const heard = document.agents.filter((agent) => agent.missing === null).length;
  return [
    `- ${words.state}: **${words.states[document.state]}** (${words.agentsHeard}: ${words.ofAll(heard, document.agents.length)})`,
    `- ${words.asOf}: ${escapeMarkdown(printDate(document.asOf, language))}`,
    `- ${words.analysed}: ${escapeMarkdown(printTime(document.generatedAt, language))}`,
    `- ${words.run}: ${escapeMarkdown(document.runId)}`,
  ].join('\n');
}

function partialNotice(document: ReportDocument, { words }: ReportIndex): string[] {
  const missing = document.agents.filter((agent) => agent.missing !== null);
  if (missing.length === 0) return [];
  const lines = missing.map(
    (agent) => `> - ${escapeMarkdown(agent.name)}: ${escapeMarkdown(agent.missing ?? '')}`,
  );
  return [[`> **${words.partialResult}** ${words.partialExplained}`, '>', ...lines].join('\n')];
}

function keyFigures(document: ReportDocument, index: ReportIndex): string {
  const entries = document.keyFigures.flatMap((id) => index.figures.get(id) ?? []);
  if (entries.length === 0) return '';
  const rows = entries.map(
    (entry) => `| ${escapeMarkdown(headingOf(entry))} | ${figureLink(entry.id, index)} |`,
  );
  return [`| ${index.words.keyFigures} | ${index.words.value} |`, '| --- | --- |', ...rows].join('\n');
}

function decided(document: ReportDocument, { words }: ReportIndex): string {
  const rows = document.decisions.map(
    ({ label, option, contested }) =>
      `| ${escapeMarkdown(label)} | ${escapeMarkdown(option)}${contested ? ` (${words.contested})` : ''} |`,
  );
  return rows.length === 0
    ? ''
    : [`| ${words.choice} | ${words.decided} |`, '| --- | --- |', ...rows].join('\n');
}

function firstSteps(document: ReportDocument, index: ReportIndex): string[] {
  const { cards } = recommendationCards(document);
  if (cards.length === 0) return [];
  const lines = cards.slice(0, TOP_RECOMMENDATIONS).map((card, at) => {
    const severity = card.severity === null ? '' : ` (${index.words.severities[card.severity]})`;
    return `${at + 1}. ${inline(card.title, index)}${severity}`;
  });
  return [`**${index.words.whatToDoFirst}**`, lines.join('\n')];
}

function sectionBlocks(section: ReportSection, index: ReportIndex): string[] {
  return [
    `<a id="${anchorOf('s', section.id)}"></a>\n\n## ${escapeMarkdown(section.title)}`,
    // Without a drawing a chart is its numbers, and those need no second table.
    ...section.blocks
      .filter((block) => block.kind !== 'chart' || !isInTable(block.chart, section))
      .map((block) => blockText(block, index)),
  ];
}

function blockText(block: ReportBlock, index: ReportIndex): string {
  const print = (text: FigureText) => inline(text, index);
  switch (block.kind) {
    case 'paragraph':
      return print(block.text);
    case 'heading':
      return `${block.isMinor ? '####' : '###'} ${print(block.text)}`;
    case 'callout':
      return `> **${index.words.tones[block.tone]}.** ${print(block.text)}`;
    case 'list':
      return block.items.map((item, at) => `${block.ordered ? `${at + 1}.` : '-'} ${print(item)}`).join('\n');
    case 'table':
      return table(
        block.title,
        block.columns,
        block.rows.map((row) => row.map(print)),
      );
    case 'card':
      return card(block, print, index);
    case 'spans':
      return table(
        block.title,
        [index.words.agent, index.words.startedAfter, index.words.took],
        block.spans.map((span) => [
          escapeMarkdown(span.label),
          `${Math.round(span.fromMs)} ms`,
          figureLink(span.figureId, index),
        ]),
      );
    case 'chart': {
      const { columns, rows } = chartTable(block.chart, index.words);
      const { title, description } = block.chart;
      const numbers = rows.map((row) => row.map(print));
      return `${escapeMarkdown(description)}\n\n${table(title, columns, numbers)}`;
    }
  }
}

function card(block: ReportCard, print: (text: FigureText) => string, { words }: ReportIndex): string {
  const severity = block.severity === null ? '' : words.severities[block.severity];
  const tag = [block.tag, severity].filter((part) => part !== '').join(' · ');
  const title = `${tag === '' ? '' : `${escapeMarkdown(tag)} — `}${print(block.title)}`;
  const details = block.details.map((detail) =>
    detail.items.length === 1
      ? `- ${escapeMarkdown(detail.label)}: ${print(detail.items[0] ?? '')}`
      : `- ${escapeMarkdown(detail.label)}:\n${detail.items.map((item) => `  - ${print(item)}`).join('\n')}`,
  );
  return [
    `<a id="${anchorOf('c', block.id)}"></a>\n\n#### ${title}`,
    ...(block.text === '' ? [] : [print(block.text)]),
    ...(details.length === 0 ? [] : [details.join('\n')]),
  ].join('\n\n');
}

function table(title: string, columns: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = [line(columns.map(escapeMarkdown)), line(columns.map(() => '---'))];
  return [`**${escapeMarkdown(title)}**`, [...head, ...rows.map(line)].join('\n')].join('\n\n');
}

function inline(text: FigureText, index: ReportIndex): string {
  return figureTextParts(text)
    .map((part, at) => {
      if ('figureId' in part) return figureLink(part.figureId, index);
      return at === 0 ? escapeMarkdownBlock(part.prose) : escapeMarkdown(part.prose);
    })
    .join('');
}

function figureLink(id: string, index: ReportIndex): string {
  const entry = index.figures.get(id);
  if (!entry) return escapeMarkdown(`[${index.words.figureMissing(id)}]`);
  const printed = printFigure(entry, index.language);
  const mark = printed.known ? SUPERSCRIPT_MARKS[printed.mark] : '';
  return `[${escapeMarkdown(printed.text)}${mark}](#${index.anchorOf(id)})`;
}
