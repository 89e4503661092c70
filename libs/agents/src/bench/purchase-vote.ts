import { cite } from '@app/kernel';
import type { Decision } from '../agent-output';
import type { Analysis } from '../analysis';
import { boughtAt, presuming } from './hosting-option';
import { labelled, offerName } from './naming';
import { commitmentOf } from './price-commitment';
import type { Offer } from './price-workload';
import { isOption, type WorkloadBench } from './workload-bench';

/**
 * The position on how to buy a fleet: a commitment where a load curve was stated and the whole fleet costs less with it
 * than by the hour, else on demand. Work that comes and goes has nothing to commit to: it is bought on demand, as it is
 * priced, until somebody asks for spot capacity.
 */
export function purchaseVote(notes: Analysis, workload: WorkloadBench, offer: Offer): void {
  const { priced } = offer;
  if (!isOption(priced)) {
    onDemandWork(notes, workload, offer);
    return;
  }
  const hasCurve = workload.workload.input.traffic?.hourlyProfile !== undefined;
  const plan = hasCurve ? commitmentOf(workload, offer) : null;
  const term = (['commit-3y', 'commit-1y'] as const).find(
    (purchase) => priced.monthly[purchase].value !== null,
  );
  const whole = term && priced.monthly[term];
  const terms = term === 'commit-3y' ? 'three years' : 'a year';
  if (!plan || !term || !whole) {
    notes.vote({
      ...option(workload, 'on-demand', 'on demand'),
      basis: 'risk',
      rationale: hasCurve
        ? 'The list has no price for a commitment.'
        : 'No load curve was stated: a commitment beyond its least part would be paid for in hours in which nobody uses it.',
    });
    return;
  }
  const pays = (whole.value ?? 0) < (plan.hourly.value ?? 0);
  const beside = `by the hour, following its load, ${cite(plan.hourly)}; with each instance bought the cheaper way ${cite(plan.blended)}`;
  notes.vote({
    ...(pays ? option(workload, term, `committed for ${terms}`) : option(workload, 'on-demand', 'on demand')),
    basis: 'cost',
    rationale: `By the stated load curve the whole fleet costs ${cite(whole)} committed for ${terms}, ${beside}.`,
  });
}

/** A place that lists an instance on demand alone leaves no other way to buy it; else spot capacity may be asked for. */
function onDemandWork(notes: Analysis, workload: WorkloadBench, offer: Offer): void {
  const { monthly, instance } = offer.priced;
  if (monthly['on-demand'].value === null) return;
  const onDemand = option(workload, 'on-demand', 'on demand');
  if (monthly.spot.value !== null) {
    notes.vote({
      ...onDemand,
      basis: 'risk',
      rationale: `${cite(monthly['on-demand'])} on demand can be counted on. Spot capacity for ${cite(monthly.spot)} may be taken back, and its price moves by the hour: it is planned where somebody asks for it.`,
    });
    return;
  }
  const { provider, region } = instance;
  notes.vote({
    ...onDemand,
    basis: 'feasibility',
    rationale: `No other price of ${offerName(offer)} is listed for work that comes and goes.`,
    presumes: boughtAt(workload, `${provider}/${region}`, `${provider}, ${region}`),
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
