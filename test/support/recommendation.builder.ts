import type { RecommendationDraft } from '@app/agents';
import type { Figure } from '@app/kernel';
import type { Recommendation } from '@app/synthesis';
import { synthesise } from '@app/synthesis';
import { aDraft, anOutput } from './agent-output.builder';

/** Recommendations as the synthesis makes them of these drafts, by rank. */
export function recommended(
  drafts: ReadonlyArray<Partial<RecommendationDraft> & Pick<RecommendationDraft, 'key'>>,
  figures: readonly Figure[] = [],
): readonly Recommendation[] {
  const outputs = [anOutput({ agent: 'cto', recommendations: drafts.map(aDraft), figures: [...figures] })];
  return synthesise(outputs).recommendations;
}
