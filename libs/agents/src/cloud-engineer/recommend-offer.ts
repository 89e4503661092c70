import type { Analysis } from '../analysis';
import { presuming } from '../bench/hosting-option';
import { offerName, shortName, withinDecisions } from '../bench/naming';
import type { Offer } from '../bench/price-workload';
import { PURCHASE_WORDS } from '../bench/purchase-words';
import type { WorkloadBench } from '../bench/workload-bench';

/** What to rent if the workload is hosted on rented hardware. */
export function recommendOffer(notes: Analysis, workload: WorkloadBench, offer: Offer): void {
  const monthly = offer.priced.monthly[workload.purchase];
  notes.recommend({
    key: `${workload.id}.host`,
    title: `Rent ${offerName(offer)} for ${shortName(workload)}`,
    rationale: `Of the compared offers that hold the workload ${withinDecisions(workload)}it is the cheapest ${PURCHASE_WORDS[workload.purchase]}.`,
    severity: 'medium',
    theme: 'hosting',
    presumes: presuming(workload, 'self-host'),
    workloadIds: [workload.id],
    cost: {
      figureIds: [monthly.id],
      note: '',
    },
    compliance: { requirements: [], note: '' },
    implementation: {
      effort: 'weeks',
      steps: [
        `Ask for the quota of ${offer.priced.instance.instanceType} in ${offer.priced.instance.region}: it is rarely granted at once.`,
      ],
      prerequisites: ['An account with the provider, its quota, and a network in the region.'],
    },
  });
}
