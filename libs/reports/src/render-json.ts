import { canonicalJson } from '@app/kernel';
import type { ReportDocument } from './document-tree';
import { printFigure } from './figure-format';
import { translateDocument } from './language/translate-document';
import { PLAIN_ENGLISH, type Presentation } from './presentation';

/** Grows when a field changes its meaning or goes away; new fields do not change it. */
const FORMAT_VERSION = 1;

/** The report as JSON for programs: keys in a stable order, each figure also as it is printed elsewhere. */
export function renderJson(report: ReportDocument, presentation: Presentation = PLAIN_ENGLISH): string {
  const { language, branding } = presentation;
  const document = translateDocument(report, language);
  const figures = document.figures.map((entry) => ({ ...entry, printed: printFigure(entry, language).text }));
  const ordered: unknown = JSON.parse(
    canonicalJson({
      formatVersion: FORMAT_VERSION,
      ...document,
      language,
      ...(branding && { publisher: branding.name }),
      figures,
    }),
  );
  return `${JSON.stringify(ordered, null, 2)}\n`;
}
