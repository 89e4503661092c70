import type { CloudProvider, InstanceRow, Purchase } from '@app/catalog';
import type { Figure } from '@app/kernel';

/** Which offers may be taken; a criterion left out allows all. `asOf` is an ISO date. */
export interface PricingConstraints {
  readonly providers?: readonly string[];
  readonly regions?: readonly string[];
  readonly asOf: string;
}

/** One way to rent the hardware that a sizing asks for. Ids start with `pricing.<workload>.<instance id>`. */
export interface PricedOption {
  /** `<workload>.<model>.<accelerator>.<precision>.<instance id>` */
  readonly id: string;
  readonly provider: CloudProvider;
  readonly region: string;
  readonly instanceType: string;
  readonly acceleratorId: string;
  readonly instance: InstanceRow;
  /** Replicas that one instance holds; a fraction where one replica spans several: single chips, or stages. */
  readonly replicasPerInstance: number;
  readonly instances: number;
  /**
   * USD for all instances in an hour, and for those that run on average in a month of 730 h, by way of buying; unknown
   * where not sourced.
   */
  readonly hourly: Readonly<Record<Purchase, Figure>>;
  readonly monthly: Readonly<Record<Purchase, Figure>>;
  readonly instanceCount: Figure;
  /** USD per 10^6 output tokens at the mean load, on demand. */
  readonly perMillionOutputTokens: Figure;
  /** The cheapest on-demand month bounds which options matter. null when the on-demand price is unknown. */
  readonly monthlyOnDemandUsd: number | null;
  /** Whether the list price is older than the catalog's limit for it on the day of the assessment. */
  readonly stale: boolean;
  readonly figures: readonly Figure[];
}

export interface ExcludedOffer {
  readonly instanceId: string;
  readonly reason: string;
}

/** Offers for one sizing, cheapest on-demand month first, unknown prices last, ties by id. */
export interface ServingPricing {
  readonly options: readonly PricedOption[];
  readonly excluded: readonly ExcludedOffer[];
}
