import type {
  AgentId,
  Assumption,
  Decision,
  NotEvaluated,
  OpenQuestion,
  RecommendationDraft,
} from '@app/agents';
import type { Figure } from '@app/kernel';

/** A choice on which agents voted, its winner, and the rule that made it one. */
export interface SettledDecision {
  readonly key: string;
  readonly label: string;
  readonly option: string;
  readonly optionLabel: string;
  readonly rule: string;
  readonly votes: ReadonlyArray<Decision & { readonly agent: AgentId }>;
  readonly contested: boolean;
}

/** A ranked recommendation: what its agents drafted, merged. Rank counts from 1. */
export interface Recommendation extends Omit<RecommendationDraft, 'theme' | 'presumes'> {
  readonly rank: number;
  readonly agents: readonly AgentId[];
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
