import {
  RECOMMENDATION_THEMES,
  type AgentId,
  type AgentOutput,
  type Effort,
  type RecommendationDraft,
  type RecommendationTheme,
  type Severity,
} from '@app/agents';
import type { FigureBook } from '@app/kernel';
import { byText, distinct, groupBy, joinDistinct } from './ordering';
import { holds } from './settle-decisions';
import type { Recommendation, SettledDecision } from './synthesis-result';

type Draft = RecommendationDraft & { readonly agent: AgentId };
type Merged = Omit<Recommendation, 'rank'>;

const SEVERITIES: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];
const EFFORTS: readonly Effort[] = ['days', 'weeks', 'months'];

/** Factors that make a price per unit of time a price per month; other units are not compared. */
const MONTHS: Readonly<Record<string, number>> = {
  'USD/h': 730,
  'USD/hour': 730,
  'USD/day': 730 / 24,
  'USD/month': 1,
  'USD/year': 1 / 12,
};

/**
 * Merges the drafts of the outputs (in the order of agents) by key and ranks what comes out, from 1. Drafts that
 * presume a decision that fell otherwise are left out.
 */
export function mergeRecommendations(
  ordered: readonly AgentOutput[],
  figures: FigureBook,
  decisions: readonly SettledDecision[] = [],
): Recommendation[] {
  const drafts = ordered
    .flatMap((output) => output.recommendations.map((draft): Draft => ({ ...draft, agent: output.agent })))
    .filter((draft) => draft.presumes === undefined || holds(draft.presumes, decisions));
  return [...groupBy(drafts, (draft) => draft.key).values()]
    .map((group) => ({ theme: themeOf(group), merged: merge(group as [Draft, ...Draft[]]) }))
    .sort((a, b) => a.theme - b.theme || compare(a.merged, b.merged, figures))
    .map(({ merged }, index) => ({ ...merged, rank: index + 1 }));
}

/** The place of the theme that is read first. */
function themeOf(drafts: readonly Draft[]): number {
  const place = (theme: RecommendationTheme): number => RECOMMENDATION_THEMES.indexOf(theme);
  return Math.min(...drafts.map((draft) => place(draft.theme ?? 'other')));
}

function merge(drafts: readonly [Draft, ...Draft[]]): Merged {
  const severity = highest(
    SEVERITIES,
    drafts.map((draft) => draft.severity),
  );
  const lead = drafts.find((draft) => draft.severity === severity) ?? drafts[0];
  return {
    key: lead.key,
    title: lead.title,
    rationale: joinDistinct(drafts.map((draft) => draft.rationale)),
    severity,
    workloadIds: distinct(drafts.flatMap((draft) => draft.workloadIds)),
    cost: {
      figureIds: distinct(drafts.flatMap((draft) => draft.cost.figureIds)),
      note: joinDistinct(drafts.map((draft) => draft.cost.note)),
    },
    compliance: {
      requirements: distinct(drafts.flatMap((draft) => draft.compliance.requirements)),
      note: joinDistinct(drafts.map((draft) => draft.compliance.note)),
    },
    implementation: {
      effort: highest(
        EFFORTS,
        drafts.map((draft) => draft.implementation.effort),
      ),
      steps: distinct(drafts.flatMap((draft) => draft.implementation.steps)),
      prerequisites: distinct(drafts.flatMap((draft) => draft.implementation.prerequisites)),
    },
    agents: distinct(drafts.map((draft) => draft.agent)),
  };
}

/** Severity first, then whether a requirement hangs on it, then how much money, then the key. */
function compare(a: Merged, b: Merged, figures: FigureBook): number {
  return (
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    Number(b.compliance.requirements.length > 0) - Number(a.compliance.requirements.length > 0) ||
    costMagnitude(b, figures) - costMagnitude(a, figures) ||
    byText(a.key, b.key)
  );
}

/** The largest known cost or saving of a recommendation in USD a month; 0 where none is known. */
function costMagnitude(recommendation: Merged, figures: FigureBook): number {
  const amounts = recommendation.cost.figureIds.map((id) => {
    const entry = figures.get(id);
    return entry?.value == null ? 0 : Math.abs(entry.value) * (MONTHS[entry.unit] ?? 0);
  });
  return Math.max(0, ...amounts);
}

function highest<T>(scale: readonly T[], values: readonly T[]): T {
  return scale[Math.max(...values.map((value) => scale.indexOf(value)))] as T;
}
