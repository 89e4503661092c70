import { cite } from '@app/kernel';
import type { TotalCost } from '@app/pricing';
import type { Analysis } from '../analysis';
import { nameOf, offerName } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** Cost over three years of hosting and of an API, side by side; gives a line for the summary. */
export function businessCase(notes: Analysis, workload: WorkloadBench, bench: Workbench): string | null {
  if (workload.ownedFit()) return ownHardwareCase(notes, workload);
  const work = workCost(notes, workload);
  if (work) return work;
  const hosting = workload.hostingLimit === 'api-only' ? null : workload.hostingOver36Months();
  const api = workload.apiOver36Months();
  if (!hosting && !api) {
    notes.leaveOut({
      id: `cto.${workload.id}.cost-36-months`,
      subject: `Cost of ${nameOf(workload)} over three years`,
      reason:
        workload.sized().reason ?? workload.apis().reason ?? 'no price is known for it within the limits',
    });
    return null;
  }
  table(notes, workload, hosting, api);
  const line = costLine(workload, hosting, api);
  notes.find({
    id: `cto.${workload.id}.cost-36-months`,
    severity: 'info',
    title: line,
    statement:
      'At list prices on demand and the stated or assumed growth; instances or tokens only, without people, platform, storage and network.',
  });
  vote(notes, workload, hosting, api);
  recommendHosting(notes, workload, hosting, api, bench);
  return `${line}.`;
}

/** Both ways with their cost, the cheaper first. */
function costLine(workload: WorkloadBench, hosting: TotalCost | null, api: TotalCost | null): string {
  const offer = workload.cheapest();
  const name = nameOf(workload);
  const host = hosting && offer ? `hosting on ${offerName(offer)}` : null;
  if (!host || !hosting)
    return `${name} on an API costs ${api ? cite(api.total) : 'an unknown sum'} over three years`;
  if (!api) return `${name}: ${host} costs ${cite(hosting.total)} over three years`;
  const known = hosting.total.value !== null && api.total.value !== null;
  const apiFirst = known && (api.total.value ?? 0) <= (hosting.total.value ?? 0);
  return apiFirst
    ? `${name}: an API is the cheaper way over three years at ${cite(api.total)}; ${host} costs ${cite(hosting.total)}`
    : `${name}: ${host} costs ${cite(hosting.total)} over three years; an API costs ${cite(api.total)}`;
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
    title: `Monthly cost of ${nameOf(workload)} as it grows`,
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

/** Hardware that is there already: what renting in its place would cost is the value that it saves. */
function ownHardwareCase(notes: Analysis, workload: WorkloadBench): string {
  const offer = workload.cheapest();
  const monthly = offer?.priced.monthly['on-demand'];
  notes.leaveOut({
    id: `cto.${workload.id}.own-cost`,
    subject: `Running cost of ${nameOf(workload)} on owned hardware`,
    reason: 'power, space, maintenance and depreciation of owned hardware are not computed yet',
  });
  if (!offer || !monthly)
    return `${nameOf(workload)} runs on owned hardware, at a cost that is not evaluated.`;
  notes.find({
    id: `cto.${workload.id}.cost-avoided`,
    severity: 'info',
    title: `${nameOf(workload)} on owned hardware: renting in its place would cost ${cite(monthly)}`,
    statement: `That is the cheapest offer within the limits, ${offerName(offer)}, on demand.`,
  });
  return `${nameOf(workload)} runs on owned hardware; renting in its place would cost ${cite(monthly)}.`;
}

/** Work that comes and goes: its cost a month is all that is known. */
function workCost(notes: Analysis, workload: WorkloadBench): string | null {
  const offer = workload.cheapest();
  if (!offer || offer.sizing.kind === 'serving') return null;
  const monthly = offer.priced.monthly['on-demand'];
  const api = workload.apis().apis[0]?.monthly;
  const beside = api ? ` The same work on an API costs ${cite(api)}.` : '';
  notes.find({
    id: `cto.${workload.id}.cost-a-month`,
    severity: 'info',
    title: `${nameOf(workload)} costs ${cite(monthly)}`,
    statement: `On ${offerName(offer)}, rented for the hours of its runs only.${beside}`,
  });
  return `${nameOf(workload)} costs ${cite(monthly)} on rented hardware${api ? ` or ${cite(api)} on an API` : ''}.`;
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
    label: `Hosting of ${nameOf(workload)}`,
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
