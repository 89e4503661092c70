import { cite, type FigureText } from '@app/kernel';
import type { SearchOption } from '@app/search';
import { apiName, offerName } from '../bench/naming';
import { PURCHASE_WORDS } from '../bench/purchase-words';
import type { Offer } from '../bench/price-workload';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/**
 * Why the plan takes another way than the one that the search recommends, in one sentence; null where it takes that one.
 * The plan takes the lowest price on demand that decisions leave, or what stated weights choose; the search weighs risk,
 * latency and emissions beside cost, also where nobody stated how much they count.
 */
export function planBesideSearch(
  bench: Workbench,
  workload: WorkloadBench,
  option: SearchOption,
): FigureText | null {
  const side = workload.likelyHosting();
  const api = workload.apis().apis[0];
  const offer = workload.cheapest();
  const isOther = offer !== null && !isThat(option, workload, offer);
  const where = isOther ? offerWords(workload, offer) : '';
  const why = ruleOf(bench, workload, option);
  if (workload.ownedFit()) {
    const renting = isOther ? `; what renting would cost it reads from ${where}: ${why}` : '';
    return `The plan does not take it: the owned hardware is enough, and nothing has to be rented${renting}.`;
  }
  if (side === 'api' && api) {
    if (api.row.id === option.apiId) return null;
    const hosting = isOther ? `; what hosting would cost it reads from ${where}: ${why}` : '';
    return `The plan does not take it: ${apiName(api.row)} costs ${cite(api.monthly)} at the load of today${hosting}.`;
  }
  if (!offer) return 'The plan does not take it: no price on demand of hardware within the limits is known.';
  return isOther ? `The plan takes ${where} in its place: ${why}.` : null;
}

function offerWords(workload: WorkloadBench, offer: Offer): string {
  const { purchase } = workload;
  return `${offerName(offer)}, ${PURCHASE_WORDS[purchase]}, at ${cite(offer.priced.monthly[purchase])}`;
}

function isThat({ hardware }: SearchOption, workload: WorkloadBench, { priced }: Offer): boolean {
  return (
    hardware?.instanceId === priced.instance.id &&
    hardware.instances === priced.instances &&
    hardware.purchase === workload.purchase
  );
}

function ruleOf(bench: Workbench, workload: WorkloadBench, { hardware }: SearchOption): string {
  if (workload.weighed()) {
    return 'of the place, accelerator and way of buying that the stated weights choose it is the cheapest';
  }
  if (bench.input.preferences?.weights !== undefined) {
    return 'the plan has no single machine of the place and accelerator that the stated weights choose';
  }
  const spot =
    hardware?.purchase === 'spot' && workload.decided.purchase === undefined
      ? ', and no spot capacity unasked, which may be taken back and whose price moves by the hour'
      : '';
  return `without stated weights it takes the lowest price${workload.decided.purchase === undefined ? ' on demand' : ''}${spot}`;
}
