import { cite, type Figure } from '@app/kernel';
import type { TrainingSizing } from '@app/sizing';
import type { Analysis } from '../analysis';
import { sizingFigure } from '../bench/host-sizing';
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
      reason:
        offer.priced.instance.spotUSDPerHour === null
          ? `the catalog has no spot price of ${offerName(offer)}`
          : (spot.unknown ?? 'it is not known'),
    });
    return;
  }
  const training = offer.sizing.kind === 'training' ? offer.sizing.of : null;
  const monthly = training ? spot : paidOverGoodput(notes, workload, offer, spot);
  const onDemand = offer.priced.monthly['on-demand'];
  notes.find({
    id: `cloud-engineer.${workload.id}.spot`,
    severity: 'info',
    title: headedIfRented(
      workload,
      `on spot instances it costs ${cite(monthly)} in place of ${cite(onDemand)}`,
    ),
    statement: `It may be interrupted and begin again from its last checkpoint; ${training ? trainingWords(workload, training) : `${cite(SPOT_RECOVERY)} are lost each time`}. Spot prices move by the hour.`,
  });
}

/** What a training loses to interruptions, as it is sized and priced: the more instances, the larger the share. */
function trainingWords({ workload }: WorkloadBench, sizing: TrainingSizing): string {
  const goodput = sizing.reliability?.ids['spot-goodput'] ?? '';
  const deadline = workload.values.deadlineHours;
  const hours = sizingFigure({ kind: 'training', of: sizing }, 'spot-hours')?.value ?? Infinity;
  const isLate = deadline?.value != null && hours / (sizing.accelerators ?? 1) > deadline.value;
  const late = isLate ? `, and a run would not end within the stated ${cite(deadline)}` : '';
  return `${cite({ id: goodput })} of the paid hours advance it, and the price counts them all${late}`;
}

/** Work without a sizing of its losses: the share that interruptions of one instance cost. */
function paidOverGoodput(notes: Analysis, workload: WorkloadBench, offer: Offer, spot: Figure): Figure {
  const prices = pricesOf(workload, offer);
  const factor = (end: 'value' | 'low' | 'high'): number =>
    (prices.spot[end] ?? prices.spot.value ?? 0) / (offer.priced.instance.spotUSDPerHour ?? 1);
  const value = spot.value ?? 0;
  return notes.figure({
    id: `cloud-engineer.${workload.id}.spot-monthly`,
    label: 'The same work on spot instances, interruptions paid',
    value: value * factor('value'),
    low: (spot.low ?? value) * factor('low'),
    high: (spot.high ?? value) * factor('high'),
    unit: 'USD/month',
    method: 'computed',
    formula: 'month at the spot price / (1 - share lost to interruptions)',
    inputs: [spot.id, prices.spot.id],
    sources: spot.sources,
  });
}
