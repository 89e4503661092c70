import { cite, literal } from '@app/kernel';
import { apiModelName, FAST_GROWTH_PER_MONTH, HORIZON_MONTHS, type TotalCost } from '@app/pricing';
import type { Analysis } from '../analysis';
import { hostingOption } from '../bench/hosting-option';
import { headed, listOf, nameOf, offerName, placesOf } from '../bench/naming';
import { PURCHASE_WORDS } from '../bench/purchase-words';
import { toBeBought } from '../bench/to-be-bought';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { presentValues } from './present-value';
import { boughtHardwareCase, ownHardwareCase } from './own-hardware-case';
import { pilot } from './pilot';

/** Cost over three years of hosting and of an API, side by side; gives a line for the summary. */
export function businessCase(notes: Analysis, workload: WorkloadBench, bench: Workbench): string | null {
  if (workload.ownedFit()) return ownHardwareCase(notes, workload, bench);
  const work = workCost(notes, workload);
  if (work) return work;
  const hosting = workload.hostingLimit === 'api-only' ? null : workload.hostingOver36Months();
  const api = workload.apiOver36Months();
  if (!hosting && !api) {
    const bought = toBeBought(bench, workload);
    if (bought) return boughtHardwareCase(notes, workload, bench, bought);
    notes.leaveOut({
      id: `cto.${workload.id}.cost-36-months`,
      subject: `Cost of ${nameOf(workload)} over three years`,
      reason:
        workload.sized().reason ?? workload.apis().reason ?? 'no price is known for it within the limits',
    });
    return null;
  }
  table(notes, workload, hosting, api);
  notes.find({
    id: `cto.${workload.id}.cost-36-months`,
    severity: 'info',
    title: headed(workload, costTitle(hosting, api)),
    statement: `At list prices, hardware ${PURCHASE_WORDS[workload.purchase]}, and the stated or assumed growth; instances or tokens only, without people, platform, storage and network.`,
  });
  presentValues(notes, workload, bench, { hosted: hosting, 'by API': api });
  growthCaveat(notes, workload);
  const free = workload.undecided();
  if (!free.ownedFit()) vote(notes, free, free.hostingOver36Months(), free.apiOver36Months());
  pilot(notes, workload, bench);
  return `${nameOf(workload)}: ${costLine(workload, hosting, api)}.`;
}

/** Both ways with their cost, the cheaper first; of each the first year before the three. */
function costLine(workload: WorkloadBench, hosting: TotalCost | null, api: TotalCost | null): string {
  const offer = workload.cheapest();
  const host = hosting && offer ? `hosting on ${offerName(offer)}` : null;
  const place = placesOf(workload);
  const condition = place.length > 0 ? `, once processing in ${listOf(place)} is confirmed,` : '';
  const named = workload.apis().apis[0];
  const byApi = `${named ? `${literal(apiModelName(named.row))} by API` : 'an API'}${condition}`;
  if (!host || !hosting) return `${byApi} costs ${api ? overTime(api) : 'an unknown sum'}`;
  if (!api) return `${host} costs ${overTime(hosting)}`;
  const known = hosting.total.value !== null && api.total.value !== null;
  const apiFirst = known && (api.total.value ?? 0) <= (hosting.total.value ?? 0);
  return apiFirst
    ? `${byApi} costs ${overTime(api)}; ${host} costs ${cite(hosting.total)} over three years`
    : `${host} costs ${overTime(hosting)}; ${byApi} costs ${cite(api.total)} over three years`;
}

function costTitle(hosting: TotalCost | null, api: TotalCost | null): string {
  const sides = [
    ...(api ? [`${cite(api.total)} by API`] : []),
    ...(hosting ? [`${cite(hosting.total)} hosted`] : []),
  ];
  return `three years cost ${sides.join(', ')}`;
}

function overTime(cost: TotalCost): string {
  return `${cite(cost.firstYear)} in the first year and ${cite(cost.total)} over three`;
}

/** Growth that multiplies the load in three years is a forecast that few loads keep. */
function growthCaveat(notes: Analysis, workload: WorkloadBench): void {
  const growth = workload.workload.values.growthPerMonth;
  const { perMonth, factors } = workload.growth();
  if (growth?.value == null || factors || perMonth < FAST_GROWTH_PER_MONTH) return;
  const factor = notes.figure({
    id: `cto.${workload.id}.growth-factor`,
    label: 'Load of the last month over that of the first',
    value: (1 + growth.value / 100) ** (HORIZON_MONTHS - 1),
    unit: '1',
    method: 'computed',
    formula: `(1 + growth a month) ^ ${HORIZON_MONTHS - 1}`,
    inputs: [growth.id],
  });
  notes.find({
    id: `cto.${workload.id}.growth-cost`,
    severity: 'medium',
    title: headed(
      workload,
      `growth of ${cite(growth)} a month makes ${cite(factor)} times the load in three years`,
    ),
    statement:
      'Exponential growth rarely lasts. Plan on the first year; the low ends of the figures beyond it are of a load that stops growing after a year.',
  });
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
    title: headed(workload, 'monthly cost as it grows'),
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
  const monthly = offer.priced.monthly[workload.purchase];
  const api = workload.apis().apis[0]?.monthly;
  const beside = api ? ` The same work on an API costs ${cite(api)}.` : '';
  notes.find({
    id: `cto.${workload.id}.cost-a-month`,
    severity: 'info',
    title: headed(workload, `rented hardware costs ${cite(monthly)}`),
    statement: `On ${offerName(offer)}, rented for the hours of its runs only.${beside}`,
  });
  const total = workload.hostingTotal();
  const overall = total ? ` and ${cite(total)} over three years` : '';
  return `${nameOf(workload)} costs ${cite(monthly)}${overall} on rented hardware${api ? `; an API would cost ${cite(api)}` : ''}.`;
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
    ...hostingOption(workload, self ? 'self-host' : 'api'),
    basis: 'cost',
    rationale: `Over three years with growth hosting costs ${cite(hosting.total)} and the API ${cite(api.total)}.`,
  });
}
