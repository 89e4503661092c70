import { figureIdsOfChart, renderChartSvg, type Chart } from '@app/charts';
import type { ReportBlock, ReportCard, ReportSection, ReportSpan } from '@app/reports';
import { cite } from '@app/kernel';
import { referenceList } from './pdf-references';
import type { PdfGroup, PdfNode, PdfRun } from './pdf-node';
import { QUIET, type PdfPen } from './pdf-pen';
import { PORTRAIT_WIDTH } from './pdf-printer';
import { isWide, tableNode } from './pdf-tables';
import { drawable, printable } from './pdf-text';
import { heightOf } from './pdf-widths';

/** A card above this height may go on on the next page. */
const TALL_CARD = 260;

/** The sections, each a chapter of the outline and of the table of contents. */
export function sectionNodes(sections: readonly ReportSection[], pen: PdfPen): PdfNode[] {
  let isLaid = false;
  return sections.flatMap((section, order) => {
    const group: PdfGroup = { type: 'Sect' };
    const chapter = `s-${section.id}`;
    const pieces: Array<{ readonly isWide: boolean; readonly nodes: readonly PdfNode[] }> = [
      { isWide: false, nodes: [headingNode(section.title, chapter, group, order === 0)] },
      ...section.blocks.map((block, at) => ({
        isWide: block.kind === 'table' && isWide({ ...block, within: group }, pen),
        nodes: blockNodes(block, { pen, group, chapter, at }),
      })),
    ];
    return pieces.flatMap(({ isWide: wantsLaid, nodes }) => {
      if (wantsLaid === isLaid) return nodes;
      isLaid = wantsLaid;
      const [first, ...rest] = nodes;
      if (!first) return nodes;
      const pageOrientation = wantsLaid ? ('landscape' as const) : ('portrait' as const);
      return [{ ...first, pageBreak: 'before' as const, pageOrientation }, ...rest];
    });
  });
}

function headingNode(title: string, id: string, within: PdfGroup, isFirst: boolean): PdfNode {
  return {
    ...(isFirst ? { pageBreak: 'before' as const } : {}),
    text: printable(title),
    id,
    style: 'section',
    room: 130,
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

function blockNodes(block: ReportBlock, place: BlockPlace): PdfNode[] {
  const { pen, group, chapter, at } = place;
  switch (block.kind) {
    case 'heading':
      return [
        {
          text: pen.runs(block.text),
          id: `${chapter}-${at}`,
          style: 'heading',
          room: 100,
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
    case 'table': {
      const wish = { ...block, within: group };
      return [tableNode(wish, pen, isWide(wish, pen))];
    }
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
  return boxNode(`box-${tone}`, [{ text: [label, ...runs], tag: { type: 'P', within } }], false);
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
  const height = texts.reduce((sum, text) => sum + heightOf(text, PORTRAIT_WIDTH - 120, 9.5), 0);
  return boxNode(`box-${severity ?? 'plain'}`, nodes, height > TALL_CARD);
}

function boxNode(layout: string, stack: readonly PdfNode[], isTall: boolean): PdfNode {
  return {
    layout,
    room: 60,
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
  const table = tableNode({ title: '', columns, rows, within }, pen);
  return spans.length === 0 ? [table] : [chartNode(chart, pen, within), table];
}
