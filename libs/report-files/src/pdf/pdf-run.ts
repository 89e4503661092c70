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
  /** Columns that a cell takes, where it is more than one. */
  readonly columns?: number;
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

export interface PdfPlace {
  readonly margin?: readonly [number, number, number, number];
  readonly pageBreak?: 'before' | 'after';
  readonly pageOrientation?: 'portrait' | 'landscape';
  readonly width?: number | 'auto' | '*';
  /** Points that have to be left on the page, or else it begins the next one: no heading stands alone. */
  readonly room?: number;
  /** Whether it heads the next piece: it stands on the page on which that begins. */
  readonly heads?: boolean;
}
