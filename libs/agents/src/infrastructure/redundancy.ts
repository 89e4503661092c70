import { controlName } from '@app/compliance';
import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { type HostSizing, sizingFigure } from '../bench/host-sizing';
import { presuming } from '../bench/hosting-option';
import { counted, headedIfHosted, shortName } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';

/** How the fleet survives the loss of a replica, and what to do where it does not. */
export function redundancy(notes: Analysis, workload: WorkloadBench, best: HostSizing): void {
  if (best.kind !== 'serving') return;
  const spare = sizingFigure(best, 'spare-replicas');
  const load = sizingFigure(best, 'load-replicas');
  const availability = workload.workload.values.availabilityPercent;
  if (!spare || !load || !availability) return;
  const covered = (spare.value ?? 0) > 0;
  notes.find({
    id: `infrastructure.${workload.id}.redundancy`,
    severity: covered ? 'info' : 'medium',
    title: headedIfHosted(
      workload,
      `${cite(spare)} spare for ${counted(load, 'replica that carries', 'replicas that carry')} the peak`,
    ),
    statement: covered
      ? `For ${cite(availability)} the loss of one replica at the peak is covered.`
      : `For ${cite(availability)} no spare replica is counted: while one is replaced, the peak is served slower or in part.`,
  });
  notes.recommend({
    key: `${workload.id}.zones`,
    title: `Spread the replicas of ${shortName(workload)} over failure domains`,
    rationale: `${cite(availability)} is to be held through the loss of a replica, a host and its power.`,
    severity: covered ? 'low' : 'medium',
    presumes: presuming(workload, 'self-host'),
    workloadIds: [workload.id],
    cost: {
      figureIds: [],
      note: 'The spare replica is part of the fleet that was priced; traffic between zones is not.',
    },
    compliance: {
      requirements: [],
      note: `Serves the controls “${controlName('multiZone')}” and “${controlName('drTests')}” where a framework names them.`,
    },
    implementation: {
      effort: 'weeks',
      steps: [
        'Place replicas in at least two zones or halls, none with all of them.',
        'Take a replica out of service at the peak of a working day and record latency and errors.',
        'Alert on the number of healthy replicas, not only on errors.',
      ],
      prerequisites: ['A load balancer that drains a replica before it is stopped.'],
    },
  });
}
