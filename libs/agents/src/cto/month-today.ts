import { cite, type Figure, literal } from '@app/kernel';
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

const AT_TODAYS_LOAD =
  'This is today’s load at today’s prices. The forecast starts from it and lets the load grow: its median lies above this sum where growth is likelier than decline.';
const OF_UNKNOWN =
  'What is not known counts nothing at the low end, and at the high end the dearest listed price of the same service; where nothing bounds it, the sum has no high end.';

/** Everything that the likely plan pays in a month of today, part by part, and what is not known of it; gives the sum. */
export function monthToday(notes: Analysis, bench: Workbench, plan: PlanForecast): Figure {
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
    note: unknown.length === 0 ? AT_TODAYS_LOAD : `${AT_TODAYS_LOAD} ${OF_UNKNOWN}`,
  });
  return bill.monthly;
}
