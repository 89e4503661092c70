import { createRequire } from 'node:module';
import type { PdfNode } from './pdf-node';
import type { PdfTag } from './pdf-run';

/** A stretch of a line in one look, placed. */
export interface PlacedRun {
  text: string;
  width: number;
  readonly height: number;
  readonly x: number;
  readonly font: unknown;
  readonly fontSize: number;
  readonly color: unknown;
  readonly link: unknown;
  readonly linkToDestination: unknown;
  readonly alignment: string;
  /** Of the number of a page that is known when all pages are. */
  readonly _tocItemRef?: unknown;
}

export interface PlacedLine {
  inlines: PlacedRun[];
  tag?: PdfTag;
}

/** A piece once it is measured; of a drawing its height is known then. */
export type PlacedNode = PdfNode & {
  /** Left, above, right, below. */
  _margin?: readonly [number, number, number, number] | null;
  room?: number;
};

/** The table of contents, with the lines that the layout has made for it. */
export interface PlacedContents {
  readonly toc: {
    readonly _table?: { readonly table: { readonly body: ReadonlyArray<ReadonlyArray<{ tag?: PdfTag }>> } };
  };
}

export interface PlacedStack {
  readonly stack: readonly PlacedNode[];
}

export interface StructElement {
  readonly dictionary: { readonly data: Record<string, unknown> };
  add(child: unknown): StructElement;
  end(): void;
}

/** A font file, as far as we ask it. */
export interface PdfFont {
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  glyphForCodePoint(codePoint: number): { readonly id: number; readonly advanceWidth: number };
  layout(
    text: string,
    features: Readonly<Record<string, boolean>>,
  ): { readonly positions: ReadonlyArray<{ readonly xAdvance: number }> };
}

/** Signs of a text in a line: where each stands, in thousandths of an em. */
export interface ShapedText {
  readonly glyphs: readonly unknown[] | null;
  readonly positions: readonly PlacedSign[] | null;
  readonly advanceWidth: number;
}

/** How far a sign moves the line on, and how wide it is by itself: they differ where the next sign is drawn nearer. */
export interface PlacedSign {
  readonly xAdvance: number;
  readonly advanceWidth: number;
  readonly xOffset: number;
  readonly yOffset: number;
}

/** A font in the file that is written. */
export interface WriterFont {
  readonly id: string;
  readonly name: string;
  readonly font: PdfFont;
  /** Above and below the line, in thousandths of an em. */
  readonly ascender: number;
  readonly descender: number;
  layout(text: string, features?: unknown, onlyWidth?: boolean): ShapedText;
  widthOfString(text: string, size: number): number;
  /** The signs as they are written in the file, and where they stand. */
  encode(text: string): readonly [readonly string[], readonly PlacedSign[]];
  ref(): object;
}

export interface WriterPage {
  readonly fonts: Record<string, object>;
}

/** The page writer, as far as we use it. */
export interface PdfWriter {
  /** Length of what is written so far. */
  _offset: number;
  _write(data: string | Buffer): void;
  registerFont(name: string, data: Buffer): void;
  provideFont(family: string, bold: boolean, italics: boolean): WriterFont;
  addContent(marks: string): void;
  addNamedDestination(name: string, kind: 'XYZ', x: number, y: number, zoom: null): void;
  struct(type: string, options?: Readonly<Record<string, string>>): StructElement;
  addStructure(element: StructElement): void;
  markStructureContent(type: string): unknown;
  markContent(type: string): void;
  endMarkedContent(): void;
  annotate(x: number, y: number, width: number, height: number, options: Record<string, unknown>): unknown;
  readonly page: WriterPage;
  end(): void;
}

interface PageItem {
  readonly type: 'svg';
  readonly item: object;
}

/** A page with what stands on it. */
export interface PdfPage {
  readonly items: PageItem[];
}

/** Where on which page the next piece goes, in points. */
export interface PagePlace {
  readonly x: number;
  readonly y: number;
  readonly availableHeight: number;
  getCurrentPage(): PdfPage;
  moveDown(height: number): void;
}

interface Layout {
  readonly writer: { context(): PagePlace; moveToNextPage(): void };
  registerTableLayouts(layouts: Readonly<Record<string, unknown>>): void;
  layoutDocument(
    content: unknown,
    writer: PdfWriter,
    styles: unknown,
    defaultStyle: unknown,
    background: unknown,
    header: unknown,
    footer: unknown,
  ): PdfPage[];
  processNode(node: PdfNode, ...rest: unknown[]): unknown;
  processCanvas(node: PdfNode): void;
  processToc(node: PlacedContents): void;
  processVerticalContainer(node: PlacedStack): void;
  buildNextLine(node: PdfNode): PlacedLine | null;
}

interface Renderer {
  readonly pdfDocument: PdfWriter;
  renderPages(pages: readonly PdfPage[]): void;
  renderLine(line: PlacedLine, x: number, y: number): void;
  renderVector(vector: unknown): void;
  renderSVG(drawing: { readonly tag?: PdfTag }): void;
  renderImage(image: { readonly tag?: PdfTag }): void;
}

const load = createRequire(__filename);

function part<Part>(name: string): Part {
  return (load(`pdfmake/js/${name}`) as { readonly default: Part }).default;
}

/**
 * The parts of pdfmake. Its own front door draws the parts in the same way, but it tags nothing, reads files and
 * addresses that a document names, and keeps its fonts for the whole process.
 */
export const PdfWriterBase =
  part<
    new (
      fonts: unknown,
      images: unknown,
      patterns: unknown,
      attachments: unknown,
      options: unknown,
      files: null,
      mayRead: (path: string) => boolean,
    ) => PdfWriter
  >('PDFDocument');
export const LayoutBase =
  part<new (size: unknown, margins: unknown, measure: unknown) => Layout>('LayoutBuilder');
export const RendererBase = part<new (writer: PdfWriter) => Renderer>('Renderer');
export const DrawingMeasure = part<new () => object>('SVGMeasure');

/** Where a file of the package is on this machine. */
export function packagedFile(path: string): string {
  return load.resolve(`pdfmake/${path}`);
}
