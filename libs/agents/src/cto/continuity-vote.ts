import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { isLeft } from '../bench/best-offer';
import { presuming } from '../bench/hosting-option';
import { labelled, offerName } from '../bench/naming';
import type { Offer } from '../bench/price-workload';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** Below this difference in percent the sizing is less certain than the prices are apart. */
const SMALL_PERCENT = 10;

/** Speaks for the provider that the organisation uses already: contracts, people and network are there. */
export function continuityVote(notes: Analysis, planned: WorkloadBench, bench: Workbench): void {
  const workload = planned.besides('provider');
  const used = new Set(
    (bench.input.currentInfrastructure ?? []).flatMap((entry) => (entry.provider ? [entry.provider] : [])),
  );
  const offer = workload
    .priced()
    .offers.find(
      (entry) =>
        entry.priced.monthlyOnDemandUsd !== null &&
        used.has(entry.priced.instance.provider) &&
        isLeft(entry, workload.decided),
    );
  if (!offer) return;
  const { provider, region } = offer.priced.instance;
  const monthly = offer.priced.monthly['on-demand'];
  notes.vote({
    key: `${workload.id}.provider`,
    label: labelled(workload, 'Provider and region'),
    option: `${provider}/${region}`,
    optionLabel: `${provider}, ${region}`,
    basis: 'preference',
    rationale: `${provider} is in use already; ${offerName(offer)} is its cheapest fit at ${cite(monthly)}${beside(notes, workload, offer)}.`,
    presumes: presuming(workload, 'self-host'),
  });
}

/** What staying costs beside the cheapest offer, and how much that difference can be relied on. */
function beside(notes: Analysis, workload: WorkloadBench, offer: Offer): string {
  const cheapest = workload.cheapestOfAll();
  const [here, least] = [offer.priced.monthly['on-demand'], cheapest?.priced.monthly['on-demand']];
  if (!cheapest || here.value === null || !least?.value) return '';
  if (cheapest === offer) return ', the cheapest of all';
  const premium = notes.figure({
    id: `cto.${workload.id}.continuity-premium`,
    label: `Price of staying with ${offer.priced.instance.provider} over the cheapest offer`,
    value: (here.value / least.value - 1) * 100,
    unit: '%',
    method: 'computed',
    formula: '(its price / cheapest price - 1) x 100',
    inputs: [here.id, least.id],
  });
  const small = (premium.value ?? 0) < SMALL_PERCENT;
  const old = offer.priced.stale || cheapest.priced.stale;
  const doubt = [
    ...(small ? ['a difference within the uncertainty of the sizing'] : []),
    ...(old ? ['one of the two prices is old, confirm both before choosing'] : []),
  ].join('; ');
  return `, ${cite(premium)} above the cheapest${doubt === '' ? '' : `: ${doubt}`}`;
}
