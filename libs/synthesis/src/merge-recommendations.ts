import {
  RECOMMENDATION_THEMES,
  type AgentId,
  type AgentOutput,
  type Effort,
  type RecommendationDependency,
  type RecommendationDraft,
  type RecommendationTheme,
} from '@app/agents';
import { citedIds, type Figure, type FigureBook } from '@app/kernel';
import { dependenciesOf, wavesOf } from './dependencies';
import { distinct, groupBy, joinDistinct } from './ordering';
import { personDays } from './person-days';
import { rankingOrder, SEVERITIES } from './recommendation-ranking';
import { rollbackOf } from './rollback';
import { holds } from './settle-decisions';
import type { Recommendation, SettledDecision } from './synthesis-result';

type Draft = RecommendationDraft & { readonly agent: AgentId };

/** The drafts of one key, joined; what follows by rule is not in it yet. */
type Merged = Omit<Recommendation, 'rank' | 'implementation' | 'figures'> & {
  readonly theme: RecommendationTheme;
  readonly implementation: Omit<Recommendation['implementation'], 'personDays' | 'wave'>;
};

const EFFORTS: readonly Effort[] = ['days', 'weeks', 'months'];

/**
 * Merges the drafts of the outputs (in the order of agents) by key and ranks what comes out, from 1. Drafts that
 * presume a decision that fell otherwise are left out.
 *
 * @throws invariant-broken when recommendations wait for each other
 */
export function mergeRecommendations(
  ordered: readonly AgentOutput[],
  figures: FigureBook,
  decisions: readonly SettledDecision[] = [],
): Recommendation[] {
  const drafts = ordered
    .flatMap((output) => output.recommendations.map((draft): Draft => ({ ...draft, agent: output.agent })))
    .filter((draft) => draft.presumes === undefined || holds(draft.presumes, decisions));
  const merged = [...groupBy(drafts, (draft) => draft.key).values()].map((group) =>
    merge(group as [Draft, ...Draft[]]),
  );
  const dependencies = dependenciesOf(merged);
  const waves = wavesOf(dependencies);
  return merged.sort(rankingOrder(figures)).map(({ theme: _theme, ...one }, index) => ({
    ...one,
    implementation: {
      ...one.implementation,
      dependencies: dependencies.get(one.key) ?? [],
      personDays: personDays(one.key, one.implementation.effort, one.implementation.steps.length),
      wave: waves.get(one.key) ?? 1,
    },
    rank: index + 1,
    figures: figuresOf(one, figures),
  }));
}

function merge(drafts: readonly [Draft, ...Draft[]]): Merged {
  const severity = highest(
    SEVERITIES,
    drafts.map((draft) => draft.severity),
  );
  const lead = drafts.find((draft) => draft.severity === severity) ?? drafts[0];
  const all = <T>(pick: (draft: Draft) => readonly T[] | undefined): T[] =>
    drafts.flatMap((draft) => pick(draft) ?? []);
  return {
    key: lead.key,
    theme: themeOf(drafts),
    title: lead.title,
    rationale: joinDistinct(drafts.map((draft) => draft.rationale)),
    severity,
    workloadIds: distinct(all((draft) => draft.workloadIds)),
    cost: {
      figureIds: distinct(all(({ cost }) => cost.figureIds)),
      note: joinDistinct(drafts.map((draft) => draft.cost.note)),
      savingIds: distinct(all(({ cost }) => cost.savingIds)),
      monthly: onePerFigure(all(({ cost }) => cost.monthly)),
    },
    compliance: {
      requirements: distinct(all(({ compliance }) => compliance.requirements)),
      note: joinDistinct(drafts.map((draft) => draft.compliance.note)),
    },
    implementation: {
      effort: highest(
        EFFORTS,
        drafts.map((draft) => draft.implementation.effort),
      ),
      steps: distinct(all(({ implementation }) => implementation.steps)),
      prerequisites: distinct(all(({ implementation }) => implementation.prerequisites)),
      rollback: rollbackOf(lead, distinct(all(({ implementation }) => implementation.rollback))),
      dependencies: all<RecommendationDependency>(({ implementation }) => implementation.dependencies),
    },
    deployment: drafts.find(({ deployment }) => deployment !== undefined)?.deployment ?? null,
    agents: distinct(drafts.map((draft) => draft.agent)),
  };
}

/** The theme that is read first. */
function themeOf(drafts: readonly Draft[]): RecommendationTheme {
  const themes = drafts.map((draft) => draft.theme ?? 'other');
  return RECOMMENDATION_THEMES.find((theme) => themes.includes(theme)) ?? 'other';
}

/** Two agents that name one figure mean one sum. */
function onePerFigure(monthly: Recommendation['cost']['monthly']): Recommendation['cost']['monthly'] {
  return [...groupBy(monthly, ({ figureId }) => figureId).values()].flatMap(([first]) => first ?? []);
}

/** The figures that a recommendation names or cites, as far as there are such figures. */
function figuresOf(one: Omit<Merged, 'theme'>, figures: FigureBook): Figure[] {
  const { cost, compliance, implementation } = one;
  const steps = [...implementation.steps, ...implementation.prerequisites, ...implementation.rollback];
  const texts = [one.title, one.rationale, cost.note, compliance.note, ...steps];
  const named = [
    ...texts.flatMap(citedIds),
    ...cost.figureIds,
    ...cost.savingIds,
    ...cost.monthly.map(({ figureId }) => figureId),
    ...Object.values<string | undefined>({ ...one.deployment?.figures }),
  ];
  return distinct(named).flatMap((id) => (id === undefined ? [] : (figures.get(id) ?? [])));
}

function highest<T>(scale: readonly T[], values: readonly T[]): T {
  return scale[Math.max(...values.map((value) => scale.indexOf(value)))] as T;
}
