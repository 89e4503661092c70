import type { Figure } from '@app/kernel';
import { fieldOf, headingOf, printAnswer, printDate, printFigure } from '@app/reports';
import type { PdfGroup, PdfNode } from './pdf-node';
import { QUIET, type PdfPen } from './pdf-pen';
import { referenceList } from './pdf-references';
import { printable } from './pdf-text';
import { isOneLine } from './pdf-widths';

const SMALL = 6.8;
const WIDTHS = [26, 168, 104, 12, 98, 43] as const;
const ADDRESS = /^https?:\/\//i;

/** The trail of every figure, its sources, the answers given and the versions of what computed it. */
export function appendixNodes(pen: PdfPen): PdfNode[] {
  return [...figureNodes(pen), ...sourceNodes(pen), ...answerNodes(pen), ...versionNodes(pen)];
}

function chapter(title: string, id: string, within: PdfGroup, isFirst = false): PdfNode {
  return {
    text: printable(title),
    id: `appendix-${id}`,
    style: 'section',
    room: 120,
    ...(isFirst ? { pageBreak: 'before' as const, pageOrientation: 'portrait' as const } : {}),
    tocItem: true,
    outline: true,
    outlineText: title,
    tag: { type: 'H1', within },
  };
}

function figureNodes(pen: PdfPen): PdfNode[] {
  const { document, words } = pen;
  const group: PdfGroup = { type: 'Sect' };
  const head = chapter(words.appendixFigures, 'figures', group, true);
  if (document.figures.length === 0) return [head, { text: printable(words.noFigures) }];
  const legend = words.marksLegend.map(([method, explained]) => `${markOf(method)} ${explained}`).join('; ');
  const chapters = Map.groupBy(document.figures, (entry) => entry.id.split('.')[0] as string);
  return [
    head,
    {
      text: printable(`${words.appendixExplained} ${legend}.`),
      style: 'note',
      tag: { type: 'P', within: group },
    },
    ...[...chapters.values()].map((entries) => figureTable(entries, pen, group)),
  ];
}

/** Figures of one formula stand together below it, so that it is written once. */
function figureTable(entries: readonly Figure[], pen: PdfPen, within: PdfGroup): PdfNode {
  const { words } = pen;
  const group: PdfGroup = { type: 'Table', within };
  const headRow: PdfGroup = { type: 'TR', within: group };
  const head = ['', words.figure, words.value, '', words.inputs, words.sources].map((name): PdfNode => ({
    text: printable(name),
    bold: true,
    ...(name === '' ? {} : { tag: { type: 'TH' as const, within: headRow } }),
  }));
  const body = [...Map.groupBy(entries, (entry) => entry.formula ?? '').entries()].flatMap(
    ([formula, group_]) => [
      ...(formula === '' ? [] : [formulaRow(formula, pen, group)]),
      ...group_.map((entry) => figureRow(entry, pen, group)),
    ],
  );
  return {
    layout: 'appendix',
    margin: [0, 4, 0, 8],
    fontSize: SMALL,
    table: { widths: [...WIDTHS], headerRows: 1, keepWithHeaderRows: 1, body: [head, ...body] },
  };
}

function formulaRow(formula: string, { words }: PdfPen, within: PdfGroup): PdfNode[] {
  const row: PdfGroup = { type: 'TR', within };
  return [
    {
      text: [
        { text: `${printable(words.formula)}: `, color: QUIET },
        { text: printable(formula), italics: true },
      ],
      colSpan: WIDTHS.length,
      fillColor: '#f1f3f6',
      tag: { type: 'TD', within: row },
    },
    ...WIDTHS.slice(1).map((): PdfNode => ({ text: '' })),
  ];
}

function figureRow(entry: Figure, pen: PdfPen, within: PdfGroup): PdfNode[] {
  const { index } = pen;
  const row: PdfGroup = { type: 'TR', within };
  const anchor = index.anchorOf(entry.id) ?? '';
  const { text } = printFigure(entry, pen.presentation.language);
  const cell = (content: string, column: number): PdfNode => ({
    text: content,
    ...(isOneLine(content, SMALL, WIDTHS[column] ?? 0) ? { noWrap: true } : {}),
    ...(content === '' ? {} : { tag: { type: 'TD' as const, within: row } }),
  });
  return [
    { text: anchor, id: anchor, noWrap: true, color: QUIET, tag: { type: 'TD', within: row } },
    cell(printable(headingOf(entry)), 1),
    cell(printable(text), 2),
    cell(markOf(entry.method), 3),
    cell(inputsOf(entry, pen), 4),
    cell(
      index
        .sourceNumbersOf(entry)
        .map((number) => `s${number}`)
        .join(', '),
      5,
    ),
  ];
}

