import type { Purchase } from '@app/catalog';
import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { presuming } from '../bench/hosting-option';
import { nameOf, offerName, shortName } from '../bench/naming';
import type { Offer } from '../bench/price-workload';
import { isOption, type WorkloadBench } from '../bench/workload-bench';

/** What a commitment would save on a fleet that runs all month. Work that comes and goes has nothing to commit to. */
export function commitment(notes: Analysis, workload: WorkloadBench, offer: Offer): void {
  if (!isOption(offer.priced)) return;
  const onDemand = offer.priced.monthly['on-demand'];
  const committed = (['commit-3y', 'commit-1y'] as const satisfies Purchase[])
    .map((purchase) => ({ purchase, monthly: offer.priced.monthly[purchase] }))
    .find((entry) => entry.monthly.value !== null);
  if (!committed || onDemand.value === null || committed.monthly.value === null) {
    notes.leaveOut({
      id: `cloud-engineer.${workload.id}.commitment-price`,
      subject: `Commitment discount for ${nameOf(workload)}`,
      reason: `the catalog has no commitment price of ${offerName(offer)}`,
    });
    return;
  }
  const years = committed.purchase === 'commit-3y' ? 'three years' : 'one year';
  const saving = notes.figure({
    id: `cloud-engineer.${workload.id}.commitment-saving`,
    label: `Saving by a commitment of ${years}`,
    value: onDemand.value - committed.monthly.value,
    unit: 'USD/month',
    method: 'computed',
    formula: 'on demand - commitment',
    inputs: [onDemand.id, committed.monthly.id],
  });
  const floor = notes.figure({
    id: `cloud-engineer.${workload.id}.commitment-break-even`,
    label: `Share of the time that must be used for a commitment of ${years} to pay`,
    value: (committed.monthly.value / onDemand.value) * 100,
    unit: '%',
    method: 'computed',
    formula: 'commitment price / on-demand price x 100',
    inputs: [committed.monthly.id, onDemand.id],
  });
  notes.recommend({
    key: `${workload.id}.commit`,
    title: `Commit to the steady part of ${shortName(workload)} once its load is measured`,
    rationale: `A commitment of ${years} would save ${cite(saving)}; it pays where the instance is needed for more than ${cite(floor)} of the time.`,
    severity: 'low',
    presumes: presuming(workload, 'self-host'),
    workloadIds: [workload.id],
    cost: {
      figureIds: [saving.id],
      savingIds: [saving.id],
      note: 'A saving, at the whole fleet committed; a part committed saves that part.',
    },
    compliance: { requirements: [], note: 'A commitment lengthens the exit from the provider.' },
    implementation: {
      effort: 'weeks',
      steps: [
        'Run on demand for a month and record the least number of instances in use at any hour.',
        'Commit to that number, not to the peak.',
      ],
      prerequisites: ['A measured load curve of at least a month.'],
    },
  });
}
