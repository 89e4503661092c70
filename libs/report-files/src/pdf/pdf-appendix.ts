import type { Figure } from '@app/kernel';
import { fieldOf, headingOf, isAnswerId, printAnswer, printDate, printFigure } from '@app/reports/pure';
import type { PdfNode } from './pdf-node';
import type { PdfGroup } from './pdf-run';
import { QUIET, type PdfPen } from './pdf-pen';
import { referenceList } from './pdf-references';
import { rowsNode, type RowCell, type RowLook, type TableRow } from './pdf-rows';
import { printable } from './pdf-text';

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
    heads: true,
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
  const names = ['', words.figure, words.value, '', words.inputs, words.sources];
  return rowsNode(
    {
      widths: WIDTHS,
      look: smallLook(SMALL, pen),
      head: [headRow(names, group)],
      body: () => figureRows(entries, pen, group),
    },
    { margin: [0, 4, 0, 8] },
  );
}

/** Row by row, as they are put on their pages. */
function* figureRows(entries: readonly Figure[], pen: PdfPen, group: PdfGroup): Iterable<TableRow> {
  for (const [formula, same] of Map.groupBy(entries, (entry) => entry.formula ?? '')) {
    if (formula !== '') yield formulaRow(formula, pen, group);
    for (const entry of same) yield figureRow(entry, pen, group);
  }
}

function formulaRow(formula: string, { words }: PdfPen, within: PdfGroup): TableRow {
  const row: PdfGroup = { type: 'TR', within };
  return {
    ground: '#f1f3f6',
    leads: true,
    cells: [
      {
        runs: [
          { text: `${printable(words.formula)}: `, color: QUIET },
          { text: printable(formula), italics: true },
        ],
        span: WIDTHS.length,
        tag: { type: 'TD', within: row, columns: WIDTHS.length },
      },
    ],
  };
}

function figureRow(entry: Figure, pen: PdfPen, within: PdfGroup): TableRow {
  const { index } = pen;
  const row: PdfGroup = { type: 'TR', within };
  const anchor = index.anchorOf(entry.id) ?? '';
  const { text } = printFigure(entry, pen.presentation.language);
  const sources = index.sourceNumbersOf(entry).map((number) => `s${number}`);
  const texts = [
    printable(headingOf(entry)),
    printable(text),
    markOf(entry.method),
    inputsOf(entry, pen),
    referenceList(sources),
  ];
  return {
    cells: [
      { runs: [{ text: anchor, color: QUIET }], id: anchor, tag: { type: 'TD', within: row } },
      ...texts.map((one): RowCell => ({ runs: [{ text: one }], tag: { type: 'TD', within: row } })),
    ],
  };
}

function inputsOf(entry: Figure, { index, words }: PdfPen): string {
  if (entry.inputs.length === 0) return '';
  const same = index.sameInputsAs(entry);
  if (same) return printable(`${words.fromSameAs} ${index.anchorOf(same.id)}`);
  const anchors = entry.inputs.flatMap((id) => index.anchorOf(id) ?? []);
  const others = entry.inputs.filter((id) => index.anchorOf(id) === null);
  const notGiven = others.filter(isAnswerId).map((id) => `${fieldOf(id)} (${words.notGiven})`);
  const left = others.length - notGiven.length;
  const inFull = left === 0 ? [] : [words.inFullReport(left)];
  return printable([referenceList(anchors), ...notGiven, ...inFull].filter((part) => part !== '').join(', '));
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
  const rows = entries.map(([id, value]): TableRow => {
    const within: PdfGroup = { type: 'TR', within: table };
    const anchor = index.anchorOf(id) ?? '';
    const texts = [fieldOf(id), printAnswer(value, presentation.language)];
    return {
      cells: [
        { runs: [{ text: anchor, color: QUIET }], id: anchor, tag: { type: 'TD', within } },
        ...texts.map((one): RowCell => ({ runs: [{ text: printable(one) }], tag: { type: 'TD', within } })),
      ],
    };
  });
  const head = headRow(['', words.answerField, words.answer], table);
  return [
    chapter(words.appendixAnswers, 'answers', group),
    rowsNode({ widths: [26, 210, 245], look: smallLook(7.5, pen), head: [head], body: () => rows }, {}),
  ];
}

function versionNodes(pen: PdfPen): PdfNode[] {
  const { document, words } = pen;
  const entries = Object.entries(document.versions).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return [];
  const group: PdfGroup = { type: 'Sect' };
  const table: PdfGroup = { type: 'Table', within: group };
  const rows = entries.map((texts): TableRow => {
    const within: PdfGroup = { type: 'TR', within: table };
    return {
      cells: texts.map((text) => ({ runs: [{ text: printable(text) }], tag: { type: 'TD', within } })),
    };
  });
  const head = headRow([words.component, words.version], table);
  return [
    chapter(words.appendixVersions, 'versions', group),
    rowsNode({ widths: [200, 287], look: smallLook(7.5, pen), head: [head], body: () => rows }, {}),
  ];
}

function headRow(names: readonly string[], within: PdfGroup): TableRow {
  const row: PdfGroup = { type: 'TR', within };
  return {
    cells: names.map((name) => ({
      runs: [{ text: printable(name), bold: true }],
      tag: { type: 'TH', within: row },
    })),
  };
}

function smallLook(fontSize: number, { colours }: PdfPen): RowLook {
  return {
    ...{ fontSize, leading: 1.28, left: 2, right: 4, above: 0.8, below: 0.8 },
    ...{ rule: 0, headRule: 0.8, headRuleColour: colours.accent },
  };
}
