import type { FigureText } from '@app/kernel';
import { printDate } from '../date-format';
import type { ReportBlock, ReportDocument, ReportSection } from '../document-tree';
import type { ReportLanguage } from '../presentation';
import { translateChart } from './translate-chart';
import { translatePhrase } from './translate-phrase';
import { wordsOf } from './words-of';

type Translate = (text: string) => string;

/**
 * Puts what the report itself says into a language. What agents, models and people wrote stays as they wrote it;
 * every format says so on its first page (`agentTexts`). The document says its language, so that it is done once.
 */
export function translateDocument(document: ReportDocument, language: ReportLanguage): ReportDocument {
  if (language === 'en' || document.language === language) return document;
  const translate: Translate = (text) => translatePhrase(text, language) ?? text;
  const sections = document.sections.map((section) => translateSection(section, language, translate));
  const agents = document.agents.map((one) => ({ ...one, name: wordsOf(language).agents[one.agent] }));
  return {
    ...document,
    language,
    agents,
    sections,
  };
}

/** A cell that is a date, as tables of agents have them: `2026-06-18`, `2026-06-18 (old)`. */
function dateIn(cell: FigureText, language: ReportLanguage): FigureText | null {
  const [, iso, old] = /^(\d{4}-\d{2}(?:-\d{2})?)( \(old\))?$/.exec(cell) ?? [];
  if (iso === undefined) return null;
  return `${printDate(iso, language)}${old === undefined ? '' : ` (${wordsOf(language).old})`}`;
}

function translateSection(
  section: ReportSection,
  language: ReportLanguage,
  translate: Translate,
): ReportSection {
  return {
    ...section,
    title: translate(section.title),
    blocks: section.blocks.map((block) => translateBlock(block, language, translate)),
  };
}

function translateBlock(block: ReportBlock, language: ReportLanguage, translate: Translate): ReportBlock {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
    case 'callout':
      return { ...block, text: translate(block.text) };
    case 'list':
      return { ...block, items: block.items.map(translate) };
    case 'table':
      return {
        ...block,
        title: translate(block.title),
        columns: block.columns.map(translate),
        rows: block.rows.map((row) =>
          row.map((cell): FigureText => dateIn(cell, language) ?? translate(cell)),
        ),
      };
    case 'card':
      return {
        ...block,
        tag: translate(block.tag),
        details: block.details.map(({ label, items }) => ({
          label: translate(label),
          items: items.map(translate),
        })),
      };
    case 'spans':
      return {
        ...block,
        title: translate(block.title),
        spans: block.spans.map((span) => ({ ...span, label: translate(span.label) })),
      };
    case 'chart':
      return { ...block, chart: translateChart(block.chart, language, translate) };
  }
}
