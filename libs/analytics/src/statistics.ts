import type { AgentId, MonthlyCost } from '@app/agents';
import type { RecommendationStatus } from '@app/synthesis';

/** USD a month of the recommended ways of running and of the platform and people around them, in one category, by the newest result of each assessment in a month. */
export interface SpendStatistic {
  /** `2026-11`, UTC. */
  readonly month: string;
  readonly category: MonthlyCost['category'];
  /** Sums of what is known; null where nothing is. */
  readonly usdPerMonth: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** How many amounts are in the sums, and how many are not because their price is unknown. */
  readonly priced: number;
  readonly unpriced: number;
  readonly assessments: number;
}

/** How the requirements of a framework that apply were graded, by the newest result of each assessment in a month. */
export interface ComplianceStatistic {
  readonly month: string;
  readonly framework: string;
  readonly applicable: number;
  readonly passed: number;
  readonly partial: number;
  readonly claimed: number;
  readonly failed: number;
  readonly notEvaluable: number;
  readonly assessments: number;
}

/** What an agent took, over runs that ended with a result. Percentiles are those of the nearest rank. */
export interface AgentStatistic {
  readonly agent: AgentId;
  readonly runs: number;
  /** Results taken over from an earlier run: their durations are in no percentile. */
  readonly carriedOver: number;
  readonly failed: number;
  readonly attempts: number;
  /** Milliseconds at work; null where every result was taken over. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

/** How many runs ended in a state in a month, and how long they took from their start to their end. */
export interface RunStatistic {
  readonly month: string;
  readonly state: string;
  readonly runs: number;
  /** Milliseconds; null where none of them had begun. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

/** What language models were asked in a month, by provider and model, and how much of it the cache answered. */
export interface ModelCallStatistic {
  readonly month: string;
  readonly provider: string;
  readonly model: string;
  readonly calls: number;
  readonly fromCache: number;
  readonly answered: number;
  /** Neither answered nor found in the cache: unusable, limited, timed out, failed or aborted. */
  readonly unanswered: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly microUsd: number;
}

/** Savings of the recommendations in one status. */
export interface SavingStatistic {
  readonly status: RecommendationStatus;
  readonly recommendations: number;
  /** Those that name a known saving, and their sums in USD a month. */
  readonly withSaving: number;
  readonly usdPerMonth: number;
  readonly low: number;
  readonly high: number;
  /** Those of which somebody told what was saved in fact, and its sum. */
  readonly withRealised: number;
  readonly realisedUsdPerMonth: number;
}
