import type { Severity } from '@app/agents/pure';
import { citedIds, type FigureText } from '@app/kernel';
import type { ReportBlock, ReportCard, ReportDocument, ReportSection } from './document-tree';
import { figuresById } from './figure-trail';
import { patternOf } from './take-excerpt';
import type { TemplateLead } from './templates';

type ParagraphBlock = Extract<ReportBlock, { readonly kind: 'paragraph' }>;

/** From the least to the gravest. */
const SEVERITIES: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];
const FINDING = 'finding.';
const MOST_FINDINGS = 4;
const KEY_FIGURES = 6;
/** Sections in which the verdict on the plan stands where the report begins with something else. */
const HOLDS_VERDICT = ['executive-summary', 'decisions'];

/**
 * The report with its reader's subject first: verdict and key figures are those of that subject, and the verdict on the
 * plan begins the summary or the decisions. Nothing changes where the run has nothing on the subject.
 */
export function withLead(document: ReportDocument, lead: TemplateLead | undefined): ReportDocument {
  const section = document.sections.find(({ id }) => id === lead?.section);
  const verdict = lead && section ? verdictOf(document, section, lead) : '';
  if (verdict === '') return document;
  const figures = figuresById(document.figures);
  const cited = citedIds(verdict).filter((id) => figures.get(id)?.value != null);
  const keyFigures = [...new Set([...cited, ...document.keyFigures])].slice(0, KEY_FIGURES);
  const holder = HOLDS_VERDICT.find((id) => document.sections.some((one) => one.id === id));
  const sections = document.sections.map((one) => {
    if (one.id === holder) {
      return { ...one, blocks: [{ kind: 'paragraph' as const, text: document.verdict }, ...one.blocks] };
    }
    return one.id === section?.id ? withoutSummary(one) : one;
  });
  return { ...document, verdict, keyFigures, sections };
}

function verdictOf(document: ReportDocument, section: ReportSection, lead: TemplateLead): FigureText {
  const forms = lead.findings.map(patternOf);
  const cards = document.sections.flatMap(({ blocks }) => blocks.filter(isFinding));
  const named = forms.flatMap((form) => cards.filter(({ id }) => form.test(id.slice(FINDING.length))));
  const gravestFirst = [...new Set(named)].sort((a, b) => weightOf(b) - weightOf(a));
  const titles = gravestFirst.slice(0, MOST_FINDINGS).map(({ title }) => sentence(title));
  return [...summaryOf(section).map(({ text }) => text), ...titles].join(' ');
}

function isFinding(block: ReportBlock): block is ReportCard {
  return block.kind === 'card' && block.id.startsWith(FINDING);
}

function weightOf({ severity }: ReportCard): number {
  return severity === null ? -1 : SEVERITIES.indexOf(severity);
}

/** What the agent computed: a model's words are no verdict. */
function summaryOf({ blocks }: ReportSection): ParagraphBlock[] {
  const at = blocks.findIndex((block) => block.kind === 'paragraph' && block.about === undefined);
  const [summary, next] = blocks.slice(at, at + 2);
  if (at < 0 || summary?.kind !== 'paragraph') return [];
  return next?.kind === 'paragraph' && next.about === 'wording' ? [] : [summary];
}

/** Every format prints the verdict before the sections: it is not said twice. */
function withoutSummary(section: ReportSection): ReportSection {
  const said: readonly ReportBlock[] = summaryOf(section);
  return { ...section, blocks: section.blocks.filter((block) => !said.includes(block)) };
}

function sentence(title: FigureText): FigureText {
  return /[.!?]$/.test(title) ? title : `${title}.`;
}
