import { answerId, type Figure, figure } from '@app/kernel';
import type { Workbench } from '../workbench';

/** The budget of a month as it was stated, USD/month; null where none was. */
export function statedBudget(bench: Workbench): Figure | null {
  const limit = bench.input.constraints?.budgetUsdPerMonth;
  if (limit === undefined) return null;
  return bench.figures.add(
    figure({
      id: 'answer.budget',
      label: 'Budget',
      value: limit,
      unit: 'USD/month',
      method: 'sourced',
      inputs: [answerId('constraints', 'budgetUsdPerMonth')],
    }),
  );
}
