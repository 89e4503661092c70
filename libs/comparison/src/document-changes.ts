import { type FigureText, renderFigureText } from '@app/kernel';
import { printFigure, type ReportBlock, type ReportDecision, type ReportDocument } from '@app/reports';
import type { ComparedRun } from './compared-run';
import type { RankedRecommendation, RecommendationChange, TextChange } from './comparison';
import { workloadNames } from './workload-names';

const RECOMMENDATIONS = 'recommendations';
const CARD_PREFIX = 'recommendation.';

type Documents = Readonly<Record<'from' | 'to', ReportDocument>>;

/** A recommendation as a report has it, and its title without the values of figures and the names of workloads. */
interface ListedRecommendation extends RankedRecommendation {
  readonly key: string;
  readonly wording: string;
}

/** The verdicts as their reports print them, where they differ. */
export function verdictChange({ from, to }: Documents): TextChange | null {
  const [a, b] = [printed(from.verdict, from), printed(to.verdict, to)];
  return a === b ? null : { subject: 'verdict', from: a, to: b };
}

/** Choices that were settled differently, or in one run only. Another name of a workload is no change. */
export function decisionChanges(from: ComparedRun, to: ComparedRun): TextChange[] {
  const [before, after] = [decisionsOf(from), decisionsOf(to)];
  const hasKeys = [...before, ...after].every(({ key }) => key !== undefined);
  const placed = (all: readonly SettledChoice[]) => Map.groupBy(all, (one) => (hasKeys ? one.key : one.name));
  const [old, now] = [placed(before), placed(after)];
  const places = [...new Set([...old.keys(), ...now.keys()])].sort();
  const changes = places.flatMap((place): TextChange[] => {
    const [a, b] = [old.get(place), now.get(place)];
    if (a && b && optionsOf(a, 'wording') === optionsOf(b, 'wording')) return [];
    // Symmetric: what both call it, or what both call it one after the other.
    const subject = [...new Set([...(a ?? []), ...(b ?? [])].map(({ label }) => label))].sort().join(' / ');
    return [{ subject, from: a ? optionsOf(a, 'option') : null, to: b ? optionsOf(b, 'option') : null }];
  });
  return changes.sort((a, b) => (a.subject === b.subject ? 0 : a.subject < b.subject ? -1 : 1));
}

/** Agents that have a result in one run only, with the reason of the other. */
export function agentChanges({ from, to }: Documents): TextChange[] {
  const standing = ({ agents }: ReportDocument) =>
    new Map(
      agents.map(({ agent, missing }) => [agent as string, missing === null ? 'has a result' : missing]),
    );
  const [before, after] = [standing(from), standing(to)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((subject) => {
    const [a, b] = [before.get(subject) ?? null, after.get(subject) ?? null];
    return a === b ? [] : [{ subject, from: a, to: b }];
  });
}

/**
 * Recommendations that came, went, or have another severity, title, or place among those that both runs have. Other
 * values of figures and other names of workloads in a title are no change.
 */
export function recommendationChanges(from: ComparedRun, to: ComparedRun): RecommendationChange[] {
  const [before, after] = [recommendationsOf(from), recommendationsOf(to)];
  const [was, is] = [placesAmong(before, after), placesAmong(after, before)];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const changes = keys.flatMap((key): RecommendationChange[] => {
    const [a, b] = [before.get(key), after.get(key)];
    const differs = a && b ? aspectsOf(a, b, was.get(key) !== is.get(key)) : [];
    if (a && b && differs.length === 0) return [];
    return [{ key, from: a ? ranked(a) : null, to: b ? ranked(b) : null, differs }];
  });
  return changes.sort((a, b) => bestRank(a) - bestRank(b) || (a.key < b.key ? -1 : 1));
}

function aspectsOf(
  a: ListedRecommendation,
  b: ListedRecommendation,
  isElsewhere: boolean,
): Array<'rank' | 'severity' | 'title'> {
  const tests = [
    ['rank', isElsewhere],
    ['severity', a.severity !== b.severity],
    ['title', a.wording !== b.wording],
  ] as const;
  return tests.filter(([, isOther]) => isOther).map(([aspect]) => aspect);
}

/** The places of those that the other run has too: one that came moves the rest down, which is no news of theirs. */
function placesAmong(
  all: ReadonlyMap<string, ListedRecommendation>,
  others: ReadonlyMap<string, ListedRecommendation>,
): ReadonlyMap<string, number> {
  const shared = [...all.values()].filter(({ key }) => others.has(key)).sort((a, b) => a.rank - b.rank);
  return new Map(shared.map(({ key }, place) => [key, place]));
}

function recommendationsOf({ document, facts }: ComparedRun): Map<string, ListedRecommendation> {
  const nameless = workloadNames(facts?.input);
  const section = document.sections.find(({ id }) => id === RECOMMENDATIONS);
  const cards = (section?.blocks ?? []).filter(isRecommendation);
  return new Map(
    cards.map(({ id, severity, title, tag }) => {
      const key = id.slice(CARD_PREFIX.length);
      const wording = nameless(title);
      return [key, { key, rank: Number(tag), severity, wording, title: printed(title, document) }];
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

/** A decision, and what it says without the names of workloads. */
interface SettledChoice extends ReportDecision {
  readonly name: string;
  readonly wording: string;
}

function decisionsOf({ document, facts }: ComparedRun): SettledChoice[] {
  const nameless = workloadNames(facts?.input);
  return document.decisions.map((one) => ({
    ...one,
    name: nameless(one.label),
    wording: nameless(one.option),
  }));
}

/** Without keys, several choices may carry one label: of two workloads, say. */
function optionsOf(choices: readonly SettledChoice[], as: 'option' | 'wording'): string {
  return choices.map((one) => one[as]).join('; ');
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
