import { withSections } from './audience';
import { cutTrail } from './cut-trail';
import type { ReportBlock, ReportDecision, ReportDocument, ReportSection } from './document-tree';
import { idsOfSection, isAnswerId, shownIds } from './figure-trail';
import { translateDocument } from './language/translate-document';
import type { ReportLanguage } from './presentation';
import { isOffPlan, takeExcerpt } from './take-excerpt';
import { EXCERPTS } from './template-excerpts';
import type { TemplateId } from './template-id';
import { withLead } from './template-lead';
import { REPORT_TEMPLATES, type ReportTemplate, type TemplateSection } from './templates';

/**
 * The report as a template tells it: its sections chosen, grouped, put in order and cut to what its reader acts on; in a
 * language, where what the report itself says is put into that language. The full report has the whole trail of every
 * figure; the others list what they show, and say so. A section whose parts the report does not have is left out.
 */
export function applyTemplate(
  document: ReportDocument,
  templateId: TemplateId,
  language: ReportLanguage = 'en',
): ReportDocument {
  const template = REPORT_TEMPLATES[templateId];
  const told = withLead(document, template.lead);
  const isShort = templateId !== 'full';
  const parts = isShort ? excerptsOf(told, templateId) : told.sections;
  const chosen = groupsOf(template, parts).flatMap((group) => topLevelSection(group, parts));
  const reduced = isShort ? withShown({ ...told, sections: chosen }) : withSections(told, chosen);
  const keyFigures = leadFirst(reduced.keyFigures, chosen[0]);
  const decisions = isShort ? decisionsOf(reduced, templateId) : reduced.decisions;
  return translateDocument({ ...reduced, keyFigures, decisions, template: templateId }, language);
}

function excerptsOf(document: ReportDocument, templateId: Exclude<TemplateId, 'full'>): ReportSection[] {
  const excerpts = EXCERPTS[templateId];
  return document.sections.map((section) => {
    const excerpt = Object.hasOwn(excerpts, section.id) ? excerpts[section.id] : undefined;
    const cut = excerpt ? takeExcerpt(section, excerpt) : section;
    return section.id === 'provenance' ? sayWhatIsListed(cut, document.runId) : cut;
  });
}

function decisionsOf(
  { decisions }: ReportDocument,
  templateId: Exclude<TemplateId, 'full'>,
): ReportDecision[] {
  const { isPlanOnly } = EXCERPTS[templateId].decisions ?? {};
  return decisions.filter(({ label }) => !isPlanOnly || !isOffPlan(label));
}

/** In place of the sentence that says that every trail is in the appendix. */
function sayWhatIsListed(section: ReportSection, runId: string): ReportSection {
  const text =
    'This is a selection for its reader. The appendix lists the figures that are shown, each with its formula, its ' +
    'inputs and the sources of all that it was computed from; the steps in between are in the full report: ' +
    `infra-mind export ${runId} --format pdf --template full.`;
  const [, ...rest] = section.blocks;
  return { ...section, blocks: [{ kind: 'paragraph', text }, ...rest] };
}

/** A report of its sections alone, with the figures and answers that they show; sums of which a part is not shown go. */
function withShown(document: ReportDocument): ReportDocument {
  const cited = new Set(shownIds({ ...document, totals: [] }));
  const totals = document.totals.filter((one) => [one.figureId, ...one.parts].every((id) => cited.has(id)));
  const { figures, leftOut } = cutTrail(cited, document);
  const used = new Set(figures.flatMap((entry) => entry.inputs.filter(isAnswerId)));
  const answers = Object.fromEntries(Object.entries(document.answers).filter(([id]) => used.has(id)));
  return { ...document, totals, figures, leftOut, answers };
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
  const parts = group.parts.flatMap((id) =>
    sections.filter((section) => section.id === id && section.blocks.length > 0),
  );
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
