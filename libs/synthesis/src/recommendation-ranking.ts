import { RECOMMENDATION_THEMES, type RecommendationTheme, type Severity } from '@app/agents';
import type { FigureBook } from '@app/kernel';
import { monthlyAmount } from './money-per-month';
import { byText } from './ordering';

/** From the mildest to the gravest. */
export const SEVERITIES: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

/** The rule of {@link rankingOrder} in words. */
export const RANKING_RULE =
  'First how to run a workload, then what law asks for, then the rest; within each the gravest first, then what serves a requirement, then the larger cost or saving a month, then by key.';

/** What the ranking reads of a recommendation; keys differ from each other. */
export interface Rankable {
  readonly key: string;
  readonly severity: Severity;
  readonly theme: RecommendationTheme;
  readonly compliance: { readonly requirements: readonly string[] };
  readonly cost: { readonly figureIds: readonly string[] };
}

/**
 * The order of ranks, by {@link RANKING_RULE}. It depends on the recommendations alone, and as no two have one key it
 * leaves none equal: whatever order they come in, they end up in the same one.
 */
export function rankingOrder(figures: FigureBook): (a: Rankable, b: Rankable) => number {
  return (a, b) =>
    RECOMMENDATION_THEMES.indexOf(a.theme) - RECOMMENDATION_THEMES.indexOf(b.theme) ||
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    Number(b.compliance.requirements.length > 0) - Number(a.compliance.requirements.length > 0) ||
    magnitude(b, figures) - magnitude(a, figures) ||
    byText(a.key, b.key);
}

/** The largest known cost or saving in USD a month; 0 where none is known. */
function magnitude({ cost }: Rankable, figures: FigureBook): number {
  const amounts = cost.figureIds.map((id) => Math.abs(monthlyAmount(figures.get(id))?.usdPerMonth ?? 0));
  return Math.max(0, ...amounts);
}
