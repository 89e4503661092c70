import { type Bill, billOf, type CostPart } from '@app/pricing';
import { priceOfPeople } from './price-people';
import type { PlanForecast } from './plan-forecast';
import type { Workbench } from '../workbench';

/** Today's month of the whole plan: what is known added up, what is not widening it by the rule for unknown prices. */
export function planBill(bench: Workbench, plan: PlanForecast): Bill {
  const known = plan.parts.map(({ monthly, category }): CostPart => ({ category, monthly, bound: null }));
  const open = plan.platform?.parts.filter(({ monthly }) => monthly.value === null) ?? [];
  const people = priceOfPeople(bench);
  const parts: CostPart[] = [
    ...known,
    ...open,
    ...(people.value === null ? [{ category: 'people' as const, monthly: people, bound: null }] : []),
  ];
  const bill = billOf('pricing.plan.bill', 'A month of the plan today', parts);
  bench.figures.addAll([
    bill.monthly,
    ...open.flatMap(({ monthly, bound }) => [monthly, ...(bound ? [bound] : [])]),
  ]);
  return bill;
}
