import { cite } from '@app/kernel';
import type { Decision } from '../agent-output';
import type { Analysis } from '../analysis';
import { presuming } from './hosting-option';
import { labelled } from './naming';
import type { Offer } from './price-workload';
import { isOption, type WorkloadBench } from './workload-bench';

/**
 * The position on how to buy a fleet: a commitment where a load curve was stated and the list has its price, else on
 * demand. Work that comes and goes has nothing to commit to.
 */
export function purchaseVote(notes: Analysis, workload: WorkloadBench, offer: Offer): void {
  const { priced } = offer;
  if (!isOption(priced)) return;
  const onDemand = priced.monthly['on-demand'];
  const hasCurve = workload.workload.input.traffic?.hourlyProfile !== undefined;
  const committed = (['commit-3y', 'commit-1y'] as const)
    .map((purchase) => ({ purchase, monthly: priced.monthly[purchase] }))
    .find(({ monthly }) => monthly.value !== null && monthly.value < (onDemand.value ?? Infinity));
  if (hasCurve && committed) {
    const years = committed.purchase === 'commit-3y' ? 'three years' : 'a year';
    notes.vote({
      ...option(workload, committed.purchase, `committed for ${years}`),
      basis: 'cost',
      rationale: `A load curve was stated, so its least part can be committed to: the whole fleet costs ${cite(committed.monthly)} for ${years} and ${cite(onDemand)} on demand.`,
    });
    return;
  }
  notes.vote({
    ...option(workload, 'on-demand', 'on demand'),
    basis: 'risk',
    rationale: hasCurve
      ? 'The list has no cheaper price for a commitment.'
      : 'No load curve was stated: a commitment beyond its least part would be paid for in hours in which nobody uses it.',
  });
}

function option(
  workload: WorkloadBench,
  purchase: string,
  words: string,
): Pick<Decision, 'key' | 'label' | 'option' | 'optionLabel' | 'presumes'> {
  return {
    key: `${workload.id}.purchase`,
    label: labelled(workload, 'Way of buying'),
    option: purchase,
    optionLabel: words,
    presumes: presuming(workload, 'self-host'),
  };
}
