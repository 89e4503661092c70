import { type Bill, billOf, type CostPart } from '@app/pricing';
import type { PlanForecast } from './plan-forecast';
import type { Workbench } from '../workbench';

/** Today's month of the whole plan: what is known added up, what is not widening it by the rule for unknown prices. */
export function planBill(bench: Workbench, plan: PlanForecast): Bill {
  const known = plan.parts.map(({ monthly, category }): CostPart => ({ category, monthly, bound: null }));
  const open = plan.platform?.parts.filter(({ monthly }) => monthly.value === null) ?? [];
  const listed = new Set(open.map(({ monthly }) => monthly.id));
  const missing = plan.missing.flatMap(({ category, monthly }): CostPart[] =>
    listed.has(monthly.id) ? [] : [{ category, monthly, bound: null }],
  );
  const parts: CostPart[] = [...known, ...open, ...missing];
  const bill = billOf('pricing.plan.bill', 'A month of the plan today', parts);
  bench.figures.addAll([
    bill.monthly,
    ...open.flatMap(({ monthly, bound }) => [monthly, ...(bound ? [bound] : [])]),
  ]);
  return bill;
}
