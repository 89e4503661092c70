import type { Catalog } from '@app/catalog';
import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { headed } from '../bench/naming';
import { type HostSizing, sizingFigure } from '../bench/host-sizing';
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

/** Every accelerator that was tried: those that hold the workload, and why the others do not. */
export function optionTables(notes: Analysis, workload: WorkloadBench, catalog: Catalog): void {
  const { feasible, infeasible } = workload.sized().options;
  const columns = feasible[0]?.kind === 'serving' ? SERVING_COLUMNS : WORK_COLUMNS;
  notes.show(
    {
      id: `infrastructure.${workload.id}.options`,
      title: headed(workload, 'accelerators that hold it'),
      columns: ['Accelerator', ...columns.map(([title]) => title), 'Cheapest within the limits'],
      rows: feasible.map((sizing) => [
        catalog.accelerator(sizing.of.acceleratorId).name,
        ...columns.map(([, name]) => cell(sizing, name)),
        cheapestOffer(workload, sizing),
      ]),
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

function cell(sizing: HostSizing, name: string): string {
  const entry = sizingFigure(sizing, name);
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
