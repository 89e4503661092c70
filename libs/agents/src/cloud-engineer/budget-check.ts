import { cite, type Figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import { waysOfBuying } from '../bench/purchase-words';
import { statedBudget } from '../bench/stated-budget';
import type { Workbench } from '../workbench';

/** The sum of what is to be rented beside the budget: not what an API or owned hardware runs. Gives the sum, or null where nothing was priced. */
export function budgetCheck(notes: Analysis, bench: Workbench, monthly: readonly Figure[]): Figure | null {
  const known = monthly.filter((entry) => entry.value !== null);
  if (known.length === 0) return null;
  const weighed = bench.workloads.some((workload) => workload.weighed() !== null);
  const total = notes.figure({
    id: 'cloud-engineer.monthly-cost',
    label: `${weighed ? 'Instances to rent as the stated weights choose them' : 'Cheapest instances to rent'}, ${waysOfBuying(bench.workloads)}`,
    value: known.reduce((sum, entry) => sum + (entry.value ?? 0), 0),
    unit: 'USD/month',
    method: 'computed',
    formula: weighed
      ? 'sum of the offers that the stated weights choose, else of the cheapest, of the workloads to be hosted on rented hardware'
      : 'sum of the cheapest offers of the workloads to be hosted on rented hardware',
    inputs: known.map((entry) => entry.id),
  });
  const budget = statedBudget(bench);
  if (!budget) {
    notes.leaveOut({
      id: 'cloud-engineer.budget',
      subject: 'Whether the cost is within the budget',
      reason: 'no budget was stated',
    });
    return total;
  }
  const over = (total.value ?? 0) > (budget.value ?? Infinity);
  notes.find({
    id: 'cloud-engineer.budget',
    severity: over ? 'high' : 'info',
    title: over
      ? `Instances alone exceed the budget of ${cite(budget)}`
      : `Instances are within the budget of ${cite(budget)}`,
    statement: `The ${weighed ? 'instances to rent as the stated weights choose them' : 'cheapest instances to rent'} cost ${cite(total)}, ${waysOfBuying(bench.workloads)}. Storage, network, egress, support, people, APIs and hardware that is owned are not in this sum.`,
  });
  return total;
}
