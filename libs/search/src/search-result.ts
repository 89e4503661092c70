import type { Purchase } from '@app/catalog';
import type { Precision } from '@app/sizing';
import type { SearchAxis, SearchWeights } from './search-axis';
import type { RiskTerm } from './risk-score';

/** One way to run a workload with what is known of it; null is not known. Plain data. */
export interface SearchOption {
  /** `aws/p5.48xlarge/us-east-1.fp8.8x2.on-demand` (groups of eight, two replicas; `8p2x2` with two stages), `api.openai/gpt-5-mini`. */
  readonly id: string;
  readonly kind: 'hosted' | 'api';
  readonly provider: string;
  /** null for an API: nobody says where it processes. */
  readonly region: string | null;
  readonly hardware: HardwareChoice | null;
  readonly apiId: string | null;
  /** USD a month: compute or tokens, as listed. */
  readonly costUsdPerMonth: number | null;
  /** End to end at the 95th percentile, or one pass; milliseconds. */
  readonly latencyMs: number | null;
  /** kgCO2e a month of operation. */
  readonly carbonKgPerMonth: number | null;
  /** Points, see docs/search.md. */
  readonly risk: number;
  readonly riskTerms: readonly RiskTerm[];
  /** Sum of weight x ln(value); null where a weighted value is not known. Less is better. */
  readonly score: number | null;
}

export interface HardwareChoice {
  readonly instanceId: string;
  readonly instanceType: string;
  readonly instances: number;
  readonly acceleratorId: string;
  readonly precision: Precision;
  /** Accelerators of one replica, or of each of its stages. */
  readonly tensorParallel: number;
  /** Stages of a pipeline, each on a group of its own; 1 without one. */
  readonly stages: number;
  readonly replicas: number;
  readonly extraReplicas: number;
  readonly purchase: Purchase;
}

/** Options that fell out, and why: every option falls out once, by the first reason in a fixed order. */
export interface Removal {
  readonly reason: string;
  /** `outside EU`, `the list has no price of it`. */
  readonly label: string;
  readonly options: number;
}

/** What another option costs more (positive) or less than the recommended one. */
export type PriceOfChoosing = Readonly<Record<SearchAxis, number | null>>;

/** Everything the search says about one workload. Plain data: equal needs give equal results. */
export interface SearchResult {
  readonly workloadId: string;
  /** Points of the space: the removals and the considered add up to it. */
  readonly total: number;
  readonly removals: readonly Removal[];
  readonly considered: number;
  /** Considered options of which every axis is known: those that are compared. */
  readonly comparable: number;
  readonly dimensions: ReadonlyArray<{ readonly name: string; readonly values: number }>;
  /** Comparable options that no other beats on every axis, best score first. */
  readonly front: readonly SearchOption[];
  readonly recommended: SearchOption | null;
  /** The best of other hardware or another provider. */
  readonly runnerUp: { readonly option: SearchOption; readonly price: PriceOfChoosing } | null;
  /** The best with a commitment, where commitments are not recommended and it has a better score. */
  readonly committed: { readonly option: SearchOption; readonly price: PriceOfChoosing } | null;
  /** The cheapest considered option that cannot be recommended because a weighted axis of it is not known. */
  readonly unproven: SearchOption | null;
  readonly weights: SearchWeights;
}
