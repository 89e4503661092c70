import type { Analysis } from '../analysis';
import { presuming } from '../bench/hosting-option';
import { headed, shortName } from '../bench/naming';
import { toBeBought } from '../bench/to-be-bought';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** Feasible hardware without a price within the limits: said, and answered with a quote. */
export function nothingToRent(
  notes: Analysis,
  workload: WorkloadBench,
  bench: Workbench,
  scope: string,
): void {
  const bought = toBeBought(bench, workload) !== null;
  const { onPremisesAllowed } = workload.scope();
  const own = onPremisesAllowed && workload.owned().length > 0;
  notes.find({
    id: `cloud-engineer.${workload.id}.no-offer`,
    severity: bought ? 'info' : own ? 'medium' : 'high',
    title: headed(workload, 'no instance with a known price lies within the limits'),
    statement: `${scope} None of them has a price in the catalog for an accelerator that holds the workload.${bought ? ' It is planned on hardware to be bought, at the price that was given.' : ''}`,
  });
  if (bought) return;
  notes.recommend({
    key: `${workload.id}.ask-for-quote`,
    title: `Ask for a quote for ${shortName(workload)} in the allowed regions`,
    rationale: 'Without a price the cost of hosting stays unknown, and so does the comparison with an API.',
    severity: 'high',
    theme: 'hosting',
    presumes: presuming(workload, 'self-host'),
    workloadIds: [workload.id],
    cost: { figureIds: [], note: 'Unknown until a price is quoted.' },
    compliance: { requirements: [], note: '' },
    implementation: {
      effort: 'days',
      steps: [
        'Ask the allowed providers for the accelerators in the table of options, in the allowed regions.',
        'Enter the quote as an answer and run the assessment again.',
      ],
      prerequisites: [],
    },
  });
}
