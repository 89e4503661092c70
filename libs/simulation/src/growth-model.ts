/** How a load grows over months. Every model gives the load over that of month 0. */
export type GrowthModel =
  /** The same amount each month: `perMonth` as a share of the load today. */
  | { readonly kind: 'linear'; readonly perMonth: number }
  /** The same share each month. */
  | { readonly kind: 'exponential'; readonly perMonth: number }
  /** Exponential at first, towards `ceiling` times the load today (Verhulst). */
  | { readonly kind: 'logistic'; readonly perMonth: number; readonly ceiling: number }
  /** Twelve factors on a trend, January first; they are brought to the mean 1. `startMonth` is 1 for January. */
  | {
      readonly kind: 'seasonal';
      readonly perMonth: number;
      readonly factors: readonly number[];
      readonly startMonth: number;
    }
  /** Jumps: from each month on the given factor. */
  | {
      readonly kind: 'step';
      readonly steps: ReadonlyArray<{ readonly month: number; readonly factor: number }>;
    }
  /** Fitted to what was counted, oldest first, the last of them being month 0. */
  | { readonly kind: 'actuals'; readonly monthly: readonly number[] };

/** The load of a month over the load today, with a range where the model has one. */
export interface GrowthPoint {
  readonly month: number;
  readonly factor: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Months that are needed to fit a trend: below, any line is right. */
export const LEAST_ACTUALS = 3;

/** The load of each month from 0 to `months`. */
export function growthPath(model: GrowthModel, months: number): GrowthPoint[] {
  const at = factorOf(model);
  const spread = model.kind === 'actuals' ? spreadOf(model.monthly) : null;
  return Array.from({ length: months + 1 }, (_, month) => {
    const factor = at(month);
    const wide = spread?.(month) ?? null;
    return {
      month,
      factor,
      low: wide === null ? null : factor / wide,
      high: wide === null ? null : factor * wide,
    };
  });
}

/** The first month in which the load reaches a factor; null when not within `months`. */
export function monthOfFactor(model: GrowthModel, factor: number, months: number): number | null {
  return growthPath(model, months).find((point) => point.factor >= factor)?.month ?? null;
}

function factorOf(model: GrowthModel): (month: number) => number {
  switch (model.kind) {
    case 'linear':
      return (month) => Math.max(0, 1 + model.perMonth * month);
    case 'exponential':
      return (month) => (1 + model.perMonth) ** month;
    case 'logistic': {
      const { ceiling, perMonth } = model;
      // Fitted so that the first month grows by about perMonth: dL/dt = r L (1 - L/K) with L(0) = 1.
      const rate = Math.log(1 + perMonth) / (1 - 1 / ceiling);
      return (month) => ceiling / (1 + (ceiling - 1) * Math.exp(-rate * month));
    }
    case 'seasonal': {
      const mean = model.factors.reduce((sum, factor) => sum + factor, 0) / model.factors.length;
      const season = (month: number): number =>
        (model.factors[(model.startMonth - 1 + month) % model.factors.length] as number) / mean;
      return (month) => ((1 + model.perMonth) ** month * season(month)) / season(0);
    }
    case 'step':
      return (month) =>
        model.steps
          .filter((step) => step.month <= month)
          .reduce((latest, step) => (step.month >= latest.month ? step : latest), { month: -1, factor: 1 })
          .factor;
    case 'actuals': {
      const { slope } = trendOf(model.monthly);
      return (month) => Math.exp(slope * month);
    }
  }
}

interface Trend {
  /** Growth of the logarithm a month. */
  readonly slope: number;
  /** Standard deviation of the logarithms around the trend. */
  readonly residual: number;
  readonly slopeError: number;
}

/** Least squares of ln(load) over months: growth by the same share each month. */
function trendOf(monthly: readonly number[]): Trend {
  const n = monthly.length;
  const logs = monthly.map((load) => Math.log(load));
  const meanX = (n - 1) / 2;
  const meanY = logs.reduce((sum, log) => sum + log, 0) / n;
  const sxx = logs.reduce((sum, _log, x) => sum + (x - meanX) ** 2, 0);
  const slope = logs.reduce((sum, log, x) => sum + (x - meanX) * (log - meanY), 0) / sxx;
  const squares = logs.reduce((sum, log, x) => sum + (log - meanY - slope * (x - meanX)) ** 2, 0);
  const residual = Math.sqrt(squares / Math.max(1, n - 2));
  return { slope, residual, slopeError: residual / Math.sqrt(sxx) };
}

/** By what a month may be off (80 % of the time): the error of the slope and the scatter of a single month. */
function spreadOf(monthly: readonly number[]): (month: number) => number {
  const { residual, slopeError } = trendOf(monthly);
  return (month) => (month === 0 ? 1 : Math.exp(1.2816 * Math.hypot(slopeError * month, residual)));
}
