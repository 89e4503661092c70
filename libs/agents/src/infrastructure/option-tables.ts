import type { Catalog } from '@app/catalog';
import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { headed } from '../bench/naming';
import { type HostSizing, replicaSpan, sizingFigure } from '../bench/host-sizing';
import type { WorkloadBench } from '../bench/workload-bench';

const SERVING_COLUMNS = [
  ['Accelerators', 'accelerators'],
  ['Replicas', 'replicas'],
  ['Accelerators a replica', 'tensor-parallel'],
  ['Output a replica', 'tokens-per-second'],
  ['First token', 'time-to-first-token'],
  ['Each token', 'time-per-output-token'],
] as const;
const WORK_COLUMNS = [
  ['Accelerators', 'accelerators'],
  ['Accelerator-hours of a run', 'accelerator-hours'],
  ['Duration', 'duration'],
] as const;

/** The accelerators worth comparing among those that hold the workload, and why others do not hold it. */
export function optionTables(notes: Analysis, workload: WorkloadBench, catalog: Catalog): void {
  const { feasible, infeasible } = workload.sized().options;
  const columns = feasible[0]?.kind === 'serving' ? SERVING_COLUMNS : WORK_COLUMNS;
  const shown = worthShowing(workload, feasible);
  const left = feasible.length - shown.length;
  const more = notes.count(
    `infrastructure.${workload.id}.options.not-shown`,
    'Accelerators that hold it and are not shown',
    left,
    'count of accelerators that no place within the limits offers, or of which dearer offers only are listed',
  );
  notes.show(
    {
      id: `infrastructure.${workload.id}.options`,
      title: headed(workload, 'accelerators that hold it'),
      columns: ['Accelerator', ...columns.map(([title]) => title), 'Cheapest within the limits'],
      rows: shown.map((sizing) => [
        catalog.accelerator(sizing.of.acceleratorId).name,
        ...columns.map(([, name]) => cell(sizing, name)),
        cheapestOffer(workload, sizing),
      ]),
      ...(left > 0 && {
        note: `The cheapest within the limits, what is owned, and the one that takes the fewest accelerators. ${cite(more)} more would hold it, at a higher price or without an offer within the limits.`,
      }),
    },
    {
      id: `infrastructure.${workload.id}.infeasible`,
      title: headed(workload, 'accelerators that do not hold it'),
      columns: ['Accelerator', 'Reason'],
      rows: infeasible.map((sizing) => [
        catalog.accelerator(sizing.of.acceleratorId).name,
        sizing.of.reason ?? 'no reason was given',
      ]),
    },
  );
}

/** Accelerators shown one by one. */
const SHOWN = 10;

/** The cheapest within the limits, what is owned and what takes the fewest accelerators, in the order of the sizing. */
function worthShowing(workload: WorkloadBench, feasible: readonly HostSizing[]): readonly HostSizing[] {
  const owned = new Set(workload.owned().map(({ acceleratorId }) => acceleratorId));
  const prices = new Map<string, number>();
  for (const { sizing, priced } of workload.priced().offers) {
    const { acceleratorId } = sizing.of;
    const cost = priced.monthlyOnDemandUsd ?? Infinity;
    prices.set(acceleratorId, Math.min(prices.get(acceleratorId) ?? Infinity, cost));
  }
  const priceOf = ({ of }: HostSizing): number => prices.get(of.acceleratorId) ?? Infinity;
  const rank = (sizing: HostSizing): number =>
    owned.has(sizing.of.acceleratorId) || sizing === feasible[0] ? -1 : priceOf(sizing);
  const best = [...feasible].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b))).slice(0, SHOWN);
  const isKnown = best.some((sizing) => Number.isFinite(rank(sizing)) && rank(sizing) >= 0);
  // Without a single price within the limits the order of the sizing is all there is.
  const kept = new Set(isKnown ? best.filter((sizing) => rank(sizing) < Infinity) : best);
  return feasible.filter((sizing) => kept.has(sizing));
}

function cell(sizing: HostSizing, name: string): string {
  const entry = name === 'tensor-parallel' ? replicaSpan(sizing) : sizingFigure(sizing, name);
  return entry ? cite(entry) : '–';
}

/** The least that this accelerator costs on demand, or that nothing within the limits has a price. */
function cheapestOffer(workload: WorkloadBench, sizing: HostSizing): string {
  const offer = workload
    .priced()
    .offers.find(
      (entry) =>
        entry.sizing.of.acceleratorId === sizing.of.acceleratorId && entry.priced.monthlyOnDemandUsd !== null,
    );
  return offer ? cite(offer.priced.monthly['on-demand']) : 'no offer';
}
