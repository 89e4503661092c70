import { readFileSync } from 'node:fs';
import type { PdfNode } from './pdf-node';
import { DrawingMeasure, packagedFile, type PdfFont, type PdfPage } from './pdf-parts';
import { TaggedLayout, TaggedRenderer, TaggedWriter } from './tagged-pages';

/** A document to print: its pieces, and what stands around them. */
export interface PdfPages {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly createdAt: Date;
  readonly language: string;
  readonly content: () => PdfNode[];
  readonly styles: Readonly<Record<string, unknown>>;
  readonly layouts: Readonly<Record<string, unknown>>;
  readonly header: (page: number, pages: number) => PdfNode | null;
  readonly footer: (page: number, pages: number) => PdfNode | null;
}

/** A4 in points, and the margins. */
const A4 = { width: 595.28, height: 841.89 } as const;
export const MARGINS = { left: 48, top: 56, right: 48, bottom: 52 } as const;
export const PORTRAIT_WIDTH = A4.width - MARGINS.left - MARGINS.right;
export const LANDSCAPE_WIDTH = A4.height - MARGINS.left - MARGINS.right;

/** Roboto (Apache License 2.0), as the package brings it: Latin, Greek, Cyrillic. */
const FONTS = {
  normal: 'Roboto-Regular',
  bold: 'Roboto-Medium',
  italics: 'Roboto-Italic',
  bolditalics: 'Roboto-MediumItalic',
} as const;

let fontFiles: ReadonlyMap<string, Buffer> | undefined;

function fonts(): ReadonlyMap<string, Buffer> {
  fontFiles ??= new Map(
    Object.values(FONTS).map((name) => [name, readFileSync(packagedFile(`fonts/Roboto/${name}.ttf`))]),
  );
  return fontFiles;
}

/** Opens a document of its own; nothing that it names is read from a file or an address. */
function openWriter(pages: PdfPages): TaggedWriter {
  const options = {
    size: [A4.width, A4.height],
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: pages.language,
    compress: true,
    autoFirstPage: false,
    bufferPages: false,
    fontLayoutCache: true,
    font: null,
    info: {
      Title: pages.title,
      Author: pages.author,
      Subject: pages.subject,
      Producer: 'Infra Mind',
      Creator: 'Infra Mind',
      // The identifier of the file is made from these, so that equal documents are equal files.
      CreationDate: pages.createdAt,
      ModDate: pages.createdAt,
    },
  };
  const writer = new TaggedWriter({ Roboto: FONTS }, {}, {}, {}, options, null, (name) => fonts().has(name));
  for (const [name, data] of fonts()) writer.registerFont(name, data);
  return writer;
}

/** Prints a document as tagged PDF 1.7. Equal documents give equal bytes. */
export function printPdf(pages: PdfPages): Uint8Array {
  const writer = openWriter(pages);
  const laidOut = layOut(pages, writer);
  const renderer = new TaggedRenderer(writer);
  for (const page of laidOut) {
    renderer.renderPages([page]);
    // What is drawn is not needed again: a long report would be held twice.
    page.items.length = 0;
  }
  renderer.finish();
  writer.end();
  return writer.bytes();
}

/** The pages with everything at its place. The pieces that they are made of are not kept. */
function layOut(pages: PdfPages, writer: TaggedWriter): readonly PdfPage[] {
  const fontOf = (bold: boolean, italics: boolean) => writer.provideFont('Roboto', bold, italics);
  const layout = new TaggedLayout({ ...A4, orientation: 'portrait' }, MARGINS, new DrawingMeasure(), fontOf);
  layout.registerTableLayouts(pages.layouts);
  return layout.layoutDocument(
    pages.content(),
    writer,
    pages.styles,
    { font: 'Roboto', fontSize: 9.5, lineHeight: 1.18, color: '#1f2430' },
    undefined,
    pages.header,
    pages.footer,
  );
}

/** Of the plain font: in ems, by sign; null where it has none. */
const advances = new Map<number, number | null>();
let plainFont: PdfFont | undefined;

/** How wide a sign of the plain font is in ems, or null where the font lacks it. */
export function advanceOf(codePoint: number): number | null {
  const known = advances.get(codePoint);
  if (known !== undefined) return known;
  plainFont ??= openWriter(NOTHING).provideFont('Roboto', false, false).font;
  const advance = plainFont.hasGlyphForCodePoint(codePoint)
    ? plainFont.glyphForCodePoint(codePoint).advanceWidth / plainFont.unitsPerEm
    : null;
  advances.set(codePoint, advance);
  return advance;
}

/** Whether the font has a sign for it. */
export function hasGlyph(codePoint: number): boolean {
  return advanceOf(codePoint) !== null;
}

const NOTHING: PdfPages = {
  title: '',
  author: '',
  subject: '',
  createdAt: new Date(0),
  language: 'en',
  content: () => [],
  styles: {},
  layouts: {},
  header: () => null,
  footer: () => null,
};
