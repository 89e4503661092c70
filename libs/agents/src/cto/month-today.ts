import { cite, literal } from '@app/kernel';
import type { CostCategory } from '@app/pricing';
import type { Analysis } from '../analysis';
import { planBill } from '../bench/plan-bill';
import type { PlanForecast } from '../bench/plan-forecast';
import type { Workbench } from '../workbench';

const CATEGORY_WORDS: Readonly<Record<CostCategory, string>> = {
  compute: 'rented hardware',
  'model-api': 'model API',
  hardware: 'owned hardware',
  power: 'power',
  storage: 'storage',
  egress: 'traffic to the internet',
  network: 'network',
  'control-plane': 'control plane',
  observability: 'logs and metrics',
  'managed-services': 'managed services',
  people: 'people',
  other: 'other',
};

/** Everything that the likely plan pays in a month of today, part by part, and what is not known of it. */
export function monthToday(notes: Analysis, bench: Workbench, plan: PlanForecast): void {
  const bill = planBill(bench, plan);
  const unknown = bill.unknown.map(({ monthly }) => monthly.label.toLowerCase());
  notes.show({
    id: 'cto.month-today',
    title: 'A month of the plan today',
    columns: ['Part', 'Kind', 'A month'],
    rows: [
      ...plan.parts.map(({ label, category, monthly }) => [
        literal(label),
        CATEGORY_WORDS[category],
        cite(monthly),
      ]),
      ...bill.unknown.map(({ category, monthly }) => [
        literal(monthly.label),
        CATEGORY_WORDS[category],
        'not known',
      ]),
      ['Together', 'all', cite(bill.monthly)],
    ],
    ...(unknown.length === 0
      ? {}
      : {
          note: 'What is not known counts nothing at the low end, and at the high end the dearest listed price of the same service; where nothing bounds it, the sum has no high end.',
        }),
  });
}
