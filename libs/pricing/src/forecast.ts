/** Least, likeliest and most: the three points of a triangular distribution. */
export interface ThreePoints {
  readonly low: number;
  readonly value: number;
  readonly high: number;
}

/** What is paid in proportion to the load: an API, egress, logs. */
export interface LinearLine {
  readonly kind: 'linear';
  readonly category: string;
  /** USD of a month at today's load and prices. */
  readonly monthlyUsd: number;
  /** Load of each month over what the question's likeliest growth makes of it: where several loads grow each its own way. */
  readonly loadBeyond?: readonly number[];
  /** From a month on (counted from 1) the price is this multiple of today's: changes that were announced. */
  readonly changes?: ReadonlyArray<{ readonly fromMonth: number; readonly factor: number }>;
}

/** What is paid in whole instances: the first step whose load is enough. */
export interface StairsLine {
  readonly kind: 'stairs';
  readonly category: string;
  /** Ascending multiples of today's load up to which each step is enough. */
  readonly loads: readonly number[];
  /** USD of a month at each step; beyond the last one cost goes on in proportion. */
  readonly monthlyUsd: readonly number[];
  readonly loadBeyond?: readonly number[];
}

/** What is paid whatever the load: people, control plane. */
export interface FixedLine {
  readonly kind: 'fixed';
  readonly category: string;
  readonly monthlyUsd: number;
}

/** Hardware of one's own: its cost within a range, one draw for each path, bought on as the load climbs and never sold. */
export interface OwnedLine {
  readonly kind: 'owned';
  readonly category: string;
  /** USD of a month for what there is today. */
  readonly monthlyUsd: ThreePoints;
  /** Ascending multiples of today's load, and the hardware that is enough up to each over that of today. */
  readonly loads: readonly number[];
  readonly shares: readonly number[];
  readonly loadBeyond?: readonly number[];
}

/** What has no known price: all that is known is the most it can come to. One draw for each path, from nothing to that. */
export interface UnknownLine {
  readonly kind: 'unknown';
  readonly category: string;
  readonly atMostUsd: number;
}

export type ForecastLine = LinearLine | StairsLine | OwnedLine | FixedLine | UnknownLine;

/** A forecast to be drawn: plain data, so that it can be asked of another thread. */
export interface ForecastQuestion {
  readonly seed: number;
  /** At least 100; 10,000 keeps the standard error of a percentile near one percent of it. */
  readonly paths: number;
  readonly months: number;
  /** Growth of the load a month as a share, one draw for each path. */
  readonly growth: ThreePoints;
  /** Standard deviation of the month-on-month change of log load around that growth. */
  readonly volatility: number;
  /** Change of prices a year as a share, one draw for each path. */
  readonly priceChangePerYear: ThreePoints;
  /**
   * Use over plan (tokens of a request, efficiency of the fleet): a factor on the load, one draw for each path; its value
   * is the median, and densities fall from it to nothing at both ends.
   */
  readonly use: ThreePoints;
  readonly lines: readonly ForecastLine[];
  /** USD a month that is allowed; null where nobody set a limit. */
  readonly budgetUsdPerMonth: number | null;
}

/** Costs of which one in ten, one in two and nine in ten paths stay below. */
export interface CostBand {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

export const FORECAST_DRIVERS = ['growth', 'month-to-month', 'price', 'use'] as const;
export type ForecastDriver = (typeof FORECAST_DRIVERS)[number];

/** What a forecast gives: USD, months counted from 1. */
export interface ForecastResult {
  readonly months: readonly CostBand[];
  readonly total: CostBand;
  readonly meanTotal: number;
  /** Months 1 to 12, or all where there are fewer. */
  readonly firstYear: CostBand;
  /** Standard error of each percentile of the total: sqrt(q(1-q)/N)/f(x_q), USD. */
  readonly standardError: CostBand;
  /** Share of the paths: month by month, in any month at all, and with the total above all months' budgets; null without a budget. */
  readonly overrun: {
    readonly byMonth: readonly number[];
    readonly anyMonth: number;
    readonly total: number;
  } | null;
  /** Rank correlation (Spearman) of each driver with the total, largest first in size: the tornado. */
  readonly tornado: ReadonlyArray<{ readonly driver: ForecastDriver; readonly correlation: number }>;
}
