import type { Chart } from '@app/charts';
import type { Branding, Presentation, ReportDocument, ReportLanguage, ReportWords } from '@app/reports/pure';
import type * as Docx from 'docx' with { 'resolution-mode': 'import' };
import { plainText } from '../plain-text';
import { svgPicture, type Picture } from './chart-picture';
import { wordStyles, type WordColours } from './word-styles';

/** Pixels between the margins of a page of A4. */
const PAGE_WIDTH = 640;
/** A language without its country names no dictionary. */
const SPELLING: Readonly<Record<ReportLanguage, string>> = { en: 'en-GB', de: 'de-DE' };
const LOGO_HEIGHT = 34;
const LOGO_WIDTH = 200;

export interface DrawnChart {
  readonly chart: Chart;
  readonly picture: Picture;
}

/** The package of a document whose body is its charts alone: styles, settings, header, footer and pictures. */
export async function wordPackage(
  document: ReportDocument,
  { branding, language }: Presentation,
  words: ReportWords,
  colours: WordColours,
  charts: readonly DrawnChart[],
): Promise<Uint8Array> {
  const docx = await import('docx');
  const logo = branding?.logo ? await logoRun(docx, branding) : null;
  const file = new docx.Document({
    title: plainText(document.title),
    styles: wordStyles(colours, SPELLING[language]),
    sections: [
      {
        properties: { page: { size: A4, margin: MARGINS } },
        headers: { default: header(docx, document, branding, logo) },
        footers: { default: footer(docx, words) },
        children: charts.map((drawn) => new docx.Paragraph({ children: [chartRun(docx, drawn)] })),
      },
    ],
  });
  return docx.Packer.toBuffer(file);
}

// Twentieths of a point: 210 × 297 mm, margins of 20 mm.
const A4 = { width: 11_906, height: 16_838 };
const MARGINS = { top: 1_300, right: 1_134, bottom: 1_134, left: 1_134, header: 560, footer: 500 };
const RIGHT_EDGE = 9_638;

function chartRun(docx: typeof Docx, { chart, picture }: DrawnChart) {
  const scale = Math.min(1, PAGE_WIDTH / picture.width);
  return new docx.ImageRun({
    type: 'svg',
    data: Buffer.from(picture.svg),
    fallback: { type: 'png', data: Buffer.from(picture.png) },
    transformation: {
      width: Math.round(picture.width * scale),
      height: Math.round(picture.height * scale),
    },
    altText: {
      name: plainText(chart.title),
      title: plainText(chart.title),
      description: plainText(chart.description),
    },
  });
}

async function logoRun(docx: typeof Docx, { name, logo }: Branding) {
  if (!logo) return null;
  const data = Buffer.from(logo.data, 'base64');
  const altText = { name: plainText(name), title: plainText(name), description: plainText(name) };
  if (logo.contentType === 'image/svg+xml') {
    const picture = await svgPicture(data.toString('utf8'));
    const transformation = withinLogo(picture.width, picture.height);
    const fallback = { type: 'png' as const, data: Buffer.from(picture.png) };
    return new docx.ImageRun({ type: 'svg', data, fallback, transformation, altText });
  }
  // Width and height are the first two numbers of a PNG's first chunk (ISO/IEC 15948, 11.2.2 IHDR).
  const transformation = withinLogo(data.readUInt32BE(16), data.readUInt32BE(20));
  return new docx.ImageRun({ type: 'png', data, transformation, altText });
}

function withinLogo(width: number, height: number) {
  const scale = Math.min(LOGO_HEIGHT / Math.max(1, height), LOGO_WIDTH / Math.max(1, width));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function header(
  docx: typeof Docx,
  document: ReportDocument,
  branding: Branding | null,
  logo: Docx.ImageRun | null,
) {
  const name = plainText(branding?.name ?? 'Infra Mind');
  return new docx.Header({
    children: [
      new docx.Paragraph({
        style: 'PageLine',
        tabStops: [{ type: 'right', position: RIGHT_EDGE }],
        children: [
          logo ?? new docx.TextRun({ text: name, bold: true }),
          new docx.TextRun(`\t${plainText(document.title)}`),
        ],
      }),
    ],
  });
}

/** `Page 3 of 40`, with both numbers as fields. */
function footer(docx: typeof Docx, words: ReportWords) {
  const [before = '', between = '', after = ''] = words.pageOf('\u0001', '\u0001').split('\u0001');
  return new docx.Footer({
    children: [
      new docx.Paragraph({
        style: 'PageLine',
        alignment: 'right',
        children: [
          new docx.TextRun({
            children: [before, docx.PageNumber.CURRENT, between, docx.PageNumber.TOTAL_PAGES, after],
          }),
        ],
      }),
    ],
  });
}
