import type { Chart } from '@app/charts';
import {
  anchorOf,
  chartTable,
  isInTable,
  type ReportBlock,
  type ReportCard,
  type ReportSection,
} from '@app/reports/pure';
import { wordTable } from './word-table';
import type { WordText } from './word-text';
import { paragraph, run, type Bookmarks } from './word-xml';

/** A Word document of more rows than this in one table is slow to open; the workbook has them all. */
const MOST_ROWS = 1_000;

/** A part of the body: finished mark-up, or a chart that is put in as a picture when the package is made. */
export type WordPart = string | { readonly chart: Chart };

/** What the blocks of a document share: how texts are written, and what has been numbered so far. */
export interface WordWriter {
  readonly text: WordText;
  readonly bookmarks: Bookmarks;
  /** The number of a new list whose items count from one. */
  readonly newList: () => number;
}

/** The number of every list with bullets. */
export const BULLETS = 1;

/** A section under its heading. */
export function sectionParts(section: ReportSection, writer: WordWriter): WordPart[] {
  const heading = writer.bookmarks.mark(sectionAnchor(section), run(section.title));
  return [
    paragraph('Heading1', heading),
    ...section.blocks.flatMap((block, at) =>
      block.kind === 'chart'
        ? chartParts(block.chart, section, writer)
        : blockParts(block, cardLevel(section, at), writer),
    ),
  ];
}

/** Word takes 40 characters for a bookmark: letters, digits and underscores. */
export function sectionAnchor(section: Pick<ReportSection, 'id'>): string {
  return anchorOf('s', section.id)
    .replace(/[^A-Za-z0-9]/g, '_')
    .slice(0, 40);
}

/** A card below a heading is one level deeper than a card below the section's title. */
function cardLevel({ blocks }: ReportSection, at: number): string {
  const first = blocks.findIndex(({ kind }) => kind === 'heading');
  return first >= 0 && at > first ? 'Heading3' : 'Heading2';
}

function blockParts(
  block: Exclude<ReportBlock, { kind: 'chart' }>,
  cardStyle: string,
  writer: WordWriter,
): WordPart[] {
  const { text } = writer;
  switch (block.kind) {
    case 'paragraph':
      return [paragraph('BodyText', text.runs(block.text))];
    case 'heading':
      return [paragraph('Heading2', text.runs(block.text))];
    case 'callout': {
      const label = run(`${text.words.tones[block.tone]}. `, { bold: true });
      return [paragraph(CALLOUTS[block.tone], label + text.runs(block.text))];
    }
    case 'list':
      return list(block.items, block.ordered ? writer.newList() : BULLETS, writer);
    case 'table':
      return table(block.title, block.columns, block.rows, writer);
    case 'card':
      return card(block, cardStyle, writer);
    case 'spans': {
      const { agent, startedAfter, took } = text.words;
      const rows = block.spans.map(({ label, fromMs, figureId }) => [
        label,
        `${Math.round(fromMs)} ms`,
        `[[${figureId}]]`,
      ]);
      return table(block.title, [agent, startedAfter, took], rows, writer);
    }
  }
}

/** The picture, and its numbers where no table of the section has them. */
function chartParts(chart: Chart, section: ReportSection, writer: WordWriter): WordPart[] {
  const { words } = writer.text;
  const { columns, rows } = chartTable(chart, words);
  return [
    paragraph('Caption', run(chart.title), '<w:keepNext/>'),
    { chart },
    paragraph('ChartText', run(chart.description)),
    ...(isInTable(chart, section) ? [] : table(words.chartNumbers, columns, rows, writer)),
  ];
}

const CALLOUTS = { info: 'CalloutInfo', warning: 'CalloutWarning', critical: 'CalloutCritical' } as const;

function list(items: readonly string[], number: number, { text }: WordWriter, level = 0): string[] {
  const numbering = `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${number}"/></w:numPr>`;
  return items.map((item) => paragraph('ListParagraph', text.runs(item), numbering));
}

function table(
  title: string,
  columns: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
  { text }: WordWriter,
): string[] {
  const shown = rows.slice(0, MOST_ROWS).map((row) => row.map((cell) => text.cell(cell)));
  const rest = rows.length - shown.length;
  return [
    wordTable({ title, columns, rows: shown }, text.words.none),
    ...(rest > 0 ? [paragraph('BodyText', run(text.words.andMore(rest), { italic: true }))] : []),
  ];
}

function card(block: ReportCard, style: string, writer: WordWriter): string[] {
  const { text } = writer;
  const weight =
    block.severity === null
      ? ''
      : run(`  ${text.words.severities[block.severity]}`, { style: `Severity${block.severity}` });
  const tag = block.tag === '' ? '' : run(`${block.tag}  `, { style: 'Tag' });
  return [
    paragraph(style, tag + text.runs(block.title) + weight),
    ...(block.text === '' ? [] : [paragraph('BodyText', text.runs(block.text))]),
    ...block.details.flatMap(({ label, items }) =>
      items.length === 1
        ? [paragraph('Detail', run(`${label}: `, { bold: true }) + text.runs(items[0] ?? ''))]
        : [paragraph('Detail', run(label, { bold: true }), '<w:keepNext/>'), ...list(items, BULLETS, writer)],
    ),
  ];
}