function inputsOf(entry: Figure, { index, words }: PdfPen): string {
  if (entry.inputs.length === 0) return '';
  const same = index.sameInputsAs(entry);
  if (same) return printable(`${words.fromSameAs} ${index.anchorOf(same.id)}`);
  const anchors = entry.inputs.flatMap((id) => index.anchorOf(id) ?? []);
  const others = entry.inputs.filter((id) => index.anchorOf(id) === null);
  const notGiven = others.map((id) => `${fieldOf(id)} (${words.notGiven})`);
  return printable([referenceList(anchors), ...notGiven].filter((part) => part !== '').join(', '));
}

function markOf(method: Figure['method']): string {
  return method.charAt(0);
}

function sourceNodes(pen: PdfPen): PdfNode[] {
  const { index, words, presentation } = pen;
  if (index.sources.length === 0) return [];
  const group: PdfGroup = { type: 'Sect' };
  const list: PdfGroup = { type: 'L', within: group };
  const lines = index.sources.map((source, at): PdfNode => {
    const isLinked = ADDRESS.test(source.url) && URL.canParse(source.url);
    return {
      text: [
        { text: `s${at + 1}  `, color: QUIET },
        {
          text: printable(source.title),
          ...(isLinked ? { link: new URL(source.url).href, color: pen.colours.figure } : {}),
        },
        {
          text: printable(
            `, ${words.asOfDate(printDate(source.asOf, presentation.language))}, ${words.confidence}: ${words.confidences[source.confidence]}`,
          ),
        },
      ],
      id: `s${at + 1}`,
      fontSize: 7.5,
      margin: [0, 0, 0, 1.5],
      tag: { type: 'LBody', within: { type: 'LI', within: list } },
    };
  });
  return [chapter(words.appendixSources, 'sources', group), ...lines];
}

function answerNodes(pen: PdfPen): PdfNode[] {
  const { document, words, index, presentation } = pen;
  const entries = Object.entries(document.answers);
  if (entries.length === 0) return [];
  const group: PdfGroup = { type: 'Sect' };
  const table: PdfGroup = { type: 'Table', within: group };
  const rows = entries.map(([id, value]): PdfNode[] => {
    const row: PdfGroup = { type: 'TR', within: table };
    const anchor = index.anchorOf(id) ?? '';
    return [
      { text: anchor, id: anchor, color: QUIET, tag: { type: 'TD', within: row } },
      { text: printable(fieldOf(id)), tag: { type: 'TD', within: row } },
      { text: printable(printAnswer(value, presentation.language)), tag: { type: 'TD', within: row } },
    ];
  });
  return [
    chapter(words.appendixAnswers, 'answers', group),
    smallTable([26, 220, 225], ['', words.answerField, words.answer], rows, table),
  ];
}

function versionNodes({ document, words }: PdfPen): PdfNode[] {
  const entries = Object.entries(document.versions).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return [];
  const group: PdfGroup = { type: 'Sect' };
  const table: PdfGroup = { type: 'Table', within: group };
  const rows = entries.map(([name, version]): PdfNode[] => {
    const row: PdfGroup = { type: 'TR', within: table };
    return [name, version].map((text) => ({ text: printable(text), tag: { type: 'TD', within: row } }));
  });
  return [
    chapter(words.appendixVersions, 'versions', group),
    smallTable([200, 279], [words.component, words.version], rows, table),
  ];
}

function smallTable(
  widths: readonly number[],
  names: readonly string[],
  rows: readonly PdfNode[][],
  within: PdfGroup,
): PdfNode {
  const row: PdfGroup = { type: 'TR', within };
  const head = names.map((name): PdfNode => ({
    text: printable(name),
    bold: true,
    ...(name === '' ? {} : { tag: { type: 'TH' as const, within: row } }),
  }));
  return {
    layout: 'appendix',
    fontSize: 7.5,
    table: { widths, headerRows: 1, body: [head, ...rows] },
  };
}
