import { figureIdsOfChart, renderChartSvg, type Chart } from '@app/charts';
import type { ReportBlock, ReportCard, ReportSection, ReportSpan } from '@app/reports/pure';
import { cite } from '@app/kernel';
import { referenceList } from './pdf-references';
import type { PdfNode } from './pdf-node';
import type { PdfGroup, PdfRun } from './pdf-run';
import { QUIET, type PdfPen } from './pdf-pen';
import { PORTRAIT_WIDTH } from './pdf-printer';
import { tableNode } from './pdf-tables';
import { drawable, printable } from './pdf-text';
import { heightOf } from './pdf-widths';

/** A card above this height may go on on the next page. */
const TALL_CARD = 150;

/** The sections, each a chapter of the outline and of the table of contents. */
export function sectionNodes(sections: readonly ReportSection[], pen: PdfPen): PdfNode[] {
  let isLaid = false;
  // A short report begins below its table of contents.
  const isShort = pen.document.leftOut !== undefined;
  return sections.flatMap((section, order) => {
    const group: PdfGroup = { type: 'Sect' };
    const chapter = `s-${section.id}`;
    const pieces: readonly Piece[] = [
      { isLaid: false, nodes: [headingNode(section.title, chapter, group, order === 0 && !isShort)] },
      ...section.blocks.map((block, at) => blockPiece(block, { pen, group, chapter, at })),
    ];
    return pieces.flatMap((piece) => {
      if (piece.isLaid === isLaid) return piece.nodes;
      isLaid = piece.isLaid;
      const [first, ...rest] = piece.nodes;
      if (!first) return [];
      const pageOrientation = isLaid ? ('landscape' as const) : ('portrait' as const);
      return [{ ...first, pageBreak: 'before' as const, pageOrientation }, ...rest];
    });
  });
}

/** What a block becomes, and whether it wants a page that lies. */
interface Piece {
  readonly nodes: readonly PdfNode[];
  readonly isLaid: boolean;
}

function headingNode(title: string, id: string, within: PdfGroup, isFirst: boolean): PdfNode {
  return {
    ...(isFirst ? { pageBreak: 'before' as const } : {}),
    text: printable(title),
    id,
    style: 'section',
    heads: true,
    tag: { type: 'H1', within },
    tocItem: true,
    outline: true,
    outlineText: title,
  };
}

interface BlockPlace {
  readonly pen: PdfPen;
  readonly group: PdfGroup;
  readonly chapter: string;
  readonly at: number;
}

function blockPiece(block: ReportBlock, place: BlockPlace): Piece {
  if (block.kind !== 'table') return { isLaid: false, nodes: blockNodes(block, place) };
  const { node, isLaid } = tableNode({ ...block, within: place.group }, place.pen);
  return { isLaid, nodes: [node] };
}

function blockNodes(block: Exclude<ReportBlock, { readonly kind: 'table' }>, place: BlockPlace): PdfNode[] {
  const { pen, group, chapter, at } = place;
  switch (block.kind) {
    case 'heading':
      return [
        {
          text: pen.runs(block.text),
          id: `${chapter}-${at}`,
          style: 'heading',
          heads: true,
          outline: true,
          outlineText: pen.plain(block.text),
          outlineParentId: chapter,
          tag: { type: 'H2', within: group },
        },
      ];
    case 'paragraph':
      return [{ text: pen.runs(block.text), margin: [0, 0, 0, 6], tag: { type: 'P', within: group } }];
    case 'list':
      return listNodes(block.items, block.ordered, pen, group);
    case 'callout':
      return [calloutNode(block.tone, pen.runs(block.text), pen, group)];
    case 'card':
      return [cardNode(block, pen, group)];
    case 'chart':
      return [chartNode(block.chart, pen, group)];
    case 'spans':
      return spansNodes(block.title, block.spans, pen, group);
  }
}

function listNodes(items: readonly string[], ordered: boolean, pen: PdfPen, within: PdfGroup): PdfNode[] {
  const list: PdfGroup = { type: 'L', within };
  return items.map((item, at) => ({
    columns: [
      { text: ordered ? `${at + 1}.` : '•', width: 16, color: QUIET },
      {
        text: pen.runs(item),
        width: '*' as const,
        tag: { type: 'LBody' as const, within: { type: 'LI' as const, within: list } },
      },
    ],
    margin: [0, 0, 0, 3] as const,
  }));
}

