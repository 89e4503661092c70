import { headingOf, printDate, printFigure, printTime, type ReportCard } from '@app/reports/pure';
import type { PdfNode } from './pdf-node';
import type { PdfGroup } from './pdf-run';
import { QUIET, type PdfPen } from './pdf-pen';
import { PORTRAIT_WIDTH } from './pdf-printer';
import { drawable, lacksSigns, printable } from './pdf-text';

const TILES = 3;
const TOP_DECISIONS = 8;
const TOP_RECOMMENDATIONS = 5;
const LOGO: readonly [number, number] = [170, 48];
/** A drawing may not fetch a picture of its own. */
const NO_PICTURES = { imageCallback: () => '', warningCallback: () => undefined };

/** What a reader sees first: whose it is, what it comes to, its key figures, what was decided. */
export function coverNodes(pen: PdfPen): PdfNode[] {
  const { document, words, colours } = pen;
  const group: PdfGroup = { type: 'Sect' };
  return [
    ...brandNodes(pen, group),
    {
      text: printable(document.title),
      style: 'title',
      color: colours.primary,
      tag: { type: 'H1', within: group },
    },
    ...(document.subtitle === ''
      ? []
      : [
          {
            text: printable(document.subtitle),
            style: 'subtitle',
            tag: { type: 'P' as const, within: group },
          },
        ]),
    factTable(pen, group),
    ...partialNodes(pen, group),
    label(words.verdict, pen, group),
    { text: pen.runs(document.verdict), style: 'verdict', tag: { type: 'P', within: group } },
    ...keyFigureNodes(pen, group),
    ...decisionNodes(pen, group),
    ...firstSteps(pen, group),
    ...notes(pen).map((text): PdfNode => ({
      text: printable(text),
      style: 'note',
      tag: { type: 'P', within: group },
    })),
  ];
}

/** What is said once of the whole file. */
function notes({ document, words }: PdfPen): string[] {
  return [words.agentTexts, lacksSigns(document) ? words.signsMissing : ''].filter((text) => text !== '');
}

function brandNodes({ presentation, words, colours }: PdfPen, within: PdfGroup): PdfNode[] {
  const { branding } = presentation;
  const name = branding?.name ?? 'Infra Mind';
  const line: PdfNode = {
    text: [
      { text: printable(name), bold: true, color: colours.primary },
      { text: `   ${printable(words.product)}`, color: QUIET },
    ],
    margin: [0, 0, 0, 34],
    tag: { type: 'P', within },
  };
  if (!branding?.logo) return [line];
  const { contentType, data } = branding.logo;
  const tag = { type: 'Figure', within, alternative: name } as const;
  const margin = [0, 0, 0, 10] as const;
  const logo: PdfNode =
    contentType === 'image/png'
      ? { image: `data:image/png;base64,${data}`, fit: LOGO, tag, margin }
      : {
          svg: drawable(Buffer.from(data, 'base64').toString('utf8')),
          fit: LOGO,
          tag,
          margin,
          options: NO_PICTURES,
        };
  return [logo, line];
}

function factTable({ document, words, presentation }: PdfPen, within: PdfGroup): PdfNode {
  const { language } = presentation;
  const heard = document.agents.filter((agent) => agent.missing === null).length;
  const facts: ReadonlyArray<readonly [string, string]> = [
    [words.state, words.states[document.state]],
    [words.agentsHeard, words.ofAll(heard, document.agents.length)],
    [words.asOf, printDate(document.asOf, language)],
    [words.analysed, printTime(document.generatedAt, language)],
    [words.run, document.runId],
  ];
  return {
    columns: facts.map(([name, value]) => ({
      width: 'auto',
      text: [
        { text: `${printable(name)}\n`, color: QUIET, fontSize: 7.5 },
        { text: printable(value), fontSize: 8.5 },
      ],
      tag: { type: 'P', within },
    })),
    columnGap: 18,
    margin: [0, 8, 0, 14],
  };
}

