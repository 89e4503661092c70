import type { Presentation, ReportDocument, ReportWords } from '@app/reports/pure';
import { escapeXml } from './plain-text';

const SPACES =
  'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
  'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** Title, subject, author, language and dates of an office file (ECMA-376 part 2, core properties): the dates are the run's. */
export function coreProperties(
  document: ReportDocument,
  { branding }: Presentation,
  words: ReportWords,
): string {
  const at = new Date(document.generatedAt);
  const time = Number.isNaN(at.getTime()) ? '1980-01-01T00:00:00Z' : `${at.toISOString().slice(0, 19)}Z`;
  const author = escapeXml(branding?.name ?? 'Infra Mind');
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties ${SPACES}>` +
    `<dc:title>${escapeXml(document.title)}</dc:title><dc:subject>${escapeXml(words.product)}</dc:subject>` +
    `<dc:creator>${author}</dc:creator><cp:keywords>${escapeXml(document.runId)}</cp:keywords>` +
    `<dc:description>${escapeXml(document.subtitle)}</dc:description><cp:lastModifiedBy>${author}</cp:lastModifiedBy>` +
    `<cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">${time}</dcterms:created>` +
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${time}</dcterms:modified><dc:language>${words.tag}</dc:language>` +
    `</cp:coreProperties>`
  );
}
