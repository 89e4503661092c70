import { answerId, cite, type Figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import { sizingFigure } from '../bench/host-sizing';
import { listOf, nameOf } from '../bench/naming';
import type { Workbench } from '../workbench';

/** What the workloads on owned accelerators need together: each is given what those before it leave. */
export function ownedTotal(notes: Analysis, bench: Workbench): void {
  const owned = bench.workloads[0]?.owned() ?? [];
  for (const hardware of owned) {
    const holding = bench.workloads.flatMap((workload) => {
      const fit = workload.ownedFit();
      const needed =
        fit?.hardware.index === hardware.index ? sizingFigure(fit.sizing, 'accelerators') : undefined;
      return needed ? [{ workload, needed }] : [];
    });
    if (holding.length < 2) continue;
    const name = bench.catalog.accelerator(hardware.acceleratorId).name;
    const together = notes.figure({
      id: `infrastructure.owned.${hardware.index}.needed`,
      label: `${name} needed by all workloads that run on the owned ones`,
      value: sumOf(holding, 'value'),
      low: sumOf(holding, 'low'),
      high: sumOf(holding, 'high'),
      unit: '1',
      method: 'computed',
      formula: 'sum of the accelerators of each workload, all at the same time',
      inputs: holding.map((entry) => entry.needed.id),
    });
    const counted = notes.figure({
      id: `answer.owned.${hardware.index}.${hardware.acceleratorId}`,
      label: `Owned ${name}`,
      value: hardware.entry.count,
      unit: '1',
      method: 'sourced',
      inputs: [answerId('currentInfrastructure', hardware.index, 'count')],
    });
    const tight = (together.high ?? 0) > hardware.entry.count;
    notes.find({
      id: `infrastructure.owned-${hardware.index}`,
      severity: tight ? 'medium' : 'info',
      title: `Together the workloads need ${cite(together)} of ${cite(counted)} owned ${name}`,
      statement: `${listOf(holding.map((entry) => nameOf(entry.workload)))} can run on them at the same time${tight ? '; at the upper end of the range they cannot, so stagger them until throughput is measured' : ''}.`,
    });
  }
}

/** Needs added up, at an end of their ranges or at the value where there is no range. */
function sumOf(holding: ReadonlyArray<{ readonly needed: Figure }>, end: 'value' | 'low' | 'high'): number {
  return holding.reduce((sum, { needed }) => sum + (needed[end] ?? needed.value ?? 0), 0);
}
