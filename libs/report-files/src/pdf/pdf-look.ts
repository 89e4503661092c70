import type { PdfPen } from './pdf-pen';

/** Edges of cards and callouts by weight: from light to dark, and the word stands beside. */
const EDGES = {
  critical: '#8c1d18',
  high: '#c2410c',
  medium: '#b58900',
  low: '#4b7f52',
  info: '#4a6fa5',
  warning: '#c2410c',
  plain: '#8a93a3',
} as const;

const NONE = () => 0;
const FAINT = '#d5dae2';

/** How texts look, by their style. */
export function pdfStyles({ colours }: PdfPen): Readonly<Record<string, unknown>> {
  return {
    title: { fontSize: 25, bold: true, lineHeight: 1.05 },
    subtitle: { fontSize: 11, color: '#5b6472', margin: [0, 4, 0, 0] },
    verdict: { fontSize: 11, lineHeight: 1.25, margin: [0, 0, 0, 8] },
    label: { fontSize: 9.5, bold: true, margin: [0, 8, 0, 3] },
    section: { fontSize: 16, bold: true, color: colours.primary, margin: [0, 16, 0, 8] },
    heading: { fontSize: 11.5, bold: true, color: colours.primary, margin: [0, 10, 0, 4] },
    cardTitle: { fontSize: 9.5 },
    tableTitle: { fontSize: 9.5, bold: true },
    note: { fontSize: 8, color: '#5b6472', margin: [0, 2, 0, 4] },
  };
}

/** How tables and boxes are drawn, by their name. */
export function pdfLayouts({ colours }: PdfPen): Readonly<Record<string, unknown>> {
  return {
    ...boxLayouts(),
    noBorders: {
      hLineWidth: (at: number) => (at === 0 ? 0 : 0.4),
      vLineWidth: NONE,
      hLineColor: () => FAINT,
      paddingLeft: NONE,
      paddingRight: NONE,
      paddingTop: () => 3,
      paddingBottom: () => 3,
    },
    tiles: {
      hLineWidth: (at: number) => (at === 0 ? 0.8 : 0),
      hLineColor: () => colours.accent,
      vLineWidth: NONE,
      paddingLeft: () => 2,
      paddingRight: () => 10,
      paddingTop: () => 6,
      paddingBottom: () => 4,
    },
  };
}

function boxLayouts(): Record<string, unknown> {
  const boxes = Object.entries(EDGES).map(([name, edge]) => [
    `box-${name}`,
    {
      hLineWidth: NONE,
      vLineWidth: (at: number) => (at === 0 ? 2.5 : 0),
      vLineColor: () => edge,
      fillColor: () => '#f6f7f9',
      paddingLeft: () => 9,
      paddingRight: () => 8,
      paddingTop: () => 5,
      paddingBottom: () => 5,
    },
  ]);
  return Object.fromEntries(boxes) as Record<string, unknown>;
}
