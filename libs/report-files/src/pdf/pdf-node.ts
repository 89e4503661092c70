import type { PdfPlace, PdfRun, PdfTag } from './pdf-run';
import type { PdfRows } from './pdf-rows';

export interface PdfText extends PdfPlace {
  readonly text: string | readonly PdfRun[];
  readonly id?: string;
  readonly style?: string;
  readonly bold?: boolean;
  readonly color?: string;
  readonly fontSize?: number;
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
    readonly dontBreakRows?: boolean;
  };
  readonly layout: string | Readonly<Record<string, unknown>>;
}

export interface PdfDrawing extends PdfPlace {
  readonly svg: string;
  readonly fit?: readonly [number, number];
  readonly options?: Readonly<Record<string, unknown>>;
  /** In points, once the layout has measured it. */
  readonly _height?: number;
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
  | PdfRows
  | PdfDrawing
  | PdfImage
  | (PdfPlace & { readonly stack: readonly PdfNode[]; readonly unbreakable?: boolean })
  | (PdfPlace & { readonly columns: readonly PdfNode[]; readonly columnGap?: number })
  | (PdfPlace & {
      readonly toc: { readonly title?: PdfNode; readonly numberStyle?: Readonly<Record<string, unknown>> };
    });
