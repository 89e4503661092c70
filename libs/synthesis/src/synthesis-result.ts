import type {
  AgentId,
  Assumption,
  Decision,
  DeploymentTarget,
  Effort,
  MonthlyCost,
  NotEvaluated,
  OpenQuestion,
  RecommendationDependency,
  RecommendationDraft,
} from '@app/agents';
import type { Figure, FigureText } from '@app/kernel';
import type { PersonsDecision } from './decision-override';

/** A choice on which agents voted, its winner, and the rule that made it one. */
export interface SettledDecision {
  readonly key: string;
  readonly label: string;
  readonly option: string;
  readonly optionLabel: string;
  readonly rule: string;
  readonly votes: ReadonlyArray<Decision & { readonly agent: AgentId }>;
  readonly contested: boolean;
  /** What a person decided, where one did. */
  readonly person?: PersonsDecision;
}

/** What a recommendation costs and saves, by figure ids: what its drafts say, joined. */
export interface RecommendationCost {
  readonly figureIds: readonly string[];
  readonly note: FigureText;
  /** Figures of money per time that it saves; among `figures` of the recommendation. */
  readonly savingIds: readonly string[];
  /** What is paid while it is in use, by category. */
  readonly monthly: readonly MonthlyCost[];
}

/** How a recommendation is carried out. */
export interface RecommendationImplementation {
  readonly effort: Effort;
  /** A range of person-days, by the rule that is its formula. */
  readonly personDays: Figure;
  readonly steps: readonly FigureText[];
  readonly prerequisites: readonly FigureText[];
  readonly rollback: readonly FigureText[];
  /** Other recommendations of the same result; nothing waits for itself, directly or through others. */
  readonly dependencies: readonly RecommendationDependency[];
  /** Counts from 1: what is in one wave can begin at the same time. */
  readonly wave: number;
}

/** A ranked recommendation: what its agents drafted, merged, and what follows from it by rule. Rank counts from 1. */
export interface Recommendation extends Omit<
  RecommendationDraft,
  'theme' | 'presumes' | 'cost' | 'implementation' | 'deployment'
> {
  readonly rank: number;
  readonly agents: readonly AgentId[];
  readonly cost: RecommendationCost;
  readonly implementation: RecommendationImplementation;
  /** What to deploy where it is followed; null where nothing is. */
  readonly deployment: DeploymentTarget | null;
  /** Every figure that it names or cites, without what they were computed from. */
  readonly figures: readonly Figure[];
}

/** One picture out of up to eleven agents' outputs. Depends on their content only, never on their order. */
export interface SynthesisResult {
  readonly decisions: readonly SettledDecision[];
  readonly recommendations: readonly Recommendation[];
  readonly assumptions: readonly Assumption[];
  readonly questions: readonly OpenQuestion[];
  readonly notEvaluated: readonly NotEvaluated[];
  readonly figures: readonly Figure[];
  readonly missingAgents: readonly AgentId[];
}
