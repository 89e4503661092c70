import type { Analysis } from '../analysis';
import { presuming } from '../bench/hosting-option';
import { headed, shortName } from '../bench/naming';
import { mayRent } from '../bench/price-scope';
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
  const own = workload.ownedFit() !== null;
  const rents = mayRent(workload.scope());
  const instead = bought
    ? ' It is planned on hardware to be bought, at the price that was given.'
    : own
      ? ' It is planned on what is owned: nothing has to be rented.'
      : '';
  notes.find({
    id: `cloud-engineer.${workload.id}.no-offer`,
    severity: bought || own ? 'info' : 'high',
    title: headed(workload, 'no instance with a known price lies within the limits'),
    statement: `${scope}${rents ? ' None of them has a price in the catalog for an accelerator that holds the workload.' : ''}${instead}`,
  });
  if (bought || own) return;
  const isChoice = workload.hostingLimit === 'either';
  notes.recommend({
    key: `${workload.id}.ask-for-quote`,
    title: rents
      ? `Ask for a quote for ${shortName(workload)} in the allowed regions`
      : `Ask for the price of hardware to buy for ${shortName(workload)}`,
    rationale: `Without a price the cost of hosting stays unknown${isChoice ? ', and so does the comparison with an API' : ''}.`,
    severity: 'high',
    theme: 'hosting',
    presumes: presuming(workload, 'self-host'),
    workloadIds: [workload.id],
    cost: { figureIds: [], note: 'Unknown until a price is quoted.' },
    compliance: { requirements: [], note: '' },
    implementation: {
      effort: 'days',
      steps: rents
        ? [
            'Ask the allowed providers for the accelerators in the table of options, in the allowed regions.',
            'Enter the quote as an answer and run the assessment again.',
          ]
        : [
            'Ask for the price of an accelerator in the table of options, with its share of server and network.',
            'Enter it under planning.acceleratorQuotes with the price of a kWh, and run the assessment again.',
          ],
      prerequisites: [],
    },
  });
}
