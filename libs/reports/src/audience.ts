import type { Audience, ReportDocument } from './document-tree';
import { figuresById, idsOfSection, isAnswerId, shownIds, withTrail } from './figure-trail';

/** The part of a report that is meant for an audience, with the figures and answers that this part needs. */
export function forAudience(document: ReportDocument, audience: Audience): ReportDocument {
  const sections = document.sections.filter((section) => section.audiences.includes(audience));
  const shown = new Set(sections.flatMap(idsOfSection));
  const totals = document.totals.filter((total) => shown.has(total.figureId));
  const figures = withTrail(shownIds({ ...document, sections, totals }), figuresById(document.figures));
  const used = new Set(figures.flatMap((entry) => entry.inputs.filter(isAnswerId)));
  const answers = Object.fromEntries(Object.entries(document.answers).filter(([id]) => used.has(id)));
  return { ...document, sections, totals, figures, answers };
}
