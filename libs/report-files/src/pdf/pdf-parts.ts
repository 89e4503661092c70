import { createRequire } from 'node:module';
import type { PdfNode, PdfTag } from './pdf-node';

/** A stretch of a line in one look, placed. */
export interface PlacedRun {
  text: string;
  width: number;
  readonly x: number;
  readonly font: unknown;
  readonly fontSize: number;
  readonly color: unknown;
  readonly link: unknown;
  readonly linkToDestination: unknown;
  readonly alignment: string;
  readonly _pageNodeRef?: unknown;
}

export interface PlacedLine {
  inlines: PlacedRun[];
  readonly _pageNodeRef?: unknown;
  tag?: PdfTag;
}

export interface StructElement {
  add(child: unknown): StructElement;
  end(): void;
}

/** A font file, as far as we ask it. */
export interface PdfFont {
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  glyphForCodePoint(codePoint: number): { readonly advanceWidth: number };
}

/** The page writer, as far as we use it. */
export interface PdfWriter extends AsyncIterable<Buffer> {
  registerFont(name: string, data: Buffer): void;
  provideFont(family: string, bold: boolean, italics: boolean): { readonly font: PdfFont };
  struct(type: string, options?: Readonly<Record<string, string>>): StructElement;
  addStructure(element: StructElement): void;
  markStructureContent(type: string): unknown;
  markContent(type: string): void;
  endMarkedContent(): void;
  annotate(x: number, y: number, width: number, height: number, options: Record<string, unknown>): unknown;
  readonly page: object;
  end(): void;
}

type Page = object;

interface Layout {
  readonly writer: { context(): { readonly availableHeight: number }; moveToNextPage(): void };
  registerTableLayouts(layouts: Readonly<Record<string, unknown>>): void;
  layoutDocument(
    content: unknown,
    writer: PdfWriter,
    styles: unknown,
    defaultStyle: unknown,
    background: unknown,
    header: unknown,
    footer: unknown,
  ): Page[];
  processNode(node: PdfNode, ...rest: unknown[]): unknown;
  buildNextLine(node: PdfNode): PlacedLine | null;
}

interface Renderer {
  readonly pdfDocument: PdfWriter;
  renderPages(pages: readonly Page[]): void;
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
