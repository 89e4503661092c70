/** Ways in which a load grows over months. */
export const GROWTH_KINDS = ['exponential', 'linear', 'logistic', 'seasonal', 'step', 'actuals'] as const;
export type GrowthKind = (typeof GROWTH_KINDS)[number];

/** From a month on (1 is the month after this one) the load is this multiple of today's. */
export interface GrowthStepInput {
  readonly month: number;
  readonly factor: number;
}

/** How requests grow, where it is not the same share each month. Each kind takes its own fields and no others. */
export interface GrowthInput {
  readonly kind: GrowthKind;
  /**
   * Exponential, logistic and seasonal: growth a month as a share of the month before; linear: as a share of the load
   * today. 0.05 is 5 %.
   */
  readonly perMonth?: number;
  /** Logistic: multiple of today's load towards which it grows. */
  readonly ceiling?: number;
  /** Seasonal: relative load of the twelve months of a year, January first, in any unit. */
  readonly factors?: readonly number[];
  /** Step: jumps, each with the month from which it holds. */
  readonly steps?: readonly GrowthStepInput[];
  /** From actuals: requests of the months that were counted, oldest first, the last of them being today's. */
  readonly monthly?: readonly number[];
}
