import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { headedIfRented, nameOf, offerName } from '../bench/naming';
import { pricesOf, SPOT_RECOVERY } from '../bench/price-commitment';
import type { Offer } from '../bench/price-workload';
import { isOption, type WorkloadBench } from '../bench/workload-bench';

/** Work in passes can wait and start again: what spot instances would cost it, lost hours paid. */
export function spotWork(notes: Analysis, workload: WorkloadBench, offer: Offer): void {
  if (isOption(offer.priced)) return;
  const spot = offer.priced.monthly.spot;
  if (spot.value === null) {
    notes.leaveOut({
      id: `cloud-engineer.${workload.id}.spot`,
      subject: `Spot price for ${nameOf(workload)}`,
      reason: `the catalog has no spot price of ${offerName(offer)}`,
    });
    return;
  }
  const prices = pricesOf(workload, offer);
  const factor = (end: 'value' | 'low' | 'high'): number =>
    (prices.spot[end] ?? prices.spot.value ?? 0) / (offer.priced.instance.spotUSDPerHour ?? 1);
  const monthly = notes.figure({
    id: `cloud-engineer.${workload.id}.spot-monthly`,
    label: 'The same work on spot instances, interruptions paid',
    value: spot.value * factor('value'),
    low: (spot.low ?? spot.value) * factor('low'),
    high: (spot.high ?? spot.value) * factor('high'),
    unit: 'USD/month',
    method: 'computed',
    formula: 'month at the spot price / (1 - share lost to interruptions)',
    inputs: [spot.id, prices.spot.id],
    sources: spot.sources,
  });
  const onDemand = offer.priced.monthly['on-demand'];
  notes.find({
    id: `cloud-engineer.${workload.id}.spot`,
    severity: 'info',
    title: headedIfRented(
      workload,
      `on spot instances it costs ${cite(monthly)} in place of ${cite(onDemand)}`,
    ),
    statement: `It may be interrupted and begin again from its last checkpoint; ${cite(SPOT_RECOVERY)} are lost each time. Spot prices move by the hour.`,
  });
}
