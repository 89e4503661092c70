import { createRequire } from 'node:module';
import type { Presentation, ReportDocument } from '@app/reports';
import { renderHtml, renderJson, renderMarkdown } from '@app/reports';
import { renderCsv } from './csv/render-csv';
import { renderDocx } from './docx/render-docx';
import { renderXlsx } from './xlsx/render-xlsx';
import type * as PdfFile from './pdf/render-pdf';

/** How one format is made. */
export interface ReportFormatEntry {
  readonly contentType: string;
  readonly extension: string;
  /** Makes the bytes; equal documents and presentations give equal bytes. */
  readonly render: (document: ReportDocument, presentation: Presentation) => Promise<Uint8Array>;
  /** What is wrong with finished bytes, besides how they begin and end; such a file is not published. */
  readonly check?: (bytes: Uint8Array) => readonly string[];
}

const load = createRequire(__filename);
/** Its fonts and its layout take a while to load, and most processes print nothing. */
const pdf = () => load('./pdf/render-pdf') as typeof PdfFile;
const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** Every format there is. What a format needs is loaded when the first of its files is made. */
export const REPORT_FORMATS = {
  html: {
    contentType: 'text/html; charset=utf-8',
    extension: 'html',
    render: (document, presentation) => Promise.resolve(utf8(renderHtml(document, presentation))),
  },
  md: {
    contentType: 'text/markdown; charset=utf-8',
    extension: 'md',
    render: (document, presentation) => Promise.resolve(utf8(renderMarkdown(document, presentation))),
  },
  json: {
    contentType: 'application/json; charset=utf-8',
    extension: 'json',
    render: (document, presentation) => Promise.resolve(utf8(renderJson(document, presentation))),
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
