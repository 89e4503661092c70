/** A range that a person gives: least and most. */
export interface RangeInput {
  readonly low: number;
  readonly high: number;
}

/**
 * What the cost of a plan needs beyond its workloads: prices of one's own, people and expectations. Each part left out
 * leaves its part of the cost open, or is taken as an assumption that says so.
 */
export interface PlanningInput {
  /** What an engineer costs the employer a year, USD. */
  readonly engineerUsdPerYear?: number;
  /** Share of the team's time that goes to what is assessed, 0 to 1. */
  readonly teamShare?: number;
  /** USD/kWh where hardware of one's own would stand. */
  readonly powerUsdPerKwh?: number;
  readonly depreciationYears?: number;
  /** Quoted prices of accelerators to buy, with their share of server and network. */
  readonly acceleratorQuotes?: readonly AcceleratorQuoteInput[];
  /** Sent to the internet, stored, and written as logs: GB a month for all workloads that are hosted. */
  readonly egressGbPerMonth?: number;
  readonly storedGb?: number;
  readonly logGbPerMonth?: number;
  /** Growth of requests a month as shares, for the forecast: between these the load is expected to grow. */
  readonly growthPerMonth?: RangeInput;
  /** Change of list prices a year as shares: -0.1 is a tenth cheaper. */
  readonly priceChangePerYear?: RangeInput;
  /** Discount rate a year as a share, by which later payments count for less: 0.08 is 8 %. None is taken unless stated. */
  readonly discountRatePerYear?: number;
  /** What the use cases are worth a month once they run as planned, USD. */
  readonly valueUsdPerMonth?: number;
  /** Spent once before anything runs, USD. */
  readonly oneOffUsd?: number;
  /** Things that may go wrong, each with how often and how dear. */
  readonly risks?: readonly PlannedRiskInput[];
}

export interface AcceleratorQuoteInput {
  readonly acceleratorId: string;
  /** USD for one. */
  readonly usd: number;
}

export interface PlannedRiskInput {
  readonly name: string;
  /** Times a year. */
  readonly timesPerYear: RangeInput;
  /** USD each time. */
  readonly lossUsd: RangeInput;
}
