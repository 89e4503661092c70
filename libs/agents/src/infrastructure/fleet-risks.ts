import { cite } from '@app/kernel';
import type { Risk } from '../agent-output';
import type { Analysis } from '../analysis';
import { headedIfHosted } from '../bench/naming';
import { type HostSizing, replicaSpan, sizingFigure } from '../bench/host-sizing';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { machineTraffic } from './machine-traffic';

/** What may go wrong with a fleet: parts that fail together, and throughput that is not reached. */
export function fleetRisks(notes: Analysis, bench: Workbench): void {
  for (const workload of bench.workloads) {
    const sizing = workload.reference();
    if (sizing)
      notes.risk(
        ...loss(workload, sizing),
        ...pipeline(notes, workload, sizing),
        throughput(workload, sizing),
      );
  }
}

function loss(workload: WorkloadBench, sizing: HostSizing): Risk[] {
  const group = replicaSpan(sizing);
  const spare = sizingFigure(sizing, 'spare-replicas');
  if (sizing.kind !== 'serving' || !group || (group.value ?? 1) < 2) return [];
  const hasSpare = (spare?.value ?? 0) > 0;
  return [
    {
      id: `infrastructure.risk.${workload.id}.group`,
      severity: hasSpare ? 'low' : 'medium',
      title: headedIfHosted(workload, 'one lost accelerator stops a whole copy of the model'),
      statement: `Each copy spans ${cite(group)} accelerators and stops with any of them${spare ? `; ${cite(spare)} spare ${spare.value === 1 ? 'copy is' : 'copies are'} planned` : ''}.`,
      answer: hasSpare
        ? 'Keep the spare copy on another machine, and rehearse the loss of one.'
        : 'Plan a spare copy on another machine, or accept in writing that the service stops.',
    },
  ];
}

/** What a copy over several machines hangs on beside its accelerators. */
function pipeline(notes: Analysis, workload: WorkloadBench, sizing: HostSizing): Risk[] {
  const stages = sizingFigure(sizing, 'stages');
  if (!stages) return [];
  return [
    {
      id: `infrastructure.risk.${workload.id}.pipeline`,
      severity: 'medium',
      title: headedIfHosted(workload, 'each copy of the model lies over several machines'),
      statement:
        `A copy is cut into ${cite(stages)} parts, which work one after the other, each on a machine of its own. How much of their speed they keep is known from one published measurement, and for the network between the machines a rate with a wide range is presumed. ${machineTraffic(notes, workload, sizing)}`.trim(),
      answer:
        'Run the real requests over as many machines as one copy takes, with the network that they are to have, before the fleet is ordered.',
    },
  ];
}

/** The interval of a prediction is a risk by itself: half of what it leaves out is below it. */
function throughput(workload: WorkloadBench, sizing: HostSizing): Risk {
  const isWork = sizing.kind !== 'serving';
  const shown = isWork
    ? (sizingFigure(sizing, 'work-hours') ??
      sizingFigure(sizing, 'accelerator-hours') ??
      sizingFigure(sizing, 'duration'))
    : sizingFigure(sizing, 'tokens-per-second');
  const what = isWork ? 'for one run' : 'of output for one replica';
  return {
    id: `infrastructure.risk.${workload.id}.throughput`,
    severity: 'medium',
    title: headedIfHosted(
      workload,
      `${isWork ? 'its hours rest' : 'the fleet rests'} on a prediction, not on a measurement`,
    ),
    statement: `${shown ? `The model of the sizing gives ${cite(shown)} ${what}, with the range it prints` : 'Speed follows from a fitted model'}; a different engine, version or mix of lengths moves it.`,
    answer: isWork
      ? 'Run a hundredth of the real work on one instance of the chosen type, and scale the hours from it.'
      : 'Run the real requests on one instance of the chosen type for a day before the fleet is ordered.',
  };
}
