import { createRequire } from 'node:module';
import type { Presentation, ReportDocument } from '@app/reports/pure';
import { renderHtml, renderJson, renderMarkdown } from '@app/reports/pure';
import { renderCsv } from './csv/render-csv';
import { renderDocx } from './docx/render-docx';
import { renderXlsx } from './xlsx/render-xlsx';
import type * as PdfFile from './pdf/render-pdf';

/** How one format is made. */
export interface ReportFormatEntry {
  readonly contentType: string;
  readonly extension: string;
  /** The same as text, of a format that is quick enough to be shown at once. */
  readonly text?: (document: ReportDocument, presentation: Presentation) => string;
  /** Makes the bytes; equal documents and presentations give equal bytes. */
  readonly render: (document: ReportDocument, presentation: Presentation) => Promise<Uint8Array>;
  /** What is wrong with finished bytes, besides how they begin and end; such a file is not published. */
  readonly check?: (bytes: Uint8Array) => readonly string[];
}

const load = createRequire(__filename);
/** Its fonts and its layout take a while to load, and most processes print nothing. */
const pdf = () => load('./pdf/render-pdf') as typeof PdfFile;

/** A format that is text: its file is that text. */
function asText(text: (document: ReportDocument, presentation: Presentation) => string) {
  return {
    text,
    render: (document: ReportDocument, presentation: Presentation): Promise<Uint8Array> =>
      Promise.resolve(Buffer.from(text(document, presentation), 'utf8')),
  };
}

/** Every format there is. What a format needs is loaded when the first of its files is made. */
export const REPORT_FORMATS = {
  html: {
    contentType: 'text/html; charset=utf-8',
    extension: 'html',
    ...asText(renderHtml),
  },
  md: {
    contentType: 'text/markdown; charset=utf-8',
    extension: 'md',
    ...asText(renderMarkdown),
  },
  json: {
    contentType: 'application/json; charset=utf-8',
    extension: 'json',
    ...asText(renderJson),
  },
  pdf: {
    contentType: 'application/pdf',
    extension: 'pdf',
    render: async (document, presentation) => pdf().renderPdf(document, presentation),
  },
  docx: {
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extension: 'docx',
    render: renderDocx,
  },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    render: renderXlsx,
  },
  csv: {
    contentType: 'application/zip',
    extension: 'zip',
    render: renderCsv,
  },
} as const satisfies Record<string, ReportFormatEntry>;

export type ReportFormatId = keyof typeof REPORT_FORMATS;

/** A format that can be shown at once, without a job. */
export type ShownFormatId = {
  [Id in ReportFormatId]: (typeof REPORT_FORMATS)[Id] extends { readonly text: unknown } ? Id : never;
}[ReportFormatId];

export const SHOWN_FORMATS = (Object.keys(REPORT_FORMATS) as ReportFormatId[]).filter(
  (id): id is ShownFormatId => 'text' in REPORT_FORMATS[id],
);
