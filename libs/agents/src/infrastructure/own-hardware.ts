import type { Catalog } from '@app/catalog';
import { answerId, cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { sizingFigure } from '../bench/host-sizing';
import { headed } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';

/** Compares owned accelerators with the need. */
export function ownHardware(notes: Analysis, workload: WorkloadBench, catalog: Catalog): void {
  for (const own of workload.owned()) {
    const name = catalog.accelerator(own.acceleratorId).name;
    const counted = notes.figure({
      id: `answer.owned.${own.index}.${own.acceleratorId}`,
      label: `Owned ${name}`,
      value: own.entry.count,
      unit: '1',
      method: 'sourced',
      inputs: [answerId('currentInfrastructure', own.index, 'count')],
    });
    const { feasible, infeasible } = workload.sized().options;
    const sizing = feasible.find((entry) => entry.of.acceleratorId === own.acceleratorId);
    const needed = sizing && sizingFigure(sizing, 'accelerators');
    const id = `infrastructure.${workload.id}.owned-${own.acceleratorId}`;
    if (!needed || needed.value === null) {
      const tried = infeasible.find((entry) => entry.of.acceleratorId === own.acceleratorId);
      const reason =
        tried?.of.reason ?? 'No instance of the catalog offers this accelerator, so it was not sized.';
      notes.find({
        id,
        severity: 'medium',
        title: headed(workload, `it cannot be placed on the owned ${name}`),
        statement: `${cite(counted)} are owned. ${reason.endsWith('.') ? reason : `${reason}.`}`,
      });
      continue;
    }
    const fits = needed.value <= own.entry.count;
    notes.find({
      id,
      severity: fits ? 'info' : 'medium',
      title: headed(workload, `it needs ${cite(needed)} of ${cite(counted)} owned ${name}`),
      statement: fits
        ? 'The owned accelerators are enough for this workload alone; other workloads on them are not subtracted.'
        : 'The owned accelerators are not enough; the rest would have to be rented or bought.',
    });
  }
}
