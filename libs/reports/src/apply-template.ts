import { withSections } from './audience';
import type { ReportBlock, ReportDocument, ReportSection } from './document-tree';
import { idsOfSection } from './figure-trail';
import { translateDocument } from './language/translate-document';
import type { ReportLanguage } from './presentation';
import type { TemplateId } from './template-id';
import { REPORT_TEMPLATES, type ReportTemplate, type TemplateSection } from './templates';

/**
 * The report as a template tells it: its sections chosen, grouped and put in order, with the figures, totals and
 * answers that these need; in a language, where what the report itself says is put into that language. A section
 * whose parts the report does not have is left out.
 */
export function applyTemplate(
  document: ReportDocument,
  templateId: TemplateId,
  language: ReportLanguage = 'en',
): ReportDocument {
  const template = REPORT_TEMPLATES[templateId];
  const chosen = groupsOf(template, document.sections).flatMap((group) =>
    topLevelSection(group, document.sections),
  );
  const reduced = withSections(document, chosen);
  const keyFigures = leadFirst(reduced.keyFigures, chosen[0]);
  return translateDocument({ ...reduced, keyFigures, template: templateId }, language);
}

function groupsOf(template: ReportTemplate, sections: readonly ReportSection[]): readonly TemplateSection[] {
  if (!template.hasEverything) return template.sections;
  const named = new Set(template.sections.flatMap((one) => one.parts));
  const rest = sections.map((section) => section.id).filter((id) => !named.has(id));
  return template.sections.map((one, at) =>
    at === template.sections.length - 1 ? { ...one, parts: [...one.parts, ...rest] } : one,
  );
}

function topLevelSection(group: TemplateSection, sections: readonly ReportSection[]): ReportSection[] {
  const parts = group.parts.flatMap((id) => sections.filter((section) => section.id === id));
  const [first] = parts;
  if (!first) return [];
  return [
    {
      // A link to the first part finds it.
      id: first.id,
      title: group.title,
      audiences: [...new Set(parts.flatMap((part) => part.audiences))],
      blocks: parts.length === 1 ? first.blocks : parts.flatMap(partBlocks),
    },
  ];
}

/** A section below a heading of its own; its headings are one level deeper. */
function partBlocks({ title, blocks }: ReportSection): ReportBlock[] {
  return [
    { kind: 'heading', text: title },
    ...blocks.map((block) => (block.kind === 'heading' ? { ...block, isMinor: true as const } : block)),
  ];
}

/** Where a report begins with its reader's subject, what that shows stands first; the summary has an order of its own. */
function leadFirst(ids: readonly string[], lead: ReportSection | undefined): string[] {
  if (!lead || lead.id === 'executive-summary') return [...ids];
  const shown = new Set(idsOfSection(lead));
  return [...ids.filter((id) => shown.has(id)), ...ids.filter((id) => !shown.has(id))];
}
