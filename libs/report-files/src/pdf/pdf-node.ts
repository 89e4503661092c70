/** A group of the document's structure, which readers that speak a page aloud go by. */
export interface PdfGroup {
  readonly type: 'Sect' | 'Table' | 'TR' | 'L' | 'LI' | 'TOC';
  readonly within?: PdfGroup;
}

/** What a piece of the page is, and in which group it stands. */
export interface PdfTag {
  readonly type: 'H1' | 'H2' | 'H3' | 'P' | 'TH' | 'TD' | 'LBody' | 'Caption' | 'Figure' | 'TOCI';
  readonly within?: PdfGroup;
  /** In place of a drawing. */
  readonly alternative?: string;
}

/** A run of text in one look. */
export interface PdfRun {
  readonly text: string;
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly color?: string;
  readonly fontSize?: number;
  readonly link?: string;
  readonly linkToDestination?: string;
}

interface PdfPlace {
  readonly margin?: readonly [number, number, number, number];
  readonly pageBreak?: 'before' | 'after';
  readonly pageOrientation?: 'portrait' | 'landscape';
  readonly width?: number | 'auto' | '*';
  /** Points that have to be left on the page, or else it begins the next one: no heading stands alone. */
  readonly room?: number;
}

export interface PdfText extends PdfPlace {
  readonly text: string | readonly PdfRun[];
  readonly id?: string;
  readonly style?: string;
  readonly bold?: boolean;
  readonly color?: string;
  readonly fontSize?: number;
  readonly noWrap?: boolean;
  readonly alignment?: 'left' | 'right' | 'center';
  readonly tag?: PdfTag;
  readonly tocItem?: boolean;
  readonly tocMargin?: readonly [number, number, number, number];
  readonly outline?: boolean;
  readonly outlineText?: string;
  readonly outlineParentId?: string;
  readonly colSpan?: number;
  readonly fillColor?: string;
}

export interface PdfTable extends PdfPlace {
  readonly table: {
    readonly widths: readonly (number | '*' | 'auto')[];
    readonly body: readonly (readonly PdfNode[])[];
    readonly headerRows?: number;
    readonly keepWithHeaderRows?: number;
    readonly dontBreakRows?: boolean;
  };
  readonly layout: string | Readonly<Record<string, unknown>>;
}

export interface PdfDrawing extends PdfPlace {
  readonly svg: string;
  readonly fit?: readonly [number, number];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly tag?: PdfTag;
}

export interface PdfImage extends PdfPlace {
  readonly image: string;
  readonly fit: readonly [number, number];
  readonly tag?: PdfTag;
}

/** The pieces that our pages are made of, in the words of the library that lays them out. */
export type PdfNode =
  | PdfText
  | PdfTable
  | PdfDrawing
  | PdfImage
  | (PdfPlace & { readonly stack: readonly PdfNode[]; readonly unbreakable?: boolean })
  | (PdfPlace & { readonly columns: readonly PdfNode[]; readonly columnGap?: number })
  | (PdfPlace & {
      readonly toc: { readonly title?: PdfNode; readonly numberStyle?: Readonly<Record<string, unknown>> };
    });
