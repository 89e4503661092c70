import { answerId } from '@app/kernel';
import type { Analysis } from '../analysis';
import { hostingOption } from '../bench/hosting-option';
import { counted } from '../bench/naming';
import type { Workbench } from '../workbench';

/** People without whom a fleet of one's own has no one to run it. */
const LEAST_ENGINEERS = 2;

/** Speaks for an API where the stated team is too small to run accelerators, and says so as a risk. */
export function operatingVote(notes: Analysis, bench: Workbench): void {
  const { team } = bench.input;
  // Without accelerators of its own there is no fleet to run.
  if (bench.workloads.every((workload) => workload.hostingLimit === 'api-only')) return;
  if (team?.platformEngineers === undefined) {
    notes.leaveOut({
      id: 'mlops.operations',
      subject: 'Whether the team can run its own fleet',
      reason: 'the number of platform engineers was not stated',
    });
    return;
  }
  const engineers = notes.figure({
    id: 'answer.team.platformEngineers',
    label: 'Platform engineers',
    value: team.platformEngineers,
    unit: '1',
    method: 'sourced',
    inputs: [answerId('team', 'platformEngineers')],
  });
  const tooFew = team.platformEngineers < LEAST_ENGINEERS;
  // Work in passes waits until morning: nobody has to be called for it.
  const serves = bench.workloads.some(({ workload }) => workload.mode === 'serving');
  const noNights = team.onCall === false && serves;
  if (!tooFew && !noNights) return;
  const ground = tooFew
    ? `The team has ${counted(engineers, 'platform engineer', 'platform engineers')}`
    : 'Nobody is on call';
  const both = tooFew && noNights ? ', and nobody is on call' : '';
  for (const workload of bench.workloads) {
    if (workload.hostingLimit !== 'either' || workload.workload.mode !== 'serving') continue;
    notes.vote({
      ...hostingOption(workload, 'api'),
      basis: 'risk',
      rationale: `${ground}${both}: a fleet of accelerators would have no one to run it.`,
    });
  }
  notes.find({
    id: 'mlops.operations',
    severity: 'medium',
    title: 'The team is thin for accelerators of its own',
    statement: `${ground}${both}. The rubric asks for at least two platform engineers${serves ? ' and someone on call before a service is hosted' : ' before hardware is run'}.`,
  });
}
