import type { ReportDocument, ReportSection } from './document-tree';
import { figuresById, idsOfSection, isAnswerId, shownIds, withTrail } from './figure-trail';
import type { Audience } from './template-id';

/** The part of a report that is meant for an audience, with the figures and answers that this part needs. */
export function forAudience(document: ReportDocument, audience: Audience): ReportDocument {
  return withSections(
    document,
    document.sections.filter((section) => section.audiences.includes(audience)),
  );
}

/** A report of these sections alone: the totals, figures and answers that they need go with them, others do not. */
export function withSections(document: ReportDocument, sections: readonly ReportSection[]): ReportDocument {
  const shown = new Set(sections.flatMap(idsOfSection));
  const totals = document.totals.filter((total) => shown.has(total.figureId));
  const figures = withTrail(shownIds({ ...document, sections, totals }), figuresById(document.figures));
  const used = new Set(figures.flatMap((entry) => entry.inputs.filter(isAnswerId)));
  const answers = Object.fromEntries(Object.entries(document.answers).filter(([id]) => used.has(id)));
  return { ...document, sections, totals, figures, answers };
}
