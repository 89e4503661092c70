import type { ReportCard, ReportDocument, ReportSection } from './document-tree';

/** The recommendations of a report by rank, and the section in which they are, whatever template it is told by. */
export function recommendationCards(document: ReportDocument): {
  readonly section: ReportSection | null;
  readonly cards: readonly ReportCard[];
} {
  for (const section of document.sections) {
    const cards = section.blocks.filter(
      (block): block is ReportCard => block.kind === 'card' && block.id.startsWith('recommendation.'),
    );
    if (cards.length > 0) return { section, cards };
  }
  return { section: null, cards: [] };
}

/** The section in which the decisions have their votes: of that name, or that which a template put them in. */
export function decisionSection(document: ReportDocument): ReportSection | null {
  const named = document.sections.find((section) => section.id === 'decisions');
  const holding = document.sections.find((section) => section.id === 'executive-summary');
  return named ?? holding ?? null;
}
