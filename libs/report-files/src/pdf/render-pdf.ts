import type { Presentation, ReportDocument } from '@app/reports/pure';
import { appendixNodes } from './pdf-appendix';
import { sectionNodes } from './pdf-blocks';
import { coverNodes } from './pdf-cover';
import { pdfLayouts, pdfStyles } from './pdf-look';
import type { PdfNode } from './pdf-node';
import { pdfPen, QUIET, type PdfPen } from './pdf-pen';
import { MARGINS, printPdf } from './pdf-printer';
import { printable } from './pdf-text';

/**
 * The report as a tagged PDF 1.7: a title page, a table of contents, the sections, and an appendix with the trail of
 * every figure, to which each printed figure links. Charts are vectors. Equal documents give equal bytes; nothing
 * outside the document is read.
 */
export function renderPdf(document: ReportDocument, presentation: Presentation): Uint8Array {
  const pen = pdfPen(document, presentation);
  return printPdf({
    title: document.title,
    author: presentation.branding?.name ?? 'Infra Mind',
    subject: document.subtitle,
    createdAt: new Date(document.generatedAt),
    language: pen.words.tag,
    content: () => [
      ...coverNodes(pen),
      contentsNode(pen),
      ...sectionNodes(document.sections, pen),
      ...appendixNodes(pen),
    ],
    styles: pdfStyles(pen),
    layouts: pdfLayouts(pen),
    header: (page) => (page === 1 ? null : headerNode(pen)),
    footer: (page, pages) => footerNode(pen, page, pages),
  });
}

function contentsNode({ words, colours }: PdfPen): PdfNode {
  return {
    pageBreak: 'before',
    toc: {
      title: {
        text: printable(words.tableOfContents),
        style: 'section',
        color: colours.primary,
        tag: { type: 'H1' },
      },
      numberStyle: { color: QUIET },
    },
  };
}

function headerNode({ document, presentation }: PdfPen): PdfNode {
  const look = { fontSize: 7.5, color: QUIET } as const;
  return {
    margin: [MARGINS.left, 26, MARGINS.right, 0],
    columns: [
      { text: printable(document.title).slice(0, 90), width: '*', ...look },
      {
        text: printable(presentation.branding?.name ?? 'Infra Mind').slice(0, 60),
        width: 'auto',
        alignment: 'right',
        ...look,
      },
    ],
  };
}

function footerNode({ document, words }: PdfPen, page: number, pages: number): PdfNode {
  const look = { fontSize: 7.5, color: QUIET } as const;
  return {
    margin: [MARGINS.left, 18, MARGINS.right, 0],
    columns: [
      { text: printable(`${words.run} ${document.runId}`), width: '*', ...look },
      { text: printable(words.pageOf(page, pages)), width: 'auto', alignment: 'right', ...look },
    ],
  };
}
