import { renderFigureText } from '@app/kernel';
import type { Figure } from '@app/kernel';
import { printFigure } from '@app/reports';
import type { Recommendation } from '@app/synthesis';
import { ApiProperty } from '@nestjs/swagger';

/** A thing to do, ranked, with what it costs, which requirements it serves and how it is done. */
export class RecommendationView {
  @ApiProperty({ description: 'Counts from 1', example: 1 }) rank: number;
  @ApiProperty({ example: 'w1.hosting' }) key: string;
  @ApiProperty({
    description: 'Cites figures by id, as all texts do',
    example: 'Use [[sizing.w1.replicas]] replicas',
  })
  title: string;
  @ApiProperty({ description: 'The title with its figures printed', example: 'Use 3 replicas' })
  headline: string;
  @ApiProperty() rationale: string;
  @ApiProperty({ enum: ['info', 'low', 'medium', 'high', 'critical'] }) severity: string;
  @ApiProperty({ type: String, isArray: true }) workloadIds: readonly string[];
  @ApiProperty({ type: String, isArray: true, description: 'Who recommends it' }) agents: readonly string[];
  @ApiProperty({ type: Object, example: { figureIds: ['pricing.w1.api.month'], note: '' } })
  cost: { readonly figureIds: readonly string[]; readonly note: string };
  @ApiProperty({ type: Object, example: { requirements: ['gdpr:Art. 32'], note: '' } })
  compliance: { readonly requirements: readonly string[]; readonly note: string };
  @ApiProperty({ type: Object, example: { effort: 'weeks', steps: ['...'], prerequisites: [] } })
  implementation: {
    readonly effort: string;
    readonly steps: readonly string[];
    readonly prerequisites: readonly string[];
  };
}

export class RecommendationListView {
  @ApiProperty({ type: RecommendationView, isArray: true, description: 'By rank' })
  items: RecommendationView[];
}

/** `figures` are those of the run's report; one that is not among them prints as an ellipsis. */
export function toRecommendationView(
  one: Recommendation,
  figures: ReadonlyMap<string, Figure>,
): RecommendationView {
  const { rank, key, title, rationale, severity, workloadIds, agents, cost, compliance, implementation } =
    one;
  return {
    rank,
    key,
    title,
    headline: renderFigureText(title, (id) => printed(figures.get(id))),
    rationale,
    severity,
    workloadIds,
    agents,
    cost: { figureIds: cost.figureIds, note: cost.note },
    compliance: { requirements: compliance.requirements, note: compliance.note },
    implementation: {
      effort: implementation.effort,
      steps: implementation.steps,
      prerequisites: implementation.prerequisites,
    },
  };
}

function printed(entry: Figure | undefined): string {
  return entry ? printFigure(entry).text : '…';
}
