import { canonicalJson } from '@app/kernel';
import type { ReportDocument } from './document-tree';
import { printFigure } from './figure-format';

/** Grows when a field changes its meaning or goes away; new fields do not change it. */
const FORMAT_VERSION = 1;

/** The report as JSON for programs: keys in a stable order, each figure also as it is printed elsewhere. */
export function renderJson(document: ReportDocument): string {
  const figures = document.figures.map((entry) => ({ ...entry, printed: printFigure(entry).text }));
  const ordered: unknown = JSON.parse(canonicalJson({ formatVersion: FORMAT_VERSION, ...document, figures }));
  return `${JSON.stringify(ordered, null, 2)}\n`;
}
