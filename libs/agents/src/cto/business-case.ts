import { cite } from '@app/kernel';
import type { TotalCost } from '@app/pricing';
import type { Analysis } from '../analysis';
import { nameOf, offerName } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** Cost over three years of hosting and of an API, side by side; gives a line for the summary. */
export function businessCase(notes: Analysis, workload: WorkloadBench, bench: Workbench): string | null {
  const hosting = workload.hostingLimit === 'api-only' ? null : workload.hostingOver36Months();
  const api = workload.apiOver36Months();
  const work = workCost(notes, workload);
  if (!hosting && !api) {
    if (work) return work;
    notes.leaveOut({
      id: `cto.${workload.id}.cost-36-months`,
      subject: `Cost of ${workload.workload.name} over three years`,
      reason:
        workload.sized().reason ?? workload.apis().reason ?? 'no price is known for it within the limits',
    });
    return null;
  }
  table(notes, workload, hosting, api);
  const offer = workload.cheapest();
  const parts = [
    hosting && offer ? `hosting on ${offerName(offer)} ${cite(hosting.total)}` : undefined,
    api ? `the API ${cite(api.total)}` : undefined,
  ].flatMap((part) => part ?? []);
  notes.find({
    id: `cto.${workload.id}.cost-36-months`,
    severity: 'info',
    title: `${nameOf(workload)} over three years: ${parts.join(', ')}`,
    statement:
      'At list prices on demand and the stated or assumed growth; instances or tokens only, without people, platform, storage and network.',
  });
  vote(notes, workload, hosting, api);
  recommendHosting(notes, workload, hosting, api, bench);
  return `${nameOf(workload)} costs ${parts.join(' or ')} over three years.`;
}

function table(
  notes: Analysis,
  workload: WorkloadBench,
  hosting: TotalCost | null,
  api: TotalCost | null,
): void {
  const months = (hosting ?? api)?.months ?? [];
  notes.show({
    id: `cto.${workload.id}.cost-by-month`,
    title: `Monthly cost of ${workload.workload.name} as it grows`,
    columns: ['Month', ...(hosting ? ['Hosting'] : []), ...(api ? ['API'] : [])],
    rows: months.map((entry, index) => [
      monthWord(entry.month),
      ...(hosting?.months[index] ? [cite(hosting.months[index].cost)] : []),
      ...(api?.months[index] ? [cite(api.months[index].cost)] : []),
    ]),
  });
}

const MONTH_WORDS: Readonly<Record<number, string>> = {
  1: 'first',
  12: 'end of the first year',
  24: 'end of the second year',
  36: 'end of the third year',
};

function monthWord(month: number): string {
  return MONTH_WORDS[month] ?? `month ${month}`;
}

/** Work that comes and goes: its cost a month is all that is known. */
function workCost(notes: Analysis, workload: WorkloadBench): string | null {
  const offer = workload.cheapest();
  if (!offer || offer.sizing.kind === 'serving') return null;
  const monthly = offer.priced.monthly['on-demand'];
  notes.find({
    id: `cto.${workload.id}.cost-a-month`,
    severity: 'info',
    title: `${nameOf(workload)} costs ${cite(monthly)}`,
    statement: `On ${offerName(offer)}, rented for the hours of its runs only.`,
  });
  return `${nameOf(workload)} costs ${cite(monthly)}.`;
}

function vote(
  notes: Analysis,
  workload: WorkloadBench,
  hosting: TotalCost | null,
  api: TotalCost | null,
): void {
  if (workload.hostingLimit !== 'either' || hosting?.total.value == null || api?.total.value == null) return;
  const self = hosting.total.value < api.total.value;
  notes.vote({
    key: `${workload.id}.hosting`,
    label: `Hosting of ${workload.workload.name}`,
    option: self ? 'self-host' : 'api',
    optionLabel: self ? 'Own hosting' : 'Model API',
    basis: 'cost',
    rationale: `Over three years with growth hosting costs ${cite(hosting.total)} and the API ${cite(api.total)}.`,
  });
}

function recommendHosting(
  notes: Analysis,
  workload: WorkloadBench,
  hosting: TotalCost | null,
  api: TotalCost | null,
  bench: Workbench,
): void {
  const figureIds = [hosting?.total.id, api?.total.id].flatMap((id) => id ?? []);
  const start = bench.input.constraints?.startDate;
  notes.recommend({
    key: `${workload.id}.pilot`,
    title: `Pilot ${nameOf(workload)} and measure before committing money`,
    rationale:
      'Traffic, token lengths and peak decide the cost, and a month of measurement replaces most assumptions.',
    severity: 'medium',
    workloadIds: [workload.id],
    cost: { figureIds, note: 'Over three years; the pilot itself is a fraction of it.' },
    compliance: {
      requirements: [],
      note: 'Run the pilot with synthetic or cleared data until the open controls are closed.',
    },
    implementation: {
      effort: 'weeks',
      steps: [
        'Serve a tenth of the expected users for a month.',
        'Record requests a day, peak, token lengths, cached share and latency.',
        'Enter them as answers and run the assessment again.',
      ],
      prerequisites: start ? [`The start was planned for ${start}.`] : [],
    },
  });
}
