import { answerId, cite } from '@app/kernel';
import { servingFigure } from '@app/sizing';
import type { Analysis } from '../analysis';
import { breathe } from '../bench/breathe';
import { headed, listOf, nameOf } from '../bench/naming';
import { servingNeed } from '../bench/serving-need';
import { sizeOn } from '../bench/size-on';
import { type OwnedHardware, takenBefore } from '../bench/owned-fit';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { loadScenarios } from './scenario-set';

/** Whether owned accelerators still carry the workload when its load grows. */
export async function ownedGrowth(
  notes: Analysis,
  bench: Workbench,
  workload: WorkloadBench,
  signal: AbortSignal,
): Promise<void> {
  const own = workload.ownedFit();
  const { row, ref } = workload.model();
  if (own?.sizing.kind !== 'serving' || !row) return;
  const { hardware } = own;
  const counted = notes.figure({
    id: `answer.owned.${hardware.index}.${hardware.acceleratorId}`,
    label: `Owned ${bench.catalog.accelerator(hardware.acceleratorId).name}`,
    value: hardware.entry.count,
    unit: '1',
    method: 'sourced',
    inputs: [answerId('currentInfrastructure', hardware.index, 'count')],
  });
  const taken = takenBefore(workload, hardware);
  const rows = [['Today', '–', cite(servingFigure(own.sizing.of, 'accelerators')), cite(counted), 'enough']];
  let short = false;
  for (const scenario of loadScenarios(notes, workload)) {
    await breathe(signal);
    bench.figures.add(scenario.factor);
    const workloadId = `${workload.id}.owned.${scenario.name}`;
    const need = servingNeed(workload.workload, row, ref, { workloadId, factor: scenario.factor });
    if (!need) continue;
    const sizing = sizeOn(need, hardware.acceleratorId, bench.catalog);
    workload.keep(sizing.figures);
    const enough = sizing.accelerators !== null && sizing.accelerators <= hardware.entry.count - taken;
    short ||= !enough;
    rows.push([
      scenario.label,
      cite(scenario.factor),
      sizing.feasible ? cite(servingFigure(sizing, 'accelerators')) : (sizing.reason ?? '–'),
      cite(counted),
      enough ? 'enough' : taken > 0 ? 'not enough beside the workloads before it' : 'not enough',
    ]);
  }
  notes.show({
    id: `simulation.${workload.id}.owned`,
    title: headed(workload, 'owned accelerators under growth'),
    columns: ['Scenario', 'Load', 'Needed', 'Owned', 'State'],
    rows,
  });
  notes.find({
    id: `simulation.${workload.id}.owned`,
    severity: short ? 'medium' : 'info',
    title: short
      ? headed(workload, 'it outgrows the owned accelerators in at least one scenario')
      : headed(workload, 'it stays within the owned accelerators in every scenario'),
    statement: `${cite(counted)} are owned; the table says how many each scenario needs. ${besideIt(bench, workload, hardware)}`,
  });
}

/** Which other workloads stand on the same hardware, and whether what they take was subtracted. */
function besideIt(bench: Workbench, workload: WorkloadBench, { index }: OwnedHardware): string {
  const place = bench.workloads.indexOf(workload);
  const onIt = (others: readonly WorkloadBench[]): string =>
    listOf(others.filter((other) => other.ownedFit()?.hardware.index === index).map(nameOf));
  const before = onIt(bench.workloads.slice(0, place));
  const after = onIt(bench.workloads.slice(place + 1));
  if (before === '' && after === '') return 'No other workload was placed on them.';
  const parts = [
    before === '' ? [] : `What ${before} needs of them today is subtracted.`,
    after === '' ? [] : `What ${after} needs of them, later in the input, is not subtracted.`,
  ];
  return parts.flat().join(' ');
}
