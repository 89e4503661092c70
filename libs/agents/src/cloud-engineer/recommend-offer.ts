import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { nameOf, offerName } from '../bench/naming';
import type { Offer } from '../bench/price-workload';
import { isOption, type WorkloadBench } from '../bench/workload-bench';

/** What to rent if the workload is hosted on rented hardware. */
export function recommendOffer(notes: Analysis, workload: WorkloadBench, offer: Offer): void {
  const monthly = offer.priced.monthly['on-demand'];
  const serves = isOption(offer.priced);
  const second = workload.hostingLimit === 'either' && workload.cheaperToday() !== 'self-host';
  notes.recommend({
    key: `${workload.id}.rent`,
    title: `${second ? 'If it is hosted: rent' : 'Rent'} ${offerName(offer)} for ${nameOf(workload)}`,
    rationale: `It is the cheapest of the compared offers that hold the workload, at ${cite(monthly)} on demand.`,
    severity: second ? 'low' : 'medium',
    workloadIds: [workload.id],
    cost: {
      figureIds: [monthly.id],
      note: 'Instances only: storage, network, egress, support and people are not in it.',
    },
    compliance: { requirements: [], note: placeNote(workload, offer) },
    implementation: {
      effort: 'weeks',
      steps: [
        `Ask for the quota of ${offer.priced.instance.instanceType} in ${offer.priced.instance.region}: it is rarely granted at once.`,
        serves
          ? 'Deploy one replica and measure throughput and latency with your own prompts before the rest.'
          : 'Run a hundredth of the work, measure the throughput, and scale the hours from it.',
        serves
          ? 'Scale to the sized number of replicas behind a load balancer.'
          : 'Start the instances for the run and stop them after it.',
      ],
      prerequisites: ['An account with the provider, and a network in the region.'],
    },
  });
}

function placeNote(workload: WorkloadBench, offer: Offer): string {
  const residency = workload.workload.input.residency;
  if (!residency) return 'No residency was stated; check that the region is allowed.';
  return `The region ${offer.priced.instance.region} lies within the stated residency.`;
}
