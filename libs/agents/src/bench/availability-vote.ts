import { cite } from '@app/kernel';
import type { Decision } from '../agent-output';
import type { Analysis } from '../analysis';
import type { Workbench } from '../workbench';
import { presuming } from './hosting-option';
import { labelled } from './naming';
import type { WorkloadBench } from './workload-bench';

/** From this promise on an outage at night breaks it unless somebody answers: a choice of this product. */
const NEEDS_ON_CALL_PERCENT = 99.9;
/** What office hours and a spare replica can keep. */
const WITHOUT_ON_CALL_PERCENT = 99.5;

/** The position that the promised availability is the target: a limit where it was stated. */
export function targetVote(notes: Analysis, workload: WorkloadBench): void {
  const promised = workload.workload.values.availabilityPercent;
  if (promised?.value == null) return;
  const stated = promised.method === 'sourced';
  notes.vote({
    ...option(workload, promised.value),
    basis: stated ? 'constraint' : 'preference',
    rationale: stated
      ? `${cite(promised)} was stated as promised to users.`
      : `Nothing was stated; ${cite(promised)} is taken.`,
  });
}

/** The position that without anybody on call a high promise cannot be kept, where that was stated. */
export function onCallVote(notes: Analysis, bench: Workbench): void {
  if (bench.input.team?.onCall !== false) return;
  for (const planned of bench.workloads) {
    const workload = planned.undecided();
    const promised = workload.workload.values.availabilityPercent;
    if ((promised?.value ?? 0) < NEEDS_ON_CALL_PERCENT || !promised) continue;
    notes.vote({
      ...option(workload, WITHOUT_ON_CALL_PERCENT),
      basis: 'risk',
      rationale: `Nobody is on call, so an outage at night lasts until the morning: ${cite(promised)} cannot be kept by people who are away.`,
    });
  }
}

function option(
  workload: WorkloadBench,
  percent: number,
): Pick<Decision, 'key' | 'label' | 'option' | 'optionLabel' | 'presumes'> {
  return {
    key: `${workload.id}.availability`,
    label: labelled(workload, 'Availability target'),
    option: String(percent),
    optionLabel: `${percent} %`,
    presumes: presuming(workload, 'self-host'),
  };
}
