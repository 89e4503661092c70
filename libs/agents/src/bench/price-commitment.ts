import type { CompletedWorkload } from '@app/assessments';
import { instancePriceFigure, PURCHASES, type Purchase } from '@app/catalog';
import { figure, type Figure } from '@app/kernel';
import {
  type CommitmentPlan,
  curveOfPeakFactor,
  curveOfProfile,
  goodputPrice,
  instancesFor,
  planCommitment,
  type LoadCurve,
} from '@app/pricing';
import { replicasFor, SPOT_INTERRUPTIONS } from '@app/sizing';
import type { Offer } from './price-workload';
import { isOption, type WorkloadBench } from './workload-bench';

/** Time until capacity that was taken back serves again. */
export const SPOT_RECOVERY: Figure = figure({
  id: 'assumption.spot.recovery',
  label: 'Seconds until an interrupted instance serves again',
  value: 600,
  low: 180,
  high: 1800,
  unit: 's',
  method: 'assumed',
  formula:
    'start of an instance, its image and loading the weights; a planning range of this product, not a published figure',
});

/** The load curve of a workload: its hourly profile where it is given, else the shape that its peak factor stands for. */
export function loadCurveOf({ input, values }: CompletedWorkload): LoadCurve | null {
  const profile = input.traffic?.hourlyProfile;
  if (profile) return curveOfProfile(profile);
  const factor = values.peakFactor?.value ?? peakOverMean(values);
  return factor === null ? null : curveOfPeakFactor(factor);
}

/** Where the peak itself was given, over the mean of the day. */
function peakOverMean({ requestsPerSecondPeak, requestsPerDay }: CompletedWorkload['values']): number | null {
  const [peak, day] = [requestsPerSecondPeak?.value ?? 0, requestsPerDay?.value ?? 0];
  return peak > 0 && day > 0 ? (peak * 86_400) / day : null;
}

/** How to buy the fleet of an offer by its load curve; null for work that comes and goes or has no price. */
export function commitmentOf(workload: WorkloadBench, offer: Offer): CommitmentPlan | null {
  const curve = loadCurveOf(workload.workload);
  const { priced, sizing } = offer;
  if (!isOption(priced) || sizing.kind !== 'serving' || sizing.of.capacity === null || curve === null)
    return null;
  const { capacity, traffic } = sizing.of;
  const instancesAt = (share: number): number => {
    const replicas = replicasFor(capacity, traffic.requestsPerSecondPeak * share);
    return replicas === null ? priced.instances : instancesFor(priced, replicas, capacity.spareReplicas);
  };
  const plan = planCommitment({
    scope: priced.id,
    curve,
    fewest: instancesFor(priced, 1 + capacity.spareReplicas, capacity.spareReplicas),
    instancesAt,
    price: pricesOf(workload, offer),
    // A service that promises availability keeps all that it needs; only what waits may be interrupted.
    interruptible: 0,
  });
  if (plan) workload.keep(plan.figures);
  return plan;
}

/** USD of an instance-hour by way of buying, spot over its goodput. */
export function pricesOf(workload: WorkloadBench, offer: Offer): Record<Purchase, Figure> {
  const { instance } = offer.priced;
  const listed = Object.fromEntries(
    PURCHASES.map((purchase) => [purchase, instancePriceFigure(instance, purchase)]),
  ) as Record<Purchase, Figure>;
  const spot = goodputPrice(`pricing.${instance.id}.spot`, listed.spot, SPOT_RECOVERY);
  workload.keep([...Object.values(listed), SPOT_INTERRUPTIONS, SPOT_RECOVERY, spot.lost, spot.price]);
  return { ...listed, spot: spot.price };
}
