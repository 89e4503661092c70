import type { ReportDocument, ReportLanguage } from '@app/reports';

/** What a report can be asked to show. */
export const REPORT_TEMPLATES = ['full'] as const;
export type ReportTemplateId = (typeof REPORT_TEMPLATES)[number];

/** The part of a document, and its order, that a template shows. */
export function shownDocument(
  document: ReportDocument,
  _template: ReportTemplateId,
  _language: ReportLanguage,
): ReportDocument {
  return document;
}
