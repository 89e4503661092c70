import type { Catalog } from '@app/catalog';
import { answerId, cite, type Figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import { sizingFigure } from '../bench/host-sizing';
import { headed } from '../bench/naming';
import { type OwnedHardware, takenBefore } from '../bench/owned-fit';
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
    const taken = takenBefore(workload, own);
    const fits = needed.value <= own.entry.count - taken;
    notes.find({
      id,
      severity: fits ? 'info' : 'medium',
      title: headed(
        workload,
        needed.value > own.entry.count
          ? `it would take ${cite(needed)} × ${name}, and ${cite(counted)} are owned`
          : `it needs ${cite(needed)} of ${cite(counted)} owned ${name}`,
      ),
      statement: `${taken > 0 ? `${cite(takenFigure(notes, workload, own, name, taken))} of them are taken by workloads before it in the input. ` : ''}${
        fits
          ? `The owned accelerators are enough for it${taken > 0 ? ' beside those' : ''}.`
          : `The owned accelerators are not enough${taken > 0 ? ' for both at the same time: run one while the other is quiet, or' : ';'} the rest would have to be rented or bought.`
      }`,
    });
  }
}

/** What the workloads before it take of the owned accelerators. */
function takenFigure(
  notes: Analysis,
  workload: WorkloadBench,
  own: OwnedHardware,
  name: string,
  taken: number,
): Figure {
  const needs = workload.before.flatMap((one) => {
    const fit = one.ownedFit();
    return fit?.hardware.index === own.index ? (sizingFigure(fit.sizing, 'accelerators')?.id ?? []) : [];
  });
  return notes.figure({
    id: `infrastructure.${workload.id}.owned-${own.acceleratorId}.taken`,
    label: `Owned ${name} that workloads before it in the input take`,
    value: taken,
    unit: '1',
    method: 'computed',
    formula: 'sum of the accelerators of each of them',
    inputs: needs,
  });
}
