import type { Figure } from '@app/kernel';
import type { WorkloadBench } from './workload-bench';
import { ownedBill } from './owned-price';
import type { Workbench } from '../workbench';

/** What the plan pays for a workload a month, and on which side it pays it. */
export interface PlannedMonthly {
  readonly monthly: Figure;
  readonly side: 'api' | 'self-host';
}

/** What the plan pays for a workload a month, or why that is not known. */
export function plannedMonthly(workload: WorkloadBench, bench: Workbench): PlannedMonthly | string {
  if (ownedBill(bench, workload)) return 'the plan runs it on owned hardware, whose cost is of another kind';
  if (workload.likelyHosting() === 'api') {
    const monthly = workload.apis().apis[0]?.monthly;
    return monthly ? { monthly, side: 'api' } : 'no price of an API is known';
  }
  const offer = workload.cheapest();
  if (!offer) return workload.sized().reason ?? 'no offer within the limits has a known price';
  // What a commitment saves is a saving of its own: here it would be counted a second time.
  const purchase = workload.purchase === 'spot' ? 'spot' : 'on-demand';
  return { monthly: offer.priced.monthly[purchase], side: 'self-host' };
}
