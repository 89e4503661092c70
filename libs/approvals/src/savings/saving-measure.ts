import type { CostCategory } from '@app/pricing';
import type { MonthlyAmount } from '@app/synthesis';

/** What was paid a month before: as somebody states it, or as the budget plans each month of the category. */
export type SavingBaseline =
  | { readonly kind: 'stated'; readonly usdPerMonth: number; readonly evidence: string }
  | { readonly kind: 'budget' };

/**
 * Where the saving of a recommendation is read off: one category of one budget. No two recommendations have the same,
 * so that no fall of a bill is counted for both.
 */
export interface SavingMeasure {
  /** `<assessmentId>:<key>` */
  readonly recommendationId: string;
  readonly tenantId: string;
  readonly budgetId: string;
  readonly category: CostCategory;
  readonly baseline: SavingBaseline;
  /** What was forecast when it was set, by which run: later runs change nothing of it. */
  readonly forecast: { readonly runId: string; readonly saving: MonthlyAmount | null };
  /** Who set it, as they name themselves. */
  readonly by: string;
  readonly setAt: Date;
}