function partialNodes({ document, words }: PdfPen, within: PdfGroup): PdfNode[] {
  const missing = document.agents.filter((agent) => agent.missing !== null);
  if (missing.length === 0) return [];
  const lines = missing.map((agent): PdfNode => ({
    text: [
      { text: `${printable(words.agents[agent.agent] ?? agent.name)}: `, bold: true },
      { text: printable(agent.missing ?? '') },
    ],
    tag: { type: 'P', within },
  }));
  const head: PdfNode = {
    text: [
      { text: `${printable(words.partialResult)} `, bold: true },
      { text: printable(words.partialExplained) },
    ],
    tag: { type: 'P', within },
  };
  return [
    {
      layout: 'box-warning',
      margin: [0, 0, 0, 10],
      table: { widths: ['*'], body: [[{ stack: [head, ...lines] }]] },
    },
  ];
}

function label(text: string, { colours }: PdfPen, within: PdfGroup): PdfNode {
  return {
    text: printable(text),
    style: 'label',
    heads: true,
    color: colours.accent,
    tag: { type: 'H2', within },
  };
}

function keyFigureNodes(pen: PdfPen, within: PdfGroup): PdfNode[] {
  const { document, index, words, presentation } = pen;
  const tiles = document.keyFigures.flatMap((id) => {
    const entry = index.figures.get(id);
    if (!entry) return [];
    const { value, aside } = printFigure(entry, presentation.language);
    const stack: PdfNode[] = [
      { text: printable(headingOf(entry)), fontSize: 8, color: QUIET, tag: { type: 'P', within } },
      {
        text: [
          {
            text: printable(value),
            bold: true,
            fontSize: 14,
            color: pen.colours.primary,
            linkToDestination: index.anchorOf(id) ?? undefined,
          },
        ],
        tag: { type: 'P', within },
      },
      ...(aside === ''
        ? []
        : [{ text: printable(aside), fontSize: 7.5, color: QUIET, tag: { type: 'P' as const, within } }]),
    ];
    return [{ stack }];
  });
  if (tiles.length === 0) return [];
  const rows = Array.from({ length: Math.ceil(tiles.length / TILES) }, (_none, row) =>
    Array.from({ length: TILES }, (_same, at): PdfNode => tiles[row * TILES + at] ?? { text: '' }),
  );
  const widths = Array.from({ length: TILES }, () => PORTRAIT_WIDTH / TILES - 12);
  return [
    label(words.keyFigures, pen, within),
    { layout: 'tiles', margin: [0, 2, 0, 8], table: { widths, dontBreakRows: true, body: rows } },
  ];
}

function decisionNodes(pen: PdfPen, within: PdfGroup): PdfNode[] {
  const { document, words } = pen;
  if (document.decisions.length === 0) return [];
  const group: PdfGroup = { type: 'L', within };
  const lines = document.decisions
    .slice(0, TOP_DECISIONS)
    .map(({ label: name, option, contested }): PdfNode => ({
      text: [
        { text: `${printable(name)}: `, color: QUIET },
        { text: printable(option), bold: true },
        ...(contested ? [{ text: ` (${printable(words.contested)})`, color: QUIET }] : []),
      ],
      margin: [0, 0, 0, 2],
      tag: { type: 'LBody', within: { type: 'LI', within: group } },
    }));
  return [
    label(words.decided, pen, within),
    ...lines,
    ...more(document.decisions.length - TOP_DECISIONS, pen),
  ];
}

function firstSteps(pen: PdfPen, within: PdfGroup): PdfNode[] {
  const cards = pen.document.sections
    .flatMap((section) => section.blocks)
    .filter((block): block is ReportCard => block.kind === 'card' && block.id.startsWith('recommendation'));
  if (cards.length === 0) return [];
  const group: PdfGroup = { type: 'L', within };
  const lines = cards.slice(0, TOP_RECOMMENDATIONS).map((card, at): PdfNode => ({
    text: [{ text: `${at + 1}. `, color: QUIET }, ...pen.runs(card.title)],
    margin: [0, 0, 0, 2],
    tag: { type: 'LBody', within: { type: 'LI', within: group } },
  }));
  return [
    label(pen.words.whatToDoFirst, pen, within),
    ...lines,
    ...more(cards.length - TOP_RECOMMENDATIONS, pen),
  ];
}

function more(count: number, { words }: PdfPen): PdfNode[] {
  return count > 0 ? [{ text: printable(words.andMore(count)), color: QUIET, fontSize: 8 }] : [];
}
