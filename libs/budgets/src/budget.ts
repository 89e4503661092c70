import type { CostCategory } from '@app/pricing';

/** An amount of one month and category. `month` is `2027-01`. */
export interface BudgetLine {
  readonly month: string;
  readonly category: CostCategory;
  /** USD. */
  readonly usd: number;
}

/** What a person plans: amounts by month and category, in US dollars. */
export interface BudgetPlan {
  readonly name: string;
  /** The assessment it is for; null for the tenant as a whole. */
  readonly assessmentId: string | null;
  readonly lines: readonly BudgetLine[];
}

/** What a run expects of one month, USD. */
export interface ForecastMonth {
  readonly month: string;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** The forecast of a run, as it stood when it was attached. */
export interface AttachedForecast {
  readonly runId: string;
  /** ISO date as of which the run assessed. */
  readonly asOf: string;
  readonly months: readonly ForecastMonth[];
  readonly attachedAt: Date;
}

/** An alert that somebody has seen: it is open again once it is worse than then. */
export interface Acknowledgement {
  readonly alertId: string;
  /** USD above the limit when it was acknowledged. */
  readonly excessUsd: number;
  readonly note: string | null;
  readonly at: Date;
}

/** A budget as stored. Its currency is the US dollar, as that of every price here. */
export interface Budget extends BudgetPlan {
  readonly id: string;
  readonly tenantId: string;
  /** Counts from 1; every change makes the next. */
  readonly version: number;
  readonly currency: 'USD';
  readonly forecast: AttachedForecast | null;
  readonly acknowledgements: readonly Acknowledgement[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Money that was spent: of one day (`2027-01-31`) or a whole month (`2027-01`), of one category. */
export interface ActualAmount {
  readonly date: string;
  readonly category: CostCategory;
  readonly usd: number;
}

/** A file of actuals as stored, its rows added up by date and category. */
export interface ActualsUpload {
  readonly id: string;
  readonly tenantId: string;
  readonly budgetId: string;
  /** SHA-256 of the text: the same file is stored once. */
  readonly fileHash: string;
  readonly fileName: string | null;
  readonly rows: number;
  readonly amounts: readonly ActualAmount[];
  readonly createdAt: Date;
}
