import { type FigureText, renderFigureText } from '@app/kernel';
import { printFigure, type ReportBlock, type ReportDocument } from '@app/reports';
import type { RankedRecommendation, RecommendationChange, TextChange } from './comparison';

const RECOMMENDATIONS = 'recommendations';
const CARD_PREFIX = 'recommendation.';

/** A recommendation as a report has it, and its title without the values of figures. */
interface ListedRecommendation extends RankedRecommendation {
  readonly key: string;
  readonly wording: FigureText;
}

/** The verdicts as their reports print them, where they differ. */
export function verdictChange(from: ReportDocument, to: ReportDocument): TextChange | null {
  const [a, b] = [printed(from.verdict, from), printed(to.verdict, to)];
  return a === b ? null : { subject: 'verdict', from: a, to: b };
}

/** Choices that were settled differently, or in one run only. */
export function decisionChanges(from: ReportDocument, to: ReportDocument): TextChange[] {
  return textChanges(decisionsOf(from), decisionsOf(to));
}

/** Agents that have a result in one run only, with the reason of the other. */
export function agentChanges(from: ReportDocument, to: ReportDocument): TextChange[] {
  const standing = ({ agents }: ReportDocument) =>
    new Map(
      agents.map(({ agent, missing }) => [agent as string, missing === null ? 'has a result' : missing]),
    );
  return textChanges(standing(from), standing(to));
}

/** Recommendations that came, went, or have another rank, severity or title. Other values in a title are no change. */
export function recommendationChanges(from: ReportDocument, to: ReportDocument): RecommendationChange[] {
  const [before, after] = [recommendationsOf(from), recommendationsOf(to)];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const changes = keys.flatMap((key): RecommendationChange[] => {
    const [a, b] = [before.get(key), after.get(key)];
    const differs = a && b ? aspectsOf(a, b) : [];
    if (a && b && differs.length === 0) return [];
    return [{ key, from: a ? ranked(a) : null, to: b ? ranked(b) : null, differs }];
  });
  return changes.sort((a, b) => bestRank(a) - bestRank(b) || (a.key < b.key ? -1 : 1));
}

function aspectsOf(a: ListedRecommendation, b: ListedRecommendation): Array<'rank' | 'severity' | 'title'> {
  const tests = [
    ['rank', a.rank !== b.rank],
    ['severity', a.severity !== b.severity],
    ['title', a.wording !== b.wording],
  ] as const;
  return tests.filter(([, isOther]) => isOther).map(([aspect]) => aspect);
}

function recommendationsOf(document: ReportDocument): Map<string, ListedRecommendation> {
  const section = document.sections.find(({ id }) => id === RECOMMENDATIONS);
  const cards = (section?.blocks ?? []).filter(isRecommendation);
  return new Map(
    cards.map((card) => {
      const key = card.id.slice(CARD_PREFIX.length);
      const { severity, title } = card;
      return [
        key,
        { key, rank: Number(card.tag), severity, wording: title, title: printed(title, document) },
      ];
    }),
  );
}

function isRecommendation(block: ReportBlock): block is Extract<ReportBlock, { kind: 'card' }> {
  return block.kind === 'card' && block.id.startsWith(CARD_PREFIX);
}

function ranked({ rank, severity, title }: ListedRecommendation): RankedRecommendation {
  return { rank, severity, title };
}

function bestRank({ from, to }: RecommendationChange): number {
  return Math.min(from?.rank ?? Infinity, to?.rank ?? Infinity);
}

/** Several choices may carry one label: of two workloads, say. */
function decisionsOf({ decisions }: ReportDocument): Map<string, string> {
  const groups = Map.groupBy(decisions, ({ label }) => label);
  return new Map([...groups].map(([label, group]) => [label, group.map(({ option }) => option).join('; ')]));
}

function textChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): TextChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((subject) => {
    const [from, to] = [before.get(subject) ?? null, after.get(subject) ?? null];
    return from === to ? [] : [{ subject, from, to }];
  });
}

const printers = new WeakMap<ReportDocument, (id: string) => string>();

function printed(text: FigureText, document: ReportDocument): string {
  let print = printers.get(document);
  if (!print) {
    const figures = new Map(document.figures.map((entry) => [entry.id, entry]));
    print = (id) => {
      const entry = figures.get(id);
      return entry ? printFigure(entry).text : id;
    };
    printers.set(document, print);
  }
  return renderFigureText(text, print);
}
