import { replicasHold, UTILISATION_TARGET, type ReplicaCapacity, type ServingSizing } from '@app/sizing';
import { instancesFor } from './instance-packing';
import type { PricedOption } from './serving-price';

const BISECTIONS = 30;

/** The stairs of a rented fleet: how much load each number of instances carries. */
export class FleetSteps {
  private readonly peaks = new Map<number, number>();

  constructor(
    private readonly sizing: ServingSizing,
    private readonly capacity: ReplicaCapacity,
    private readonly packing: Pick<PricedOption, 'replicasPerInstance'>,
  ) {}

  /** Instances for any load at all: a fleet whose size was decided has no fewer. */
  fewest(): number {
    const { spareReplicas, bounds } = this.capacity;
    const least = Math.max(1 + spareReplicas, bounds?.least ?? 1);
    return instancesFor(this.packing, least, spareReplicas);
  }

  /** The highest peak in requests per second that a number of instances holds. */
  peakOf(instances: number): number {
    const known = this.peaks.get(instances);
    if (known !== undefined) return known;
    const peak = this.findPeak(instances);
    this.peaks.set(instances, peak);
    return peak;
  }

  private findPeak(instances: number): number {
    const replicas =
      Math.floor(instances * this.packing.replicasPerInstance + 1e-9) - this.capacity.spareReplicas;
    if (replicas < 1) return 0;
    const ceiling = UTILISATION_TARGET * this.capacity.requestsPerSecond * replicas;
    const holds = (peak: number): boolean => replicasHold(this.capacity, replicas, peak);
    if (holds(ceiling)) return ceiling;
    let low = 0;
    let high = ceiling;
    for (let i = 0; i < BISECTIONS; i++) {
      const middle = (low + high) / 2;
      if (holds(middle)) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Requests a month at a peak, the ratio of mean to peak staying as it is today. */
  requestsPerMonth(peak: number, secondsPerMonth: number): number {
    const { requestsPerSecondMean, requestsPerSecondPeak } = this.sizing.traffic;
    return peak * (requestsPerSecondMean / requestsPerSecondPeak) * secondsPerMonth;
  }
}