function calloutNode(
  tone: 'info' | 'warning' | 'critical',
  runs: readonly PdfRun[],
  pen: PdfPen,
  within: PdfGroup,
): PdfNode {
  const label = { text: `${printable(pen.words.tones[tone])}: `, bold: true };
  const text = [label, ...runs];
  const height = boxHeight([text.map((run) => run.text).join('')]);
  return boxNode(`box-${tone}`, [{ text, tag: { type: 'P', within } }], height);
}

/** A finding, decision or recommendation, with its weight in words and as the colour of its edge. */
export function cardNode(card: ReportCard, pen: PdfPen, within: PdfGroup): PdfNode {
  const group: PdfGroup = { type: 'Sect', within };
  const { severity } = card;
  const head: PdfRun[] = [
    ...(card.tag === '' ? [] : [{ text: `${printable(card.tag)}  `, color: QUIET, bold: true }]),
    ...pen.runs(card.title).map((run) => ({ ...run, bold: true })),
    ...(severity === null
      ? []
      : [{ text: `  ${printable(pen.words.severities[severity])}`, color: QUIET, fontSize: 8 }]),
  ];
  const details = card.details.flatMap(({ label, items }): PdfNode[] =>
    items.map((item, at) => ({
      columns: [
        { text: at === 0 ? printable(label) : '', width: 92, color: QUIET, fontSize: 8.5 },
        {
          text: pen.runs(item),
          width: '*' as const,
          fontSize: 8.5,
          tag: { type: 'P' as const, within: group },
        },
      ],
      margin: [0, 1, 0, 0] as const,
    })),
  );
  const nodes: PdfNode[] = [
    { text: head, style: 'cardTitle', id: `c-${card.id}`, tag: { type: 'H3', within: group } },
    ...(card.text === '' ? [] : [{ text: pen.runs(card.text), tag: { type: 'P' as const, within: group } }]),
    ...details,
  ];
  const texts = [card.title, card.text, ...card.details.flatMap((detail) => detail.items)].map(pen.plain);
  return boxNode(`box-${severity ?? 'plain'}`, nodes, boxHeight(texts));
}

function boxHeight(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + heightOf(text, PORTRAIT_WIDTH - 120, 9.5), 0);
}

function boxNode(layout: string, stack: readonly PdfNode[], height: number): PdfNode {
  const isTall = height > TALL_CARD;
  return {
    layout,
    room: isTall ? 90 : height,
    margin: [0, 2, 0, 6],
    table: { widths: ['*'], ...(isTall ? {} : { dontBreakRows: true }), body: [[{ stack }]] },
  };
}

function chartNode(chart: Chart, pen: PdfPen, within: PdfGroup): PdfNode {
  const svg = renderChartSvg(chart, {
    width: 720,
    locale: pen.words.tag,
    roles: pen.words.pointRoles,
    unknown: pen.words.unknown,
  });
  const anchors = figureIdsOfChart(chart).flatMap((id) => pen.index.anchorOf(id) ?? []);
  const numbers = `${pen.words.chartNumbers}: ${referenceList(anchors)}.`;
  return {
    unbreakable: true,
    margin: [0, 4, 0, 10],
    stack: [
      { text: printable(chart.title), style: 'tableTitle', tag: { type: 'Caption', within } },
      {
        svg: drawable(svg),
        fit: [PORTRAIT_WIDTH, 300],
        tag: { type: 'Figure', within, alternative: `${chart.title}. ${chart.description}` },
      },
      { text: printable(chart.description), fontSize: 8.5, color: QUIET, tag: { type: 'P', within } },
      { text: printable(numbers), fontSize: 7, color: QUIET, tag: { type: 'P', within } },
    ],
  };
}

/** The time of each part as bars from one start, then its numbers. */
function spansNodes(title: string, spans: readonly ReportSpan[], pen: PdfPen, within: PdfGroup): PdfNode[] {
  const { words } = pen;
  const columns = [words.part, words.startedAfter, words.took];
  const rows = spans.map((span) => [
    span.label,
    `${Math.round(span.fromMs)} ms`,
    cite({ id: span.figureId }),
  ]);
  const parts = spans.map(({ label: name, fromMs, toMs, figureId }) => ({ name, fromMs, toMs, figureId }));
  const chart = {
    kind: 'spans',
    id: 'timeline',
    title,
    description: columns.join(', '),
    spans: parts,
  } as const;
  const { node: table } = tableNode({ title: '', columns, rows, within }, pen);
  return spans.length === 0 ? [table] : [chartNode(chart, pen, within), table];
}
