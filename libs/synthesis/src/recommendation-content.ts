import { InvariantError } from '@app/kernel';
import { personDays } from './person-days';
import type {
  RecommendationComplianceRecord,
  RecommendationCostRecord,
  RecommendationImplementationRecord,
  RecommendationRecord,
} from './recommendation.schema';
import { RECOMMENDATION_COLLECTIONS } from './recommendation.schema';
import type { Recommendation } from './synthesis-result';

/** A core with its parts, as one aggregation joins them. */
export interface JoinedRecord extends RecommendationRecord {
  readonly cost: readonly RecommendationCostRecord[];
  readonly compliance: readonly RecommendationComplianceRecord[];
  readonly implementation: readonly RecommendationImplementationRecord[];
}

type Part = 'cost' | 'compliance' | 'implementation';
const PARTS: readonly Part[] = ['cost', 'compliance', 'implementation'];

/**
 * Stages that join the parts of recommendations. The four documents of one share their `_id`, which is in `localField`
 * of what comes in: each join is a read by primary key.
 */
export function joinParts(localField: string) {
  return PARTS.map((as) => ({
    $lookup: { from: RECOMMENDATION_COLLECTIONS[as], localField, foreignField: '_id', as },
  }));
}

/** @throws invariant-broken when a part is not there */
export function toRecommendation(record: JoinedRecord): Recommendation {
  const cost = only(record.cost, record._id);
  const compliance = only(record.compliance, record._id);
  const plan = only(record.implementation, record._id);
  return {
    key: record.key,
    title: record.title,
    rationale: record.rationale,
    severity: record.severity,
    workloadIds: record.workloadIds,
    cost: {
      figureIds: cost.figureIds,
      note: cost.note,
      savingIds: cost.savingIds ?? [],
      monthly: cost.monthly ?? [],
    },
    compliance: { requirements: compliance.requirements, note: compliance.note },
    implementation: {
      effort: plan.effort,
      personDays: plan.personDays ?? personDays(record.key, plan.effort, plan.steps.length),
      steps: plan.steps,
      prerequisites: plan.prerequisites,
      rollback: plan.rollback ?? [],
      dependencies: plan.dependencies ?? [],
      wave: plan.wave ?? 1,
    },
    deployment: record.deployment ?? null,
    figures: record.figures ?? [],
    rank: record.rank,
    agents: record.agents,
  };
}

function only<T>(parts: readonly T[], id: string): T {
  const [part] = parts;
  if (part === undefined) throw new InvariantError(`recommendation ${id} is stored without one of its parts`);
  return part;
}
